import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { NOBODY, profiled } from '@/components/identity/identity';
import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { apiNamed, described, faults, pasted, rig, tokenOf, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { openIdToken, poolTokens } from '@/sandbox/appsync/test-callers';
import { demoKey } from '@/sandbox/keys';
import { GOOD, LEAST, type Run, run, signedBy, word } from './graph-rig';

withSandbox('refusing-graph', () => ({ mistyped: { ...demoKey('000000000000'), secret: 'another' } }));
// Before anything is wrong, as in a console that is open.
beforeAll(() => described(apiNamed('notes-graph')));

const deny = (...actions: string[]) => faults({ deny: actions });
const answer = (status: number, errorType: string, message: string) =>
  faults({
    answers: {
      GraphQL: { status, contentType: 'application/json', body: JSON.stringify({ errors: [{ errorType, message }] }) },
    },
  });

afterEach(async () => {
  vi.useRealTimers();
  await faults({ deny: [], answers: {} });
});

type Asked = Run | (() => Run | Promise<Run>);
const ready = (asked: Asked) => (typeof asked === 'function' ? asked() : asked);
const good = (mode: AppSyncMode, more: Partial<Run> = {}) => {
  const { api = 'notes-graph' } = more;
  return async (): Promise<Run> => ({ mode, identity: await GOOD[mode](api), ...more });
};
const body = (query: string) => JSON.stringify({ query });
const SIGNED = body(LEAST);
const WHO = '{ whoAmI { mode } }';

/** One row of the table (aws.md §5): what is refused, and the same call with the cause taken away. */
interface Row {
  what: string;
  status: number;
  id: string;
  says: string;
  /** Brings the cause about where it is not in the call; taken away before the control. */
  before?: () => Promise<unknown>;
  after?: () => Promise<unknown>;
  refused: Asked;
  control: Asked;
}

const key = (value: string): Run => ({ mode: 'API_KEY', headers: [['x-api-key', value]] });
const nobodyIn = (mode: AppSyncMode): Row => ({
  what: `nothing, for ${mode}`,
  status: 401,
  id: 'no-authorization',
  says: 'neither an Authorization header nor an API key',
  refused: { mode, identity: NOBODY },
  control: good(mode),
});
/** A while from now, for the console and for the sandbox alike. */
const inDays = (days: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 });
  return Promise.resolve();
};
const now = () => Promise.resolve(vi.useRealTimers());

const UNAUTHORIZED: Row[] = [
  ...(['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'] as const).map(nobodyIn),
  {
    what: 'a key that it does not know',
    status: 401,
    id: 'key-unknown',
    says: 'does not know this key',
    refused: key('da2-unknown'),
    control: good('API_KEY'),
  },
  {
    what: 'a key that has expired since the API was read',
    status: 401,
    id: 'key-expired',
    says: 'has expired',
    before: () => inDays(301),
    after: now,
    refused: good('API_KEY'),
    control: good('API_KEY'),
  },
  {
    what: 'a key, where the API takes none',
    status: 401,
    id: 'mode-off',
    says: 'the API takes none',
    refused: { api: 'young-graph', mode: 'AWS_IAM', headers: [['x-api-key', 'da2-unknown']] },
    control: { api: 'young-graph', mode: 'AWS_IAM', identity: profiled(null) },
  },
  {
    what: 'a permission that is missing',
    status: 401,
    id: 'iam-permission',
    says: 'lacks the permission appsync:GraphQL',
    before: () => deny('appsync:GraphQL'),
    after: () => deny(),
    refused: good('AWS_IAM', { query: WHO }),
    control: good('AWS_IAM', { query: WHO }),
  },
  {
    what: 'a token that is none',
    status: 401,
    id: 'token-format',
    says: 'no JWT',
    refused: { mode: 'AMAZON_COGNITO_USER_POOLS', identity: pasted('opaque') },
    control: good('AMAZON_COGNITO_USER_POOLS'),
  },
  {
    what: 'a token of another user pool',
    status: 401,
    id: 'token-issuer',
    says: 'was issued by',
    refused: async () => ({ mode: 'AMAZON_COGNITO_USER_POOLS', identity: pasted(await staffToken()) }),
    control: good('AMAZON_COGNITO_USER_POOLS'),
  },
  {
    what: 'a token of another client of the pool',
    status: 401,
    id: 'token-client',
    says: 'takes tokens of clients that match',
    refused: async () => ({
      mode: 'AMAZON_COGNITO_USER_POOLS',
      identity: pasted((await poolTokens(rig.sandbox, 'alice', { client: 'notes-backend' })).access),
    }),
    control: good('AMAZON_COGNITO_USER_POOLS'),
  },
  {
    what: 'a token of the pool that has expired',
    status: 401,
    id: 'token-expiry',
    says: 'expired',
    refused: async () => ({
      mode: 'AMAZON_COGNITO_USER_POOLS',
      identity: pasted((await poolTokens(rig.sandbox, 'alice', { now: Date.now() - 2 * 86_400_000 })).access),
    }),
    control: good('AMAZON_COGNITO_USER_POOLS'),
  },
  {
    what: 'a token of another issuer',
    status: 401,
    id: 'token-issuer',
    says: 'was issued by',
    refused: async () => ({ mode: 'OPENID_CONNECT', identity: await tokenOf() }),
    control: good('OPENID_CONNECT'),
  },
  {
    what: 'a token of the issuer for something else',
    status: 401,
    id: 'token-client',
    says: 'https://api.notes.example',
    refused: async () => ({
      mode: 'OPENID_CONNECT',
      identity: pasted(await openIdToken(rig.sandbox, 'https://api.notes.example')),
    }),
    control: good('OPENID_CONNECT'),
  },
  {
    what: 'a token of the issuer that has expired',
    status: 401,
    id: 'token-expiry',
    says: 'expired',
    refused: async () => {
      const identity = await GOOD.OPENID_CONNECT('notes-graph');
      await inDays(2);
      return { mode: 'OPENID_CONNECT', identity };
    },
    after: now,
    control: good('OPENID_CONNECT'),
  },
  {
    what: 'a token that is older than the API allows',
    status: 401,
    id: 'token-age',
    says: 'older than the',
    refused: good('OPENID_CONNECT', { api: 'young-graph' }),
    control: good('OPENID_CONNECT'),
  },
  {
    what: 'a word that the authorizer does not know',
    status: 401,
    id: 'authorizer-denied',
    says: 'notes-graph-doorkeeper',
    refused: { mode: 'AWS_LAMBDA', identity: word('let-me-go') },
    control: good('AWS_LAMBDA'),
  },
  {
    what: 'a word that does not fit the pattern',
    status: 401,
    id: 'token-pattern',
    says: 'must match ^let-me-[a-z]+$',
    refused: { mode: 'AWS_LAMBDA', identity: word('open sesame') },
    control: good('AWS_LAMBDA'),
  },
];

