import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsClients } from '@/lib/aws/clients';
import type { Line } from '@/lib/core/line';
import { processWide } from '@/lib/core/process-wide';
import { becomeReadOnly, refuseChange, refuseOperation, withoutMessages } from './read-only';
import { sendTest } from './rest/test-method';

const mode = processWide('read-only', () => ({ on: false }));
beforeEach(() => becomeReadOnly());
afterEach(() => {
  mode.on = false;
});

const api = { kind: 'rest', id: 'abc123', account: { region: 'eu-west-1' } };
const refused = { code: 'read-only' };

async function testInvoked(method: string): Promise<number> {
  let calls = 0;
  const aws = {
    apigateway: { getStages: async () => ({ item: [] }) },
    apigatewayTests: {
      testInvokeMethod: async () => {
        calls += 1;
        return { status: 200 };
      },
    },
  } as unknown as AwsClients;
  const sink = { event: () => undefined, bytes: () => true, drained: async () => undefined };
  const input = { api, stage: 'prod', test: `r1/${method}`, method, path: '/notes', query: [], headers: [] };
  const sent = sendTest(input, { aws, body: null, signal: new AbortController().signal, sink });
  if (mode.on && method !== 'GET') await expect(sent).rejects.toMatchObject(refused);
  else await sent;
  return calls;
}

test('a method that changes something is not even tested; one that reads is, and any where nobody asked for this', async () => {
  expect(await testInvoked('DELETE')).toBe(0);
  expect(await testInvoked('GET')).toBe(1);
  mode.on = false;
  expect(await testInvoked('DELETE')).toBe(1);
});

test('a query goes to a server of GraphQL, a mutation and any other POST do not', async () => {
  const ask = (kind: string, text: string) =>
    refuseChange({ api: { ...api, kind }, method: 'POST', body: Buffer.from(text) });
  const query = JSON.stringify({ query: '{ posts { id } }' });
  await ask('appsync', query);
  await ask('http', query);
  await expect(ask('appsync', JSON.stringify({ query: 'mutation { drop }' }))).rejects.toMatchObject(refused);
  await expect(ask('events', query), 'a publication').rejects.toMatchObject(refused);
  await expect(ask('websocket', query), 'a post to a connection').rejects.toMatchObject(refused);
  await expect(ask('http', '{}')).rejects.toMatchObject(refused);
});

test('a line is held and listened to, and nothing is said on it', () => {
  const said: unknown[] = [];
  const line: Line = {
    say: (input) => void said.push(input),
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  };
  const quiet = withoutMessages(line);
  quiet.say({ type: 'subscribe', channel: 'a' }, null);
  quiet.say({ type: 'ping' }, null);
  for (const type of ['text', 'binary', 'repeat', 'publish']) {
    expect(() => quiet.say({ type }, null), type).toThrow(expect.objectContaining(refused));
  }
  expect(said).toEqual([{ type: 'subscribe', channel: 'a' }, { type: 'ping' }]);
  mode.on = false;
  withoutMessages(line).say({ type: 'text' }, null);
  expect(said).toHaveLength(3);
});

test('no line is opened to run a mutation', async () => {
  await refuseOperation({ query: 'subscription { added { id } }', operationName: null });
  await refuseOperation({ operation: { query: 'subscription { added { id } }' } });
  await refuseOperation({ api, stage: 'prod', query: [['token', 'a']] });
  await expect(refuseOperation({ query: 'mutation { drop }' })).rejects.toMatchObject(refused);
  await expect(refuseOperation({ operation: { query: 'mutation { drop }' } })).rejects.toMatchObject(refused);
  const two = { query: 'mutation { drop }', operation: { query: 'subscription { added { id } }' } };
  await expect(refuseOperation(two), 'whichever its kind reads').rejects.toMatchObject(refused);
  const operation = { query: 'subscription { added { id } }' };
  await refuseOperation({ query: [['query', 'mutation'], null, ['a']], operation });
  const address = { query: [['query', 'mutation { drop }']], operation };
  await expect(refuseOperation(address), 'in the address').rejects.toMatchObject(refused);
  await expect(refuseOperation({ query: 'mutation { drop' }), 'what nobody here can read').rejects.toMatchObject(
    refused,
  );
});
