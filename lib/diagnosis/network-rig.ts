import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import type { HttpDetail } from '@/lib/apis/http/contract';
import { destinationOf } from '@/lib/egress/address';
import { agents } from '@/lib/egress/agents';
import { ask } from '@/lib/egress/ask';
import { listen } from '@/lib/egress/ask-rig';
import type { Failed } from './exchange';

// Real servers, and the console's own way to them. What is asked is an HTTP API; REST APIs have the same rules here.

const OWN = 'https://a1b2c3.execute-api.us-east-1.amazonaws.com';

export function detailWith(api: Partial<HttpDetail['api']> = {}): HttpDetail {
  const base = { url: api.endpoint ?? OWN, source: 'aws', pinnedTo: null } as const;
  return {
    kind: 'http',
    api: {
      ...{ kind: 'http', id: 'a1b2c3', name: 'notes', description: null, endpoint: OWN, endpointDisabled: false },
      ...{ createdAt: null, tags: {}, owner: { by: 'none' } },
      ...api,
    },
    stages: [
      {
        ...{ name: '$default', base, autoDeploy: true, deploymentId: null, lastDeploymentMessage: null },
        ...{ updatedAt: null, accessLog: null, variables: {}, throttle: null, routeThrottles: {} },
      },
    ],
    ...{
      routes: [],
      integrations: [],
      authorizers: [],
      cors: null,
      ipAddressType: null,
      emulator: false,
      problems: [],
    },
  };
}

/** Asks for `/` at an address; the connection goes to a port of this machine where one is given. */
export async function reached(address: string, port: number | null = null, timeoutMs = 5_000): Promise<Failed> {
  const url = new URL(address);
  const to = { ...destinationOf(url), connectTo: port === null ? null : { host: '127.0.0.1', port } };
  const request = {
    ...{ method: 'GET', url: url.href, target: '/', headers: [], bodyBytes: 0 },
    connectedTo: port === null ? null : `127.0.0.1:${port}`,
  };
  const startedAt = Date.now();
  const outcome = await ask(
    {
      ...{ to, method: 'GET', target: '/', headers: [['Host', to.hostHeader]], body: null, timeoutMs },
      ...{ fresh: false, signal: new AbortController().signal },
    },
    { head: () => undefined, bytes: () => true, drained: async () => undefined },
  );
  const answered = outcome.type === 'answered';
  return {
    ...{ startedAt, method: 'GET', target: '/', stage: '$default', request, body: '', as: null, foresight: null },
    head: answered ? outcome.head : null,
    end: answered ? outcome.end : null,
    unreachable: answered ? null : outcome,
  };
}

export async function portOf(server: Server): Promise<number> {
  return (await listen(server)).port;
}

/** A TLS server that answers everything, on any free port. */
export function tlsPort(pair: { key: Buffer; cert: Buffer }, more: TlsOptions = {}): Promise<number> {
  return portOf(createTlsServer({ ...pair, ...more }, (_, response) => response.end()));
}

/** Certificates for `api.example.test`, of an authority that the console's connections trust, but for the one of its own. */
export function makeCertificates() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-certificates-'));
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const request = (name: string, host: string) =>
    run(...['req', '-new', ...KEY, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`)], ...named(host));
  const pair = (name: string) => ({ key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) });
  const between = (name: string, host: string, [from, until]: readonly [string, string]) => {
    request(name, host);
    run(
      ...['ca', '-batch', '-notext', '-config', at('ca.conf'), '-in', at(`${name}.csr`), '-out', at(`${name}.pem`)],
      ...['-startdate', from, '-enddate', until],
    );
    return pair(name);
  };
  writeFileSync(at('ca.conf'), AUTHORITY);
  writeFileSync(at('index.txt'), '');
  run(
    ...['req', '-x509', ...KEY, '-days', '2', '-subj', '/CN=authority', '-keyout', at('ca.key'), '-out', at('ca.pem')],
  );
  run(...['req', '-x509', ...KEY, '-days', '2', '-keyout', at('alone.key'), '-out', at('alone.pem')], ...named(HOST));
  const made = {
    good: between('good', HOST, NOW),
    expired: between('expired', HOST, PAST),
    early: between('early', HOST, FUTURE),
    other: between('other', 'www.example.test', NOW),
    alone: pair('alone'),
  };
  const { https } = agents;
  https.options.ca = readFileSync(at('ca.pem'));
  rmSync(folder, { recursive: true });
  return made;
}

const HOST = 'api.example.test';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const NOW = ['20200101000000Z', '20990101000000Z'] as const;
const PAST = ['20200101000000Z', '20210101000000Z'] as const;
const FUTURE = ['20980101000000Z', '20990101000000Z'] as const;
const AUTHORITY = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;

function named(host: string): string[] {
  return ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
}