const FORBIDDEN: Row[] = [
  {
    what: 'a signature by another secret',
    status: 403,
    id: 'secret-wrong',
    says: 'AWS received what was signed',
    refused: { mode: 'AWS_IAM', identity: profiled('mistyped') },
    control: { mode: 'AWS_IAM', identity: profiled(null) },
  },
  {
    what: 'a signature for another Region',
    status: 403,
    id: 'signature-scope',
    says: 'another service or Region',
    refused: async () => ({
      mode: 'AWS_IAM',
      headers: await signedBy({ region: 'eu-west-1', body: SIGNED }),
      body: SIGNED,
    }),
    control: async () => ({ mode: 'AWS_IAM', headers: await signedBy({ body: SIGNED }), body: SIGNED }),
  },
  {
    what: 'a signature for another service',
    status: 403,
    id: 'signature-scope',
    says: 'another service or Region',
    refused: async () => ({
      mode: 'AWS_IAM',
      headers: await signedBy({ service: 'execute-api', body: SIGNED }),
      body: SIGNED,
    }),
    control: async () => ({ mode: 'AWS_IAM', headers: await signedBy({ body: SIGNED }), body: SIGNED }),
  },
  {
    what: 'a private API',
    status: 403,
    id: 'private-api',
    says: 'only within a VPC',
    refused: good('API_KEY', { api: 'hidden-graph' }),
    control: good('API_KEY', { api: 'limited-graph' }),
  },
  {
    what: 'a web ACL',
    status: 403,
    id: 'waf',
    says: 'AWS WAF refused the request',
    before: () => answer(403, 'WAFForbiddenException', '403 Forbidden'),
    after: () => faults({ answers: {} }),
    refused: good('API_KEY'),
    control: good('API_KEY'),
  },
];

const OTHERS: Row[] = [
  {
    what: 'a body that is no operation',
    status: 400,
    id: 'malformed-request',
    says: 'does not take the request',
    refused: good('AWS_IAM', { body: 'nonsense' }),
    control: good('AWS_IAM'),
  },
  {
    what: 'a subscription that is posted',
    status: 400,
    id: 'unsupported-operation',
    says: 'held on a line',
    refused: good('API_KEY', { query: 'subscription { noteAdded { id } }' }),
    control: good('API_KEY', { query: 'mutation { addNote(text: "x") { id } }' }),
  },
  {
    what: 'an API without a schema',
    status: 400,
    id: 'no-schema',
    says: 'has no schema yet',
    refused: good('API_KEY', { api: 'empty-graph' }),
    control: good('API_KEY', { api: 'limited-graph' }),
  },
  {
    what: 'a request that is too large',
    status: 413,
    id: 'payload-too-large',
    says: 'larger than AppSync takes',
    refused: good('API_KEY', { query: `${LEAST} # ${'x'.repeat(1024 * 1024)}` }),
    control: good('API_KEY', { query: `${LEAST} # ${'x'.repeat(1024)}` }),
  },
  {
    what: 'too many at once',
    status: 429,
    id: 'throttled-account',
    says: 'a quota of the account is used up',
    before: () => answer(429, 'LimitExceededException', 'Rate exceeded'),
    after: () => faults({ answers: {} }),
    refused: good('API_KEY'),
    control: good('API_KEY'),
  },
  {
    what: 'an operation of more than 30 seconds',
    status: 504,
    id: 'integration-timeout',
    says: '30 seconds',
    before: () => answer(504, 'ExecutionTimeout', 'Execution timed out.'),
    after: () => faults({ answers: {} }),
    refused: good('API_KEY'),
    control: good('API_KEY'),
  },
];

