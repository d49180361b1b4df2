import { afterEach, describe, expect, test } from 'vitest';
import { type Identity, profiled } from '@/components/identity/identity';
import { keyed } from '@/lib/diagnosis/row-rig';
import { faults, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { connected, type Knock, knock, reach, speak, type Told } from './socket-rig';

withSandbox('refusing-sockets', () => ({
  mistyped: { id: 'AKIASANDBOXDEMO00001', secret: 'another secret' },
}));

const control = (path: string, body: unknown) =>
  fetch(`${rig.sandbox.origin}/_sandbox/websocket/${path}`, { method: 'POST', body: JSON.stringify(body) });
afterEach(async () => {
  await control('reset', {});
  await faults({ deny: [], throttle: null });
});

/** What is refused, and the same with the cause taken away. */
interface Row {
  what: string;
  /** Of the answer; the close code of a session; null for an error on a session. */
  status: number | null;
  id: string;
  says: string;
  before?: () => Promise<unknown>;
  after?: () => Promise<unknown>;
  refused: () => Promise<Told>;
  control: () => Promise<Told>;
}

const wish = (value: string) => () => knock({ api: 'signals', query: [['wish', value]] });
const custom = (token: string) => () => knock({ api: 'chat-custom', headers: [['Authorization', token]] });
const at = (one: Knock) => () => knock(one);
const GOOD = custom('alice-token');
const SIGNED = at({ api: 'chat-iam', identity: profiled(null) });
const keyIdOf = (name: string) => {
  const key = keyed(name);
  return key.kind === 'api-key' ? key.keyId : '';
};

const HANDSHAKES: Row[] = [
  {
    ...{ what: 'a function that says no', status: 403, id: 'backend-answered', says: 'answered 403 itself' },
    refused: wish('refuse'),
    control: wish('welcome'),
  },
  {
    ...{ what: 'a function that is down', status: 503, id: 'backend-answered', says: 'answered 503 itself' },
    refused: wish('down'),
    control: wish('welcome'),
  },
  {
    ...{ what: 'a function that throws', status: 502, id: 'function-error', says: 'ended with an error' },
    refused: wish('throw'),
    control: wish('welcome'),
  },
  {
    ...{
      what: 'no identity source',
      status: 401,
      id: 'source-missing',
      says: 'the header Authorization, which was not',
    },
    refused: at({ api: 'chat-custom' }),
    control: GOOD,
  },
  {
    ...{
      what: 'a value that is not known',
      status: 401,
      id: 'authorizer-unauthorized',
      says: 'answered “Unauthorized”',
    },
    refused: custom('expired'),
    control: GOOD,
  },
  {
    ...{ what: 'an authorizer that denies', status: 403, id: 'authorizer-denied', says: 'denies this connection' },
    refused: custom('somebody'),
    control: GOOD,
  },
  {
    ...{ what: 'a broken authorizer', status: 500, id: 'connect-not-asked', says: 'authorizer’s function threw' },
    refused: custom('broken'),
    control: GOOD,
  },
  {
    ...{ what: 'no signature', status: 403, id: 'unsigned', says: 'the handshake carries none' },
    refused: at({ api: 'chat-iam' }),
    control: SIGNED,
  },
  {
    ...{ what: 'a signature by another secret', status: 403, id: 'secret-wrong', says: 'AWS received what was signed' },
    refused: at({ api: 'chat-iam', identity: profiled('mistyped') }),
    control: SIGNED,
  },
  {
    ...{ what: 'a permission that is missing', status: 403, id: 'iam-permission', says: 'execute-api:Invoke' },
    before: () => faults({ deny: ['execute-api:Invoke'] }),
    after: () => faults({ deny: [] }),
    refused: SIGNED,
    control: SIGNED,
  },
  {
    ...{ what: 'no API key', status: 403, id: 'api-key-missing', says: 'asks for an API key and none was sent' },
    refused: at({ api: 'chat-key' }),
    control: () => knock({ api: 'chat-key', keyId: keyIdOf('notes-chat-key-members') }),
  },
  {
    ...{ what: 'a key of something else', status: 403, id: 'api-key-refused', says: 'in no usage plan of the stage' },
    refused: () => knock({ api: 'chat-key', keyId: keyIdOf('bookshop-partner') }),
    control: () => knock({ api: 'chat-key', keyId: keyIdOf('notes-chat-key-members') }),
  },
  {
    ...{ what: 'a stage that is not there', status: 403, id: 'no-stage', says: 'no stage nowhere' },
    refused: at({ api: 'chat', stage: 'nowhere' }),
    control: at({ api: 'chat', stage: 'prod' }),
  },
  {
    ...{
      what: 'a disabled endpoint',
      status: 403,
      id: 'endpoint-disabled',
      says: 'default endpoint of this API is disabled',
    },
    refused: at({ api: 'disabled-sockets' }),
    control: at({ api: 'refusing-sockets' }),
  },
  {
    ...{
      what: 'a function that may not be called',
      status: 500,
      id: 'lambda-permission',
      says: 'may not invoke refusing-shut',
    },
    refused: at({ api: 'unasked-sockets' }),
    control: at({ api: 'refusing-sockets' }),
  },
  {
    ...{ what: 'a function that is too slow', status: 504, id: 'integration-timeout', says: 'within its time limit' },
    refused: at({ api: 'late-sockets' }),
    control: at({ api: 'refusing-sockets' }),
  },
  {
    ...{
      what: 'a subprotocol that the function does not name',
      status: 101,
      id: 'no-subprotocol',
      says: 'named no subprotocol',
    },
    refused: at({ api: 'chat', subprotocols: ['chat.v9'] }),
    control: at({ api: 'chat', subprotocols: ['chat.v1'] }),
  },
  {
    ...{ what: 'too many at once', status: 429, id: 'throttled', says: 'Too many connections' },
    before: () => control('settings', { newConnections: { rate: 0, burst: 0 } }),
    after: () => control('settings', { newConnections: { rate: 500, burst: 500 } }),
    refused: at({ api: 'chat' }),
    control: at({ api: 'chat' }),
  },
];

const say = (action: string, more: { before?: string[]; api?: string; text?: string } = {}) => {
  const { api = 'refusing-sockets', text = 'x', ...rest } = more;
  return () => speak({ api, text: JSON.stringify({ action, text }), ...rest });
};
const FINE = say('fine');

const MESSAGES: Row[] = [
  {
    ...{ what: 'a key that no route has', status: null, id: 'no-route', says: 'No route takes the message' },
    refused: say('nowhere'),
    control: FINE,
  },
  {
    ...{ what: 'the same, where $default takes it', status: null, id: 'no-route', says: 'No route takes the message' },
    refused: say('nowhere'),
    control: say('nowhere', { api: 'chat' }),
  },
  {
    ...{ what: 'a message that is no JSON', status: null, id: 'no-route', says: 'No route takes the message' },
    refused: () => speak({ api: 'refusing-sockets', text: 'hello' }),
    control: FINE,
  },
  {
    ...{
      what: 'a function that may not be called',
      status: null,
      id: 'lambda-permission',
      says: 'may not invoke refusing-shut',
    },
    refused: say('shut'),
    control: FINE,
  },
  {
    ...{
      what: 'a function that is gone',
      status: null,
      id: 'function-gone',
      says: 'no function refusing-gone any more',
    },
    refused: say('gone'),
    control: FINE,
  },
  {
    ...{
      what: 'a function that throws',
      status: null,
      id: 'function-error',
      says: 'refusing-throws ended with an error',
    },
    refused: say('throws'),
    control: FINE,
  },
  {
    ...{ what: 'a function that is too slow', status: null, id: 'integration-timeout', says: 'within its time limit' },
    refused: say('slow'),
    control: FINE,
  },
  {
    ...{
      what: 'a message that does not fit its model',
      status: null,
      id: 'message-model',
      says: 'does not fit the model',
    },
    refused: () => speak({ api: 'chat', text: '{"action":"sendMessage"}' }),
    control: () => speak({ api: 'chat', text: '{"action":"sendMessage","text":"x"}' }),
  },
  {
    ...{ what: 'too many messages', status: null, id: 'throttled', says: 'Too many messages' },
    refused: say('narrow', { before: ['{"action":"narrow"}', '{"action":"narrow"}'] }),
    control: FINE,
  },
  {
    ...{ what: 'a message that is too large', status: 1009, id: 'message-too-large', says: '32 KB' },
    refused: say('fine', { text: 'x'.repeat(40 * 1024) }),
    control: say('fine', { text: 'x'.repeat(20 * 1024) }),
  },
  {
    ...{ what: 'a binary message', status: 1003, id: 'binary-frame', says: 'no binary messages' },
    refused: () => speak({ api: 'refusing-sockets', bytes: Buffer.from('{"action":"fine"}') }),
    control: FINE,
  },
  {
    ...{ what: 'a session that is too long silent', status: 1001, id: 'session-limit', says: 'ten minutes of silence' },
    before: () => control('settings', { idleMs: 50 }),
    after: () => control('settings', { idleMs: 600_000 }),
    refused: say('quiet'),
    control: FINE,
  },
];

/** Reaches for a connection that is open, unless the row says for another. */
const onto =
  (more: Partial<Parameters<typeof reach>[0]> = {}) =>
  async () => {
    const { id, line } = await connected('refusing-sockets');
    try {
      return await reach({ api: 'refusing-sockets', connectionId: id, identity: profiled(null), ...more });
    } finally {
      line.close({ cut: true });
    }
  };
const nobody: Identity = { kind: 'none', id: 'none', label: 'No identity' };

const CONNECTIONS: Row[] = [
  {
    ...{
      what: 'a connection that is gone',
      status: 410,
      id: 'connection-gone',
      says: 'it ended, or is still at $connect',
    },
    refused: onto({ connectionId: 'L0SM9cOFvHcCIhw=' }),
    control: onto(),
  },
  {
    ...{ what: 'an id that is none', status: 400, id: 'connection-id', says: 'does not take this for the id' },
    refused: onto({ connectionId: 'nonsense' }),
    control: onto(),
  },
  {
    ...{ what: 'no signature', status: 403, id: 'unsigned', says: 'asks for a SigV4 signature' },
    refused: onto({ identity: nobody }),
    control: onto(),
  },
  {
    ...{
      what: 'a permission that is missing',
      status: 403,
      id: 'iam-permission',
      says: 'execute-api:ManageConnections',
    },
    before: () => faults({ deny: ['execute-api:ManageConnections'] }),
    after: () => faults({ deny: [] }),
    refused: onto(),
    control: onto(),
  },
  {
    ...{ what: 'a stage that is not there', status: 403, id: 'no-stage', says: 'no stage nowhere' },
    refused: onto({ stage: 'nowhere' }),
    control: onto(),
  },
  {
    ...{ what: 'a post that is too large', status: 413, id: 'payload-too-large', says: '128 KB' },
    refused: onto({ body: 'x'.repeat(129 * 1024) }),
    control: onto({ body: 'x'.repeat(127 * 1024) }),
  },
  {
    ...{ what: 'too many posts', status: 429, id: 'throttled', says: 'Too many requests' },
    before: () => faults({ throttle: { rate: 0.001, burst: 1 } }),
    after: () => faults({ throttle: null }),
    refused: async () => {
      await onto()();
      return onto()();
    },
    control: onto(),
  },
];

describe.each([
  ['a handshake is refused', HANDSHAKES],
  ['a message comes to nothing', MESSAGES],
  ['a connection is not reached', CONNECTIONS],
])('each way in which %s', (_, rows) => {
  test.each(rows)('$status for $what: $id', async ({ status, id, says, before, after, refused, control: without }) => {
    // Read before anything is wrong, as in a console that is open.
    await without();
    await before?.();
    const told = await refused();
    const [first] = told.causes;
    expect({ done: told.done, status: told.status, id: first?.id }, JSON.stringify(told)).toEqual({
      ...{ done: false, status, id },
    });
    expect(first?.title).toContain(says);
    await after?.();
    expect(await without()).toMatchObject({ done: true, causes: [] });
  });
});
