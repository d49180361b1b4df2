import { afterEach, beforeAll } from 'vitest';
import { errorContext } from '@/components/console/graphiql/explain-answer';
import { type Identity, NOBODY } from '@/components/identity/identity';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import type { Cause } from '@/lib/diagnosis/cause';
import { hold } from '@/lib/diagnosis/line-rig';
import { checkRefused, type RefusedRow } from '@/lib/diagnosis/refused-rows';
import { apiNamed, described, faults, pasted, rig, told, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { openIdToken, poolTokens } from '@/sandbox/appsync/test-callers';
import { GOOD, knownOf, modeOf, word } from './graph-rig';
import { diagnoseRealtime } from './realtime';

withSandbox('refusing-graph');
// Before anything is wrong, as in a console that is open.
beforeAll(() => described(apiNamed('notes-graph')));
afterEach(() => faults({ deny: [] }));

/** One subscription, as the console would begin it under one mode. */
interface Subscribed {
  api?: string;
  mode: AppSyncMode;
  identity?: Identity;
  query?: string;
}

const ADDED = 'subscription { noteAdded { id } }';

async function subscribe(one: Subscribed): Promise<{ done: boolean; causes: Cause[] }> {
  const { api: name = 'notes-graph', mode, identity = NOBODY, query = ADDED } = one;
  const api = apiNamed(name);
  const detail = await described<AppSyncDetail>(api);
  const chosen = modeOf(detail, mode);
  const held = await hold({ api, detail, chosen, identity, input: { query } });
  const state = await held.until((_, seen) => seen.has('started'));
  held.close();
  if (state.phase === 'open') return { done: true, causes: [] };
  const failed = held.failed(state, state.errors);
  const context = errorContext(await knownOf({ api, detail, chosen, query }));
  return {
    done: false,
    causes: await told(api, (seeker) => diagnoseRealtime(failed, { detail, chosen, context }, seeker)),
  };
}

const good = async (mode: AppSyncMode, more: Partial<Subscribed> = {}): Promise<Subscribed> => ({
  mode,
  identity: await GOOD[mode](more.api ?? 'notes-graph'),
  ...more,
});
const CONNECTING: RefusedRow<Subscribed>[] = [
  {
    what: 'nobody',
    id: 'no-authorization',
    says: 'Nothing that proves who asks',
    refused: () => ({ mode: 'API_KEY' }),
    control: () => good('API_KEY'),
  },
  {
    what: 'a private API',
    id: 'private-api',
    says: 'only within a VPC',
    refused: () => good('API_KEY', { api: 'hidden-graph' }),
    control: () => good('API_KEY'),
  },
  {
    what: 'a permission that is missing',
    id: 'iam-permission',
    says: 'appsync:GraphQL',
    before: () => faults({ deny: ['appsync:GraphQL'] }),
    after: () => faults({ deny: [] }),
    refused: () => good('AWS_IAM'),
    control: () => good('AWS_IAM'),
  },
  {
    what: 'a token that has expired',
    id: 'token-expiry',
    says: 'expired',
    refused: async () => ({
      mode: 'AMAZON_COGNITO_USER_POOLS',
      identity: pasted((await poolTokens(rig.sandbox, 'alice', { now: Date.now() - 2 * 86_400_000 })).access),
    }),
    control: () => good('AMAZON_COGNITO_USER_POOLS'),
  },
  {
    what: 'a token of the issuer for something else',
    id: 'token-client',
    says: 'https://api.notes.example',
    refused: async () => ({
      mode: 'OPENID_CONNECT',
      identity: pasted(await openIdToken(rig.sandbox, 'https://api.notes.example')),
    }),
    control: () => good('OPENID_CONNECT'),
  },
  {
    what: 'a word that the authorizer does not know',
    id: 'authorizer-denied',
    says: 'notes-graph-doorkeeper',
    refused: () => ({ mode: 'AWS_LAMBDA', identity: word('let-me-go') }),
    control: () => good('AWS_LAMBDA'),
  },
];

const STARTING: RefusedRow<Subscribed>[] = [
  {
    what: 'a field of another mode',
    id: 'not-authorized Subscription.noteRemoved',
    says: 'it is open to IAM or a Cognito user pool (group editors)',
    refused: () => good('API_KEY', { query: 'subscription { noteRemoved { id } }' }),
    control: () => good('AWS_IAM', { query: 'subscription { noteRemoved { id } }' }),
  },
  {
    what: 'a field that is not there',
    id: 'not-in-schema',
    says: 'does not fit the schema',
    refused: () => good('API_KEY', { query: 'subscription { nothing }' }),
    control: () => good('API_KEY', { query: ADDED }),
  },
  {
    what: 'a value that is missing',
    id: 'variables',
    says: '$id',
    refused: () => good('API_KEY', { query: 'subscription ($id: ID!) { commentAdded(noteId: $id) { id } }' }),
    control: () => good('API_KEY', { query: 'subscription ($id: ID = "1") { commentAdded(noteId: $id) { id } }' }),
  },
  {
    what: 'a query on a line',
    id: 'unsupported-operation',
    says: 'held on a line',
    refused: () => good('API_KEY', { query: '{ notes { id } }' }),
    control: () => good('API_KEY', { query: ADDED }),
  },
  {
    what: 'no GraphQL',
    id: 'syntax',
    says: 'is not GraphQL',
    refused: () => good('API_KEY', { query: 'subscription { noteAdded {' }),
    control: () => good('API_KEY', { query: ADDED }),
  },
];

checkRefused(
  'each way in which AppSync does not take %s',
  [
    ['the connection', CONNECTING],
    ['the subscription', STARTING],
  ],
  subscribe,
);
