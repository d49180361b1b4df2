import { afterEach, describe, expect, test } from 'vitest';
import { foresee } from '@/components/console/auth/foresight';
import { appSyncPlace } from '@/components/identity/appsync-place';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, NOBODY, profiled } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { describe as describeApi, evidence, send } from '@/lib/apis/dispatch';
import type { ApiRef } from '@/lib/core/api';
import type { ExchangeEvent, Pair } from '@/lib/core/outcome';
import { diagnosed } from '@/lib/diagnosis/diagnosis';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Finding } from '@/lib/diagnosis/findings';
import { account, pasted, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { diagnoseAppSync } from './diagnose';

withSandbox();

const signal = new AbortController().signal;
const QUERY = JSON.stringify({ query: '{ __typename }' });

interface Operation {
  mode: AppSyncMode;
  identity?: Identity;
  headers?: Pair[];
  body?: string;
}

function graphApi(): ApiRef {
  const regions = rig.sandbox.world.accounts.flatMap(({ regions: all }) => [...all.values()]);
  const found = regions
    .flatMap(({ graphql }) => [...(graphql?.apis.values() ?? [])])
    .find((api) => api.name === 'notes-graph');
  return { kind: 'appsync', id: found?.apiId ?? '', account };
}

/** Once: the console's own calls to AWS wait for their turn. */
let described: Promise<AppSyncDetail> | null = null;

async function run({ mode, identity = NOBODY, headers = [], body = QUERY }: Operation) {
  const api = graphApi();
  described ??= describeApi(api, signal) as Promise<AppSyncDetail>;
  const detail = await described;
  const chosen = detail.auth.find((one) => one.mode === mode);
  if (!chosen) throw new Error(`The API does not have ${mode}.`);
  const { asked } = appSyncPlace(api, chosen, detail);
  const auth = authFor(identity, asked);
  const rows = headers.map(([name, value]) => ({ name, value }));
  const startedAt = Date.now();
  const failed: Failed = {
    ...{ startedAt, method: 'POST', target: '/graphql', stage: '', request: null, head: null, body: null },
    ...{ end: null, unreachable: null, as: sentAs(identity, auth) },
    foresight: foresee(identity, asked, { headers: rows, query: [] }, startedAt),
  };
  const chunks: Uint8Array[] = [];
  const event = (one: ExchangeEvent) => {
    if (one.type === 'request') failed.request = one.request;
    if (one.type === 'head') failed.head = one.head;
  };
  const sink = {
    event,
    bytes: (chunk: Uint8Array) => chunks.push(Uint8Array.from(chunk)) > 0,
    drained: async () => {},
  };
  await send({ api, headers, auth }, { body: Buffer.from(body), signal, sink });
  failed.body = Buffer.concat(chunks).toString('utf8');
  const rules = (findings: readonly Finding[]) =>
    diagnosed((seeker) => diagnoseAppSync(failed, { detail, chosen }, seeker), findings);
  const findings: Finding[] = [];
  const { asks } = rules([]);
  if (asks.length > 0) for await (const finding of evidence(api, asks, signal)) findings.push(finding);
  return { status: failed.head?.status, causes: rules(findings).causes };
}

function bogus(): Pair[] {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/us-east-1/appsync/aws4_request`;
  const value = `AWS4-HMAC-SHA256 Credential=AKIASANDBOXDEMO00001/${scope}, SignedHeaders=host;x-amz-date, Signature=${'a'.repeat(64)}`;
  return [
    ['Authorization', value],
    ['X-Amz-Date', date],
  ];
}

const faults = (deny: string[]) =>
  fetch(`${rig.sandbox.origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ deny }) });
afterEach(() => faults([]).then(() => {}));

const SIGNED: Operation = { mode: 'AWS_IAM', identity: profiled(null) };
const ROWS: { what: string; status: number; id: string; says: string; call: Operation; deny?: string[] }[] = [
  {
    what: 'nothing',
    status: 401,
    id: 'no-authorization',
    says: 'neither an Authorization header nor an API key',
    call: { mode: 'AWS_IAM' },
  },
  {
    what: 'a key that it does not know',
    status: 401,
    id: 'key-unknown',
    says: 'does not know this key',
    call: { mode: 'API_KEY', headers: [['x-api-key', 'da2-unknown']] },
  },
  {
    what: 'a token that is none',
    status: 401,
    id: 'token-format',
    says: 'no JWT',
    call: { mode: 'AMAZON_COGNITO_USER_POOLS', identity: pasted('opaque') },
  },
  {
    what: 'a signature by another secret',
    status: 403,
    id: 'secret-wrong',
    says: 'AWS received what was signed',
    call: { mode: 'AWS_IAM', headers: bogus() },
  },
  {
    what: 'a body that is no operation',
    status: 400,
    id: 'malformed-request',
    says: 'does not take the request',
    call: { ...SIGNED, body: 'nonsense' },
  },
];

describe('each way in which AppSync turns an operation away', () => {
  test.each(ROWS)('$status for $what: $id', async ({ status, id, says, call }) => {
    const told = await run(call);
    expect(told.status, JSON.stringify(told.causes)).toBe(status);
    expect(told.causes[0]?.id, JSON.stringify(told.causes)).toBe(id);
    expect(told.causes[0]?.title).toContain(says);
    const control = await run(SIGNED);
    expect(control).toMatchObject({ status: 200, causes: [] });
  });

  test('a permission that is missing, and whose keys they are', async () => {
    await faults(['appsync:GraphQL']);
    const told = await run({ ...SIGNED, body: JSON.stringify({ query: '{ whoAmI { mode } }' }) });
    expect(told.causes[0] ?? { id: 'none' }, JSON.stringify(told)).toMatchObject({ id: 'iam-permission' });
    await faults([]);
    expect((await run(SIGNED)).causes).toEqual([]);
  });
});
