import { afterEach, beforeAll } from 'vitest';
import { appSyncPlace } from '@/components/identity/appsync-place';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, NOBODY, profiled } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import type { EventsDetail } from '@/lib/apis/events/contract';
import { GOOD, modeOf, word } from '@/lib/diagnosis/appsync/graph-rig';
import type { Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import { hold } from '@/lib/diagnosis/line-rig';
import { checkRefused, type RefusedRow } from '@/lib/diagnosis/refused-rows';
import { apiNamed, described, faults, pasted, rig, sent, told, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { poolTokens } from '@/sandbox/appsync/test-callers';
import { diagnoseEvents, type EventsDeed } from './diagnose';

withSandbox('refusing-events');
// Before anything is wrong, as in a console that is open.
beforeAll(() => Promise.all(['notes-live', 'refusing-events'].map((name) => described(apiNamed(name)))));
afterEach(() => faults({ deny: [], answers: {} }));

/** Somebody does something at an Event API: on a line, or over HTTP. */
interface Try {
  api?: string;
  mode: AppSyncMode;
  identity?: Identity | undefined;
  deed: EventsDeed;
  events?: string[];
  /** As many channels are followed before. */
  following?: number;
  over?: 'line' | 'HTTP';
}

async function attempt(one: Try): Promise<{ done: boolean; causes: Cause[] }> {
  const api = apiNamed(one.api ?? 'notes-live');
  const detail = await described<EventsDetail>(api);
  const scene = { detail, chosen: modeOf(detail, one.mode), deed: one.deed };
  const failed = await (one.over === 'HTTP' ? published(one) : onLine(one));
  if (failed === null) return { done: true, causes: [] };
  return { done: false, causes: await told(api, (seeker) => diagnoseEvents(failed, scene, seeker)) };
}

/** Null where all was taken. */
async function onLine({
  api: name = 'notes-live',
  mode,
  identity,
  deed,
  events = ['{}'],
  following = 0,
}: Try): Promise<Failed | null> {
  const api = apiNamed(name);
  const detail = await described<EventsDetail>(api);
  const held = await hold({ api, detail, chosen: modeOf(detail, mode), identity });
  try {
    if (deed.what === 'connect') {
      const state = await held.until((_, seen) => seen.has('beat'));
      return state.phase === 'open' ? null : held.failed(state, state.errors);
    }
    await held.until(({ phase }) => phase === 'open');
    for (let number = 0; number < following; number += 1) {
      await held.say({ type: 'subscribe', channel: `/default/room-${number}` });
    }
    await held.say({ type: deed.what, channel: deed.channel, ...(deed.what === 'publish' ? { events } : {}) });
    const state = await held.until(() => true);
    return state.notTaken && held.failed(state, state.notTaken.errors);
  } finally {
    held.close();
  }
}

async function published({ api: name = 'notes-live', mode, identity = NOBODY, deed, events = ['{}'] }: Try) {
  const api = apiNamed(name);
  const detail = await described<EventsDetail>(api);
  const auth = authFor(identity, appSyncPlace(api, modeOf(detail, mode), detail).asked);
  const failed: Failed = {
    ...{ startedAt: Date.now(), method: 'POST', target: '/event', stage: '', request: null, head: null, body: null },
    ...{ end: null, unreachable: null, as: sentAs(identity, auth), foresight: null },
  };
  const channel = deed.what === 'connect' ? '' : deed.channel;
  const answered = await sent({ api, channel, events, auth }, null, failed);
  const ok = answered.head?.status === 200 && answered.body?.includes('"failed":[]');
  return ok ? null : answered;
}

const CONNECT: EventsDeed = { what: 'connect' };
const subscribe = (channel: string): EventsDeed => ({ what: 'subscribe', channel });
const publish = (channel: string): EventsDeed => ({ what: 'publish', channel });
const good = async (mode: AppSyncMode, more: Omit<Try, 'mode' | 'identity'>): Promise<Try> => ({
  mode,
  identity: await GOOD[mode](more.api ?? 'notes-live'),
  ...more,
});
const REFUSING = { api: 'refusing-events' } as const;
const key = (value: string): Identity => ({
  ...{ kind: 'sources', id: 'key', label: 'A key' },
  values: [{ in: 'header', name: 'x-api-key', value }],
});

type Asked = RefusedRow<Try>['refused'];

const CONNECTING: RefusedRow<Try>[] = [
  {
    what: 'nobody',
    id: 'no-authorization',
    says: 'Nothing that proves who asks',
    refused: () => ({ mode: 'API_KEY', deed: CONNECT }),
    control: () => good('API_KEY', { deed: CONNECT }),
  },
  {
    what: 'a mode that may not connect',
    id: 'mode-off',
    says: 'connecting takes none',
    refused: () => ({ ...REFUSING, mode: 'AWS_IAM', identity: profiled(null), deed: CONNECT }),
    control: () => good('API_KEY', { ...REFUSING, deed: CONNECT }),
  },
  {
    what: 'a token that is none',
    id: 'token-format',
    says: 'no JWT',
    refused: () => ({ mode: 'AMAZON_COGNITO_USER_POOLS', identity: pasted('opaque'), deed: CONNECT }),
    control: () => good('AMAZON_COGNITO_USER_POOLS', { deed: CONNECT }),
  },
  {
    what: 'a token that has expired',
    id: 'token-expiry',
    says: 'expired',
    refused: async () => ({
      mode: 'AMAZON_COGNITO_USER_POOLS',
      identity: pasted((await poolTokens(rig.sandbox, 'alice', { now: Date.now() - 2 * 86_400_000 })).access),
      deed: CONNECT,
    }),
    control: () => good('AMAZON_COGNITO_USER_POOLS', { deed: CONNECT }),
  },
  {
    what: 'a word that the authorizer does not know',
    id: 'authorizer-denied',
    says: 'notes-live-doorkeeper',
    refused: () => ({ mode: 'AWS_LAMBDA', identity: word('let-me-go'), deed: CONNECT }),
    control: () => good('AWS_LAMBDA', { deed: CONNECT }),
  },
  {
    what: 'a permission to connect that is missing',
    id: 'iam-permission',
    says: 'appsync:EventConnect',
    before: () => faults({ deny: ['appsync:EventConnect'] }),
    after: () => faults({ deny: [] }),
    refused: () => good('AWS_IAM', { deed: CONNECT }),
    control: () => good('AWS_IAM', { deed: CONNECT }),
  },
];

const SUBSCRIBING: RefusedRow<Try>[] = [
  {
    what: 'a mode that may not follow the namespace',
    id: 'mode-off',
    says: 'following machines takes none',
    refused: () => good('API_KEY', { deed: subscribe('/machines/*') }),
    control: () => good('AWS_IAM', { deed: subscribe('/machines/*') }),
  },
  {
    what: 'a permission to follow that is missing',
    id: 'iam-permission',
    says: 'appsync:EventSubscribe',
    before: () => faults({ deny: ['appsync:EventSubscribe'] }),
    after: () => faults({ deny: [] }),
    refused: () => good('AWS_IAM', { deed: subscribe('/machines/*') }),
    control: () => good('AWS_IAM', { deed: subscribe('/machines/*') }),
  },
  {
    what: 'a namespace that is not there',
    id: 'no-namespace',
    says: 'no channel namespace nowhere',
    refused: () => good('API_KEY', { deed: subscribe('/nowhere/*') }),
    control: () => good('API_KEY', { deed: subscribe('/default/*') }),
  },
  {
    what: 'a channel of a wrong form',
    id: 'channel-form',
    says: 'none of a channel',
    refused: () => good('API_KEY', { deed: subscribe('/default/-room') }),
    control: () => good('API_KEY', { deed: subscribe('/default/room') }),
  },
  {
    what: 'more channels than one line takes',
    id: 'too-many-subscriptions',
    says: 'as many subscriptions as AppSync allows',
    refused: () => good('API_KEY', { deed: subscribe('/default/room'), following: 100 }),
    control: () => good('API_KEY', { deed: subscribe('/default/room'), following: 99 }),
  },
  {
    what: 'a handler that lets nobody follow',
    id: 'handler-refused',
    says: 'onSubscribe handler of picky',
    refused: () => good('API_KEY', { ...REFUSING, deed: subscribe('/picky/secret') }),
    control: () => good('API_KEY', { ...REFUSING, deed: subscribe('/picky/open') }),
  },
];

const overBoth = (
  row: Omit<RefusedRow<Try>, 'refused' | 'control'>,
  refused: Asked,
  control: Asked,
): RefusedRow<Try>[] =>
  (['line', 'HTTP'] as const).map((over) => ({
    ...row,
    what: `${row.what}, over ${over === 'HTTP' ? over : 'a line'}`,
    refused: async () => ({ ...(await refused()), over }),
    control: async () => ({ ...(await control()), over }),
  }));
const LARGE = JSON.stringify('ä'.repeat(130_000));

const PUBLISHING: RefusedRow<Try>[] = [
  {
    what: 'a key that it does not know, over HTTP',
    id: 'key-unknown',
    says: 'does not know this key',
    refused: () => ({ mode: 'API_KEY', identity: key('da2-unknown'), deed: publish('/default/room'), over: 'HTTP' }),
    control: () => good('API_KEY', { deed: publish('/default/room'), over: 'HTTP' }),
  },
  ...overBoth(
    { what: 'a mode that may not publish', id: 'mode-off', says: 'publishing to chat takes none' },
    () => good('API_KEY', { deed: publish('/chat/room') }),
    () => good('AMAZON_COGNITO_USER_POOLS', { deed: publish('/chat/room') }),
  ),
  ...overBoth(
    {
      ...{ what: 'a permission to publish that is missing', id: 'iam-permission', says: 'appsync:EventPublish' },
      before: () => faults({ deny: ['appsync:EventPublish'] }),
      after: () => faults({ deny: [] }),
    },
    () => good('AWS_IAM', { deed: publish('/machines/one') }),
    () => good('AWS_IAM', { deed: publish('/machines/one') }),
  ),
  ...overBoth(
    { what: 'a word with which one may only listen', id: 'authorizer-denied', says: 'notes-live-doorkeeper' },
    () => ({ mode: 'AWS_LAMBDA', identity: word('let-me-listen'), deed: publish('/guests/all') }),
    () => good('AWS_LAMBDA', { deed: publish('/guests/all') }),
  ),
  ...overBoth(
    { what: 'a namespace that is not there', id: 'no-namespace', says: 'no channel namespace nowhere' },
    () => good('API_KEY', { deed: publish('/nowhere/room') }),
    () => good('API_KEY', { deed: publish('/default/room') }),
  ),
  ...overBoth(
    { what: 'an event that is too large', id: 'event-too-large', says: '240 KB' },
    () => good('API_KEY', { deed: publish('/default/room'), events: [LARGE] }),
    () => good('API_KEY', { deed: publish('/default/room'), events: [LARGE.slice(0, 100_000).concat('"')] }),
  ),
  ...overBoth(
    { what: 'a handler that fails', id: 'handler-error', says: 'The shop is closed' },
    () => good('API_KEY', { ...REFUSING, deed: publish('/picky/closed') }),
    () => good('API_KEY', { ...REFUSING, deed: publish('/picky/open') }),
  ),
  ...overBoth(
    { what: 'a handler that refuses one event', id: 'handler-error', says: 'That is bad' },
    () => good('API_KEY', { ...REFUSING, deed: publish('/picky/open'), events: ['{"bad":true}', '{}'] }),
    () => good('API_KEY', { ...REFUSING, deed: publish('/picky/open'), events: ['{"bad":false}', '{}'] }),
  ),
  {
    what: 'a web ACL, over HTTP',
    id: 'waf',
    says: 'AWS WAF refused the request',
    before: () => answer(403, 'WAFForbiddenException'),
    after: () => faults({ answers: {} }),
    refused: () => good('API_KEY', { deed: publish('/default/room'), over: 'HTTP' }),
    control: () => good('API_KEY', { deed: publish('/default/room'), over: 'HTTP' }),
  },
  {
    what: 'too many at once, over HTTP',
    id: 'throttled-account',
    says: 'a quota of the account is used up',
    before: () => answer(429, 'TooManyRequestsException'),
    after: () => faults({ answers: {} }),
    refused: () => good('API_KEY', { deed: publish('/default/room'), over: 'HTTP' }),
    control: () => good('API_KEY', { deed: publish('/default/room'), over: 'HTTP' }),
  },
];

function answer(status: number, errorType: string): Promise<void> {
  const body = JSON.stringify({ errors: [{ errorType, message: 'Refused' }] });
  return faults({ answers: { EventPublish: { status, contentType: 'application/json', body } } });
}

checkRefused(
  'each way in which somebody may not %s',
  [
    ['connect', CONNECTING],
    ['follow a channel', SUBSCRIBING],
    ['publish', PUBLISHING],
  ],
  attempt,
);
