import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pair } from '@/lib/core/outcome';
import { encodePath } from '@/lib/core/path';
import { encodeQuery } from '@/lib/core/query';
import { verifySignature } from '@/sandbox/sigv4';
// Signatures made by botocore 1.43.11, an implementation that shares nothing with this one.
import table from './fixtures/sigv4-cases.json';
import { presign, type SigningScope, sign } from './sign';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const date = new Date('2026-01-02T03:04:05Z');

interface Case {
  name: string;
  method: string;
  path: string;
  query: string[][];
  queryWire: string;
  headers: Record<string, string>;
  body: string;
  signature: string;
  signedHeaders: string;
  host?: string;
  service?: string;
  token?: string;
  presigned?: string;
}

const cases = table.cases as unknown as Case[];
const lost = cases.filter(({ query }) => query.some(([name]) => name === '__proto__'));

function signCase(of: Case) {
  const request = {
    method: of.method,
    host: of.host ?? 'abc123.execute-api.us-east-1.amazonaws.com',
    path: of.path,
    query: of.query as Pair[],
    headers: Object.entries(of.headers),
    body: of.body === '' ? null : Buffer.from(of.body),
  };
  const scope = { service: of.service ?? 'execute-api', region: 'us-east-1' } as SigningScope;
  return sign(request, scope, of.token ? { ...credentials, sessionToken: of.token } : credentials, date);
}

describe('sign', () => {
  it.each(cases.filter((one) => !lost.includes(one)))('agrees with botocore on $name', async (one) => {
    const authorization = new Map(await signCase(one)).get('authorization');
    expect(authorization).toContain(`SignedHeaders=${one.signedHeaders}, Signature=${one.signature}`);
    expect(encodeQuery(one.query as Pair[])).toBe(one.queryWire);
  });

  it.each(lost)('refuses $name, which the signer would leave out', async (one) => {
    await expect(signCase(one)).rejects.toMatchObject({ code: 'invalid-input', detail: { field: 'query.0' } });
  });

  it('is accepted by an independent verifier for any path, query, headers and body', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const name = text.filter((value) => value !== '__proto__');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(text, fc.constantFrom('..', '.', '%2F', '')), { maxLength: 4 }),
        fc.array(fc.tuple(name, text), { maxLength: 4 }),
        fc.uint8Array({ maxLength: 40 }),
        fc.array(fc.constantFrom('a', 'a  b', ' c ', ''), { maxLength: 3 }),
        async (segments, query, body, values) => {
          const path = encodePath(`/${segments.join('/')}`);
          const headers = values.map((value): Pair => ['X-Many', value]);
          const request = { method: 'POST', host: 'h.example', path, query: query as Pair[], headers, body };
          const scope = { service: 'execute-api', region: 'eu-west-1' } as const;
          const added = await sign(request, scope, { ...credentials, sessionToken: 'session' }, date);
          const wire = encodeQuery(query as Pair[]);
          const verdict = verifySignature(
            {
              method: 'POST',
              url: wire === '' ? path : `${path}?${wire}`,
              rawHeaders: ['Host', 'h.example', ...headers.flat(), ...added.flat()],
              body: Buffer.from(body),
            },
            (id) => ({
              id,
              secret: credentials.secretAccessKey,
              sessionToken: 'session',
              arn: '',
              userId: '',
              deny: [],
            }),
            date,
          );
          expect(verdict).toMatchObject({ ok: true });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('presign', () => {
  // Of rows with the same name botocore keeps but the first when it presigns, so its signature is over another address.
  const told = (one: Case) => new Set(one.query.map(([name]) => name)).size === one.query.length;
  const presigned = cases.filter((one) => one.presigned && told(one) && !lost.includes(one));

  it.each(presigned)('agrees with botocore on $name', async (one) => {
    const host = one.host ?? 'abc123.execute-api.us-east-1.amazonaws.com';
    const scope = { service: one.service ?? 'execute-api', region: 'us-east-1' } as SigningScope;
    const keys = one.token ? { ...credentials, sessionToken: one.token } : credentials;
    const request = { method: 'GET', host, path: one.path, query: one.query as Pair[] };
    const rows = new Map(await presign(request, scope, keys, date));
    const expected = new URL(one.presigned ?? '').searchParams;
    expect(rows.get('X-Amz-Signature')).toBe(expected.get('X-Amz-Signature'));
    expect(rows.get('X-Amz-Security-Token') ?? null).toBe(expected.get('X-Amz-Security-Token'));
  });

  it('has cases to agree on', () => expect(presigned.length).toBeGreaterThan(10));
});
