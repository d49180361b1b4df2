import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { decodeJWT } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as callers from '@/sandbox/appsync/test-callers';
import { DEMO_SECRET } from '@/sandbox/keys';
import type { Listening } from '@/sandbox/listen';

/** Browsers have one and Node 20 does not. Amplify asks for TLS whatever the endpoint says, which the sandbox does not have. */
class LoopbackSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url.replace(/^wss:\/\/127\.0\.0\.1/, 'ws://127.0.0.1'), protocols);
  }
}

let sandbox: Listening;
beforeAll(async () => {
  // It warns of every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  globalThis.WebSocket = LoopbackSocket as unknown as typeof globalThis.WebSocket;
  sandbox = await callers.listenWithGraph();
});
afterAll(() => sandbox.close());

type AuthMode = 'apiKey' | 'iam' | 'userPool' | 'oidc' | 'lambda';
type AuthOptions = NonNullable<Parameters<typeof Amplify.configure>[1]>['Auth'];

/** Amplify with nothing set but what its own documentation says, here pointed at the sandbox. */
function configure(Auth: AuthOptions = {}): void {
  const apiKey = callers.keyOf(sandbox);
  const GraphQL = {
    endpoint: callers.endpointOf(sandbox),
    region: 'us-east-1',
    defaultAuthMode: 'apiKey',
    apiKey,
  } as const;
  Amplify.configure({ API: { GraphQL } }, { Auth });
}

const withTokens = (token: string): AuthOptions => ({
  tokenProvider: { getTokens: async () => ({ accessToken: decodeJWT(token) }) },
});

const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
const withKeys: AuthOptions = {
  credentialsProvider: {
    getCredentialsAndIdentityId: async () => ({ credentials }),
    clearCredentialsAndIdentityId: () => {},
  },
};

/** Subscribes, changes a note until the subscription says so, and tells what it said. */
async function subscribed(query: string, authMode: AuthMode, authToken?: string): Promise<unknown> {
  const client = generateClient();
  const choice = { authMode, ...(authToken ? { authToken } : {}) };
  const events = client.graphql({ query, ...choice }) as unknown as {
    subscribe: (observer: { next: (event: { data: unknown }) => void; error: (error: unknown) => void }) => {
      unsubscribe: () => void;
    };
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const held = events.subscribe({
        next: ({ data }) => {
          held.unsubscribe();
          resolve(data);
        },
        error: reject,
      });
      const change = 'mutation { changeNote(id: "1", text: "Water the plants today") { id text } }';
      // Amplify does not say when the subscription stands, and what was changed before is not heard of.
      timer = setInterval(() => void client.graphql({ query: change, ...choice }), 50);
    });
  } finally {
    clearInterval(timer);
  }
}

describe("Amplify's API client, unchanged", () => {
  const query = 'subscription { noteChanged { id text } }';
  const heard = { noteChanged: { id: '1', text: 'Water the plants today' } };

  const modes: [mode: AuthMode, auth: () => Promise<AuthOptions>, token?: string][] = [
    ['apiKey', async () => ({})],
    ['iam', async () => withKeys],
    ['userPool', async () => withTokens((await callers.poolTokens(sandbox, 'alice')).access)],
    ['oidc', async () => withTokens(await callers.openIdToken(sandbox))],
    ['lambda', async () => ({}), 'let-me-in'],
  ];

  it.each(modes)('subscribes in the mode %s and hears of a mutation', async (mode, auth, token) => {
    configure(await auth());
    expect(await subscribed(query, mode, token)).toEqual(heard);
  });

  it('is told what it may not subscribe to', async () => {
    configure();
    await expect(subscribed('subscription { noteRemoved { id } }', 'apiKey')).rejects.toMatchObject({
      errors: [{ message: expect.stringContaining('Not Authorized to access noteRemoved on type Subscription') }],
    });
  });

  it('queries, and is given the errors of fields', async () => {
    configure();
    const client = generateClient();
    const asked = client.graphql({ query: '{ whoAmI { mode } auditTrail { what } }' });
    await expect(asked).rejects.toMatchObject({
      errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access auditTrail on type Query' }],
    });
  });
});
