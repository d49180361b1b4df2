import { afterAll, beforeAll, expect, it } from 'vitest';
import { signed } from '@/sandbox/data/test-api';
import type { Listening } from '@/sandbox/listen';
import { Client, listenWithChats, pathOf } from './test-client';

let sandbox: Listening;

beforeAll(async () => {
  ({ sandbox } = await listenWithChats());
});
afterAll(() => sandbox.close());

const open = (name: string, rest = '', options = {}) =>
  Client.open(`${sandbox.origin.replace('http', 'ws')}${pathOf(sandbox, name)}${rest}`, options);

it('carries what one says to all in the room, and to nobody else', async () => {
  const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((name) => open('chat', `?name=${name}`)));
  if (!(alice && bob && carol)) throw new Error('three are needed');
  expect(await carol.ask({ action: 'join', room: 'attic' })).toEqual({ room: 'attic', type: 'joined', name: 'carol' });
  alice.say({ action: 'sendMessage', text: 'Grüße 👋', id: 7 });
  const said = { room: 'lobby', type: 'message', from: 'alice', text: 'Grüße 👋', id: 7 };
  expect([JSON.parse(await alice.next()), JSON.parse(await bob.next())]).toEqual([said, said]);
  const { connectionId, ...me } = await carol.ask({ action: 'whoami', id: 'x' });
  expect(me).toEqual({ type: 'you', name: 'carol', room: 'attic', id: 'x', greeting: 'Welcome to the lobby' });
  expect(connectionId).toMatch(/^[\w-]{15}=$/);
  expect(carol.messages).toHaveLength(2);
});

it('is told who signed', async () => {
  const key = sandbox.world.accounts[0]?.keys[0];
  const { host: _, ...headers } = signed(pathOf(sandbox, 'chat-iam'), sandbox.origin.slice(7), { key: key! });
  expect(await (await open('chat-iam', '', { headers })).ask({ action: 'whoami' })).toMatchObject({ name: 'demo' });
});

it('speaks through the role of its function: without the permission nothing is said', async () => {
  const client = await open('chat', '?name=ada');
  const role = [...(sandbox.world.accounts[0]?.regions.get('us-east-1')?.iam?.roles.values() ?? [])].find(({ name }) =>
    name.startsWith('notes-chat-Role'),
  );
  const { policies = [] } = role ?? {};
  role!.policies = [];
  expect(await client.ask({ action: 'sendMessage', text: 'hi' })).toMatchObject({ message: 'Internal server error' });
  role!.policies = policies;
  expect(await client.ask({ action: 'sendMessage', text: 'hi' })).toMatchObject({ text: 'hi' });
});
