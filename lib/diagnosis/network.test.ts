import { beforeAll, describe, expect, test } from 'vitest';
import type { UnreachableReason } from '@/lib/core/outcome';
import { http, running, tcp } from '@/lib/egress/ask-rig';
import type { Cause } from './cause';
import type { Failed } from './exchange';
import { Seeker } from './findings';
import { diagnoseHttp } from './http/diagnose';
import { detailWith, makeCertificates, reached, tlsPort } from './network-rig';

const DOMAIN = 'https://api.example.test/';
/** No name has so long a part: the answer is the same where there is no DNS server to ask. */
const NOWHERE = `${'x'.repeat(64)}.invalid`;
let made: ReturnType<typeof makeCertificates>;
beforeAll(() => {
  made = makeCertificates();
});

function first(failed: Failed, api: Parameters<typeof detailWith>[0] = {}): Cause | undefined {
  return diagnoseHttp(failed, { detail: detailWith(api), opened: null }, new Seeker())[0];
}

/** One row: what stands at the address, and what the console says first. */
interface Row {
  what: string;
  reach: () => Promise<Failed>;
  id: string;
  says: string;
  evidence: string;
}

const TLS: Row[] = [
  {
    what: 'a certificate for another name',
    reach: async () => reached(DOMAIN, await tlsPort(made.other)),
    id: 'certificate-name',
    says: 'The certificate is for another host name.',
    evidence: 'api.example.test',
  },
  {
    what: 'a certificate that has expired',
    reach: async () => reached(DOMAIN, await tlsPort(made.expired)),
    id: 'certificate-expired',
    says: 'The certificate has expired.',
    evidence: 'CERT_HAS_EXPIRED',
  },
  {
    what: 'a certificate that is not good yet',
    reach: async () => reached(DOMAIN, await tlsPort(made.early)),
    id: 'certificate-early',
    says: 'not valid yet',
    evidence: 'CERT_NOT_YET_VALID',
  },
  {
    what: 'a certificate that signed itself',
    reach: async () => reached(DOMAIN, await tlsPort(made.alone)),
    id: 'certificate-untrusted',
    says: 'This computer does not trust the certificate.',
    evidence: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  },
  {
    what: 'a server that asks for a client certificate',
    reach: async () => reached(DOMAIN, await tlsPort(made.good, { requestCert: true, rejectUnauthorized: true })),
    id: 'client-certificate',
    says: 'asks for a client certificate',
    evidence: 'CERTIFICATE_REQUIRED',
  },
  {
    what: 'a server without TLS',
    reach: async () => reached(DOMAIN, (await http((_, response) => response.end())).port),
    id: 'tls',
    says: 'TLS could not be agreed on.',
    evidence: 'No encrypted connection',
  },
];

describe('TLS that fails', () => {
  test.each(TLS)('$what: $id', async ({ reach, id, says, evidence }) => {
    const told = first(await reach());
    expect(told).toMatchObject({ id, certainty: 'certain', title: expect.stringContaining(says) });
    expect(told?.evidence[0]?.text).toContain(evidence);
  });

  test('and nothing where it does not', async () => {
    const failed = await reached(DOMAIN, await tlsPort(made.good));
    expect(failed.head?.status).toBe(200);
    expect(first(failed)).toBeUndefined();
  });
});

describe('no connection, and no answer', () => {
  test('a name that does not exist, of the API or of a domain', async () => {
    const domain = await reached(`https://api.${NOWHERE}/`);
    expect(first(domain)).toMatchObject({
      ...{ id: 'dns', certainty: 'certain', title: `There is no DNS entry for the domain api.${NOWHERE}.` },
      next: { action: { do: 'facts' } },
    });
    const at = { endpoint: `https://a1b2c3.execute-api.${NOWHERE}` };
    const own = await reached(`${at.endpoint}/`);
    expect(first(own, at)).toMatchObject({
      id: 'dns',
      certainty: 'certain',
      title: 'The name of the host is not known.',
    });
    expect(first(own, { ...at, endpointDisabled: true })).toMatchObject({
      id: 'endpoint-disabled',
      certainty: 'certain',
    });
    // A domain is known whatever became of the API's own endpoint.
    expect(first(domain, { endpointDisabled: true })).toMatchObject({ id: 'dns' });
  });

  test('a port that nobody listens at', async () => {
    const { port } = await http(() => undefined);
    await new Promise((resolve) => running.pop()?.close(resolve));
    expect(first(await reached(`http://localhost:${port}/`))).toMatchObject({ id: 'refused', certainty: 'certain' });
    const { port: open } = await http((_, response) => response.end());
    expect(first(await reached(`http://127.0.0.1:${open}/`))).toBeUndefined();
  });

  test.each([
    ['reset', () => tcp((socket) => socket.resetAndDestroy())],
    ['malformed-answer', () => tcp((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))],
    ['timeout', () => tcp(() => undefined)],
  ] as const)('%s', async (id, server) => {
    const { port } = await server();
    const failed = await reached(`http://127.0.0.1:${port}/`, null, id === 'timeout' ? 50 : 5_000);
    expect(first(failed)).toMatchObject({ id, certainty: 'certain' });
  });

  // No server here can bring these about: packets that nobody answers, a DNS server that is silent, an emulator that is down.
  test.each<[UnreachableReason, string, object, string[]]>([
    ['timeout', 'a:443 did not take the connection.', {}, ['no-way-there']],
    ['dns', 'The DNS server gave no answer about a.', {}, ['dns-silent']],
    ['refused', 'Nothing listens at a.', { emulator: true }, ['emulator-down']],
    ['cancelled', 'You cancelled this request.', {}, []],
  ])('%s: %s', async (reason, message, more, ids) => {
    const failed = await reached('http://127.0.0.1:1/');
    const timings = { dns: null, tcp: null, tls: null, firstByte: null, download: null, total: 1, reused: false };
    const detail = { ...detailWith(), ...more };
    const told = diagnoseHttp(
      { ...failed, unreachable: { reason, message, timings } },
      { detail, opened: null },
      new Seeker(),
    );
    expect(told.map(({ id }) => id)).toEqual(ids);
  });
});
