import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as service from '@aws-sdk/client-appsync';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recording, type Schema, violations } from '@/sandbox/control/test-model';
import { DEMO_SECRET } from '@/sandbox/keys';
import { writeProfiles } from '@/sandbox/profiles';
import { listenWithEvents } from './test-api';

const handler = new Recording();
const installed = spawnSync('aws', ['--version']).status === 0;
let events: Awaited<ReturnType<typeof listenWithEvents>>;
let appsync: service.AppSync;

beforeAll(async () => {
  events = await listenWithEvents();
  appsync = new service.AppSync({
    endpoint: events.sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    requestHandler: handler,
    maxAttempts: 1,
  });
});
afterAll(() => events.sandbox.close());

/** Asks, and holds the answer against the service's own model. */
async function read<T>(answer: Promise<T>, schema: Schema): Promise<T> {
  const shown = await answer;
  expect(violations(NormalizedSchema.of(schema), JSON.parse(handler.raw), '')).toEqual([]);
  return shown;
}

describe('the control plane', () => {
  it('ListApis and GetApi', async () => {
    const { apis = [] } = await read(appsync.listApis({}), service.ListApisResponse$);
    const { api } = await read(appsync.getApi({ apiId: events.api.apiId }), service.GetApiResponse$);
    expect(apis).toEqual([api]);
    expect(api).toMatchObject({
      name: 'notes-live',
      apiArn: `arn:aws:appsync:us-east-1:000000000000:apis/${events.api.apiId}`,
      dns: {
        HTTP: `${events.api.hostId}.appsync-api.localhost:${new URL(events.endpoint).port}`,
        REALTIME: expect.stringContaining('.appsync-realtime-api.localhost:'),
      },
      created: expect.any(Date),
      tags: { team: 'writing', 'aws:cloudformation:stack-name': 'notes-live' },
      eventConfig: {
        connectionAuthModes: { length: 5 },
        defaultSubscribeAuthModes: [{ authType: 'API_KEY' }, { authType: 'AWS_IAM' }],
        logConfig: { logLevel: 'ALL' },
      },
    });
    const providers = api?.eventConfig?.authProviders ?? [];
    expect(providers.map(({ authType }) => authType)).toEqual([
      'API_KEY',
      'AWS_IAM',
      'AMAZON_COGNITO_USER_POOLS',
      'OPENID_CONNECT',
      'AWS_LAMBDA',
    ]);
    expect(providers[2]?.cognitoConfig?.userPoolId).toMatch(/^us-east-1_/);
    expect(providers[3]?.openIDConnectConfig?.issuer).toBe(`${events.sandbox.origin}/_oidc`);
    expect(providers[4]?.lambdaAuthorizerConfig?.authorizerUri).toContain(':function:notes-live-doorkeeper');
  });

  it('ListChannelNamespaces and GetChannelNamespace, page by page', async () => {
    const { apiId } = events.api;
    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const input = { apiId, maxResults: 2, nextToken };
      const page = await read(appsync.listChannelNamespaces(input), service.ListChannelNamespacesResponse$);
      names.push(...(page.channelNamespaces ?? []).map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(names).toEqual(['default', 'chat', 'machines', 'partners', 'guests']);
    const one = appsync.getChannelNamespace({ apiId, name: 'chat' });
    const { channelNamespace } = await read(one, service.GetChannelNamespaceResponse$);
    expect(channelNamespace).toMatchObject({
      publishAuthModes: [{ authType: 'AMAZON_COGNITO_USER_POOLS' }],
      channelNamespaceArn: `${events.api.apiArn}/channelNamespace/chat`,
    });
    const { channelNamespace: plain } = await appsync.getChannelNamespace({ apiId, name: 'default' });
    expect(plain?.publishAuthModes).toBeUndefined();
  });

  it('ListApiKeys', async () => {
    const keys = await read(appsync.listApiKeys({ apiId: events.api.apiId }), service.ListApiKeysResponse$);
    expect(keys.apiKeys).toEqual([events.api.apiKeys[0]]);
    expect(keys.apiKeys?.[0]?.id).toMatch(/^da2-[a-z0-9]{26}$/);
    expect((keys.apiKeys?.[0]?.expires ?? 0) * 1000).toBeGreaterThan(Date.now());
  });

  it('refuses what is not there', async () => {
    await expect(appsync.getApi({ apiId: 'nothere' })).rejects.toBeInstanceOf(service.NotFoundException);
    const elsewhere = appsync.getChannelNamespace({ apiId: events.api.apiId, name: 'nothere' });
    await expect(elsewhere).rejects.toBeInstanceOf(service.NotFoundException);
    await expect(appsync.listApis({ maxResults: 26 })).rejects.toBeInstanceOf(service.BadRequestException);
  });
});

// The CLI is no npm package; where it is absent the name of the block says so.
describe.skipIf(!installed)(installed ? 'the AWS CLI' : 'the AWS CLI (skipped: no `aws` on the PATH)', () => {
  it('lists the Event API and its channel namespaces', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-events-'));
    writeProfiles(folder, events.sandbox.world);
    const env = {
      ...{ PATH: process.env.PATH, HOME: folder, AWS_ENDPOINT_URL: events.sandbox.origin },
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    } as unknown as NodeJS.ProcessEnv;
    const ask = async (...args: string[]) => {
      const all = ['--profile', 'demo', '--output', 'json', 'appsync', ...args];
      return JSON.parse((await promisify(execFile)('aws', all, { env })).stdout);
    };
    expect(await ask('list-apis')).toMatchObject({ apis: [{ name: 'notes-live', apiId: events.api.apiId }] });
    const { channelNamespaces } = await ask('list-channel-namespaces', '--api-id', events.api.apiId);
    expect(channelNamespaces).toHaveLength(5);
    rmSync(folder, { recursive: true });
  }, 60_000);
});
