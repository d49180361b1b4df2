import { Amplify } from 'aws-amplify';
import { type EventsChannel, events } from 'aws-amplify/api';
import { decodeJWT, fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { directoryOf } from '@/sandbox/cognito/directory';
import { DEMO_SECRET } from '@/sandbox/keys';
import { receivedRequests } from '@/sandbox/requests';
import { listenWithEvents } from './test-api';

/** Browsers have one and Node 20 does not. Amplify asks for TLS whatever the endpoint says, which the sandbox does not have. */
class LoopbackSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url.replace(/^wss:\/\/127\.0\.0\.1/, 'ws://127.0.0.1'), protocols);
  }
}

let api: Awaited<ReturnType<typeof listenWithEvents>>;
const channels: EventsChannel[] = [];

beforeAll(async () => {
  // It warns of every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  globalThis.WebSocket = LoopbackSocket as unknown as typeof globalThis.WebSocket;
  api = await listenWithEvents();
});
afterEach(async () => {
  for (const channel of channels.splice(0)) channel.close();
});
afterAll(async () => {
  await events.closeAll();
  await api.sandbox.close();
});

type AuthOptions = NonNullable<Parameters<typeof Amplify.configure>[1]>['Auth'];

/** Amplify with nothing set but what its own documentation says, here pointed at the sandbox. */
function configure(Auth: AuthOptions = {}): void {
  const region = 'us-east-1';
  const Events = { endpoint: api.endpoint, region, defaultAuthMode: 'apiKey', apiKey: api.key } as const;
  Amplify.configure({ API: { Events } }, { Auth });
}

interface Choice {
  authMode?: 'apiKey' | 'iam' | 'userPool' | 'oidc' | 'lambda';
  authToken?: string;
}

/** Subscribes, publishes both ways, and tells what came. */
async function roundTrip(channelName: string, choice: Choice = {}): Promise<unknown[]> {
  const channel = await events.connect(channelName, choice);
  channels.push(channel);
  const came: unknown[] = [];
  let notice = () => {};
  const three = new Promise<void>((resolve) => {
    notice = () => (came.length === 3 ? resolve() : undefined);
  });
  const subscription = channel.subscribe(
    {
      next: ({ event }: { event: unknown }) => {
        came.push(event);
        notice();
      },
      error: () => {},
    },
    choice,
  );
  await subscription.ready;
  await channel.publish({ over: 'the line' }, choice);
  await events.post(channelName, [{ over: 'HTTP' }, 'twice'], choice);
  await three;
  return came;
}

const sent = [{ over: 'the line' }, { over: 'HTTP' }, 'twice'];

describe("Amplify's events client, unchanged", () => {
  it('subscribes and publishes by API key', async () => {
    configure();
    expect(await roundTrip('default/room')).toEqual(sent);
  });

  it('by IAM', async () => {
    const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
    configure({
      credentialsProvider: {
        getCredentialsAndIdentityId: async () => ({ credentials }),
        clearCredentialsAndIdentityId: () => {},
      },
    });
    expect(await roundTrip('machines/press', { authMode: 'iam' })).toEqual(sent);
  });

  it('as a user of the pool', async () => {
    const { world, origin } = api.sandbox;
    const region = world.accounts[0]?.regions.get('us-east-1');
    const pool = region && [...directoryOf(region).userPools.values()].find(({ name }) => name === 'notes-people');
    const client = [...(pool?.clients.values() ?? [])].find(({ name }) => name === 'notes-web');
    const Cognito = { userPoolId: pool?.id ?? '', userPoolClientId: client?.id ?? '', userPoolEndpoint: origin };
    Amplify.configure({ Auth: { Cognito } });
    await signIn({ username: 'alice', password: 'Wonder1and' });
    const { tokens } = await fetchAuthSession();
    await signOut();
    configure({ tokenProvider: { getTokens: async () => tokens ?? null } });
    expect(await roundTrip('chat/lobby', { authMode: 'userPool' })).toEqual(sent);
  });

  it('with a token of another issuer', async () => {
    const { id, secret } = { id: 'notes-service', secret: 'notes-service-secret-of-the-sandbox' };
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience: 'notes' };
    const body = new URLSearchParams({ ...form, scope: 'notes/read' });
    const answer = await fetch(`${api.sandbox.origin}/_oidc/token`, { method: 'POST', body });
    const accessToken = decodeJWT((await answer.json()).access_token);
    configure({ tokenProvider: { getTokens: async () => ({ accessToken }) } });
    expect(await roundTrip('partners/desk', { authMode: 'oidc' })).toEqual(sent);
  });

  it('past a Lambda authorizer, which may let somebody listen only', async () => {
    configure();
    expect(await roundTrip('guests/hall', { authMode: 'lambda', authToken: 'let-me-in' })).toEqual(sent);
    const listening = { authMode: 'lambda', authToken: 'let-me-listen' } as const;
    const channel = await events.connect('guests/hall', listening);
    channels.push(channel);
    const subscription = channel.subscribe({ next: () => {}, error: () => {} }, listening);
    await expect(subscription.ready).resolves.toHaveProperty('subscriptionId');
    await expect(channel.publish('said', listening)).rejects.toThrow('UnauthorizedException');
    await expect(events.post('guests/hall', 'said', listening)).rejects.toMatchObject({
      name: 'UnauthorizedException',
    });
  });

  it('is refused by a channel namespace that wants another mode', async () => {
    configure();
    const channel = await events.connect('machines/press');
    channels.push(channel);
    const failed = new Promise((resolve) => channel.subscribe({ next: () => {}, error: resolve }));
    expect(JSON.stringify(await failed)).toContain('UnauthorizedException');
    await expect(channel.publish('said')).rejects.toThrow('UnauthorizedException');
  });

  it('never showed its key in the list of requests', () => {
    const listed = JSON.stringify(receivedRequests(api.sandbox.world));
    expect(listed).toContain('EventConnect');
    expect(listed).not.toContain(api.key);
  });
});