describe('each way in which AppSync turns an operation away', () => {
  test.each([...UNAUTHORIZED, ...FORBIDDEN, ...OTHERS])('$status for $what: $id', async (row) => {
    await row.before?.();
    const told = await run(await ready(row.refused));
    const [first] = told.causes;
    expect(told.status, JSON.stringify(told)).toBe(row.status);
    expect(first?.id, JSON.stringify(told.causes)).toBe(row.id);
    expect(first?.title).toContain(row.says);
    await row.after?.();
    expect(await run(await ready(row.control))).toMatchObject({ status: 200, causes: [], words: [] });
  });
});

/** What an operation itself comes to stands among the errors of an answer that is 200. */
const ERRORS: { what: string; kind: string; says: string[]; refused: Asked; control: Asked }[] = [
  {
    what: 'a field of another mode',
    kind: 'not-authorized',
    says: ['Query.auditTrail is not open to this caller', 'open to IAM'],
    refused: good('API_KEY', { query: '{ auditTrail { what } }' }),
    control: good('AWS_IAM', { query: '{ auditTrail { what } }' }),
  },
  {
    what: 'a field of a group',
    kind: 'not-authorized',
    says: ['of the group editors', 'somebody who is in such a group'],
    refused: async () => ({
      mode: 'AMAZON_COGNITO_USER_POOLS',
      identity: pasted((await poolTokens(rig.sandbox, 'bob')).access),
      query: '{ editorial { id } }',
    }),
    control: good('AMAZON_COGNITO_USER_POOLS', { query: '{ editorial { id } }' }),
  },
  {
    what: 'a field that the authorizer denies',
    kind: 'not-authorized',
    says: ['deniedFields', 'log of the authorizer’s function'],
    refused: { mode: 'AWS_LAMBDA', identity: word('let-me-read'), query: 'mutation { addNote(text: "x") { id } }' },
    control: good('AWS_LAMBDA', { query: 'mutation { addNote(text: "x") { id } }' }),
  },
  {
    what: 'introspection, switched off',
    kind: 'no-introspection',
    says: ['introspection is switched off'],
    refused: good('API_KEY', { api: 'limited-graph', query: '{ __schema { queryType { name } } }' }),
    control: good('API_KEY', { query: '{ __schema { queryType { name } } }' }),
  },
  {
    what: 'too deep a query',
    kind: 'too-deep',
    says: ['nested deeper', '3 > 2'],
    refused: good('API_KEY', { api: 'limited-graph', query: '{ leaf { below { name } } }' }),
    control: good('API_KEY', { api: 'limited-graph', query: '{ leaf { name } }' }),
  },
  {
    what: 'too many resolvers',
    kind: 'too-many-resolvers',
    says: ['more resolvers than the API allows', 'limit of 2'],
    refused: good('API_KEY', { api: 'limited-graph', query: '{ a: leaf { name } b: leaf { name } c: leaf { name } }' }),
    control: good('API_KEY', { api: 'limited-graph', query: '{ a: leaf { name } b: leaf { name } }' }),
  },
  {
    what: 'a field that is not there',
    kind: 'not-in-schema',
    says: ['does not fit the schema', 'nothing'],
    refused: good('API_KEY', { query: '{ nothing }' }),
    control: good('API_KEY', { query: WHO }),
  },
  {
    what: 'a resolver whose function throws',
    kind: 'resolver',
    says: ['The resolver of', 'the data source Notes (notes-graph-notes)'],
    refused: good('API_KEY', { query: '{ trouble(sort: THROWN) { text } }' }),
    control: good('API_KEY', { query: '{ note(id: "1") { text } }' }),
  },
];

describe('each way in which an operation comes to errors', () => {
  test.each(ERRORS)('$what: $kind', async ({ kind, says, refused, control }) => {
    const told = await run(await ready(refused));
    const [first] = told.words;
    expect({ status: told.status, kind: first?.kind }, JSON.stringify(told)).toEqual({ status: 200, kind });
    for (const part of says) expect(`${first?.sentence} ${first?.next}`).toContain(part);
    expect(await run(await ready(control))).toMatchObject({ status: 200, causes: [], words: [] });
  });
});

/** A token of somebody of the staff’s own pool. */
async function staffToken(): Promise<string> {
  return (await poolTokens(rig.sandbox, 'heidi@example.com', { client: 'notes-staff-web' })).access;
}
