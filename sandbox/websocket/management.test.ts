import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as management from '@aws-sdk/client-apigatewaymanagementapi';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recording, violations } from '@/sandbox/control/test-model';
import { recordedRequests } from '@/sandbox/data/recorder';
import type { Listening } from '@/sandbox/listen';
import type { AccessKey } from '@/sandbox/model';
import { writeProfiles } from '@/sandbox/profiles';
import { openConnection } from './connections';
import { post } from './reach';
import { Client, listenWithChats, pathOf } from './test-client';

const run = promisify(execFile);
const handler = new Recording();
let sandbox: Listening;
let client: Client;
let ConnectionId = '';

beforeAll(async () => {
  ({ sandbox } = await listenWithChats());
  ({ client, ConnectionId } = await joined('ada'));
});
afterAll(() => sandbox.close());

const address = (name = 'chat') => `${sandbox.origin}${pathOf(sandbox, name)}`;
const socketAddress = () => address().replace('http', 'ws');

async function joined(name: string) {
  const client = await Client.open(`${socketAddress()}?name=${name}`, { headers: { 'user-agent': 'a test' } });
  const { connectionId } = await client.ask({ action: 'whoami' });
  return { client, ConnectionId: connectionId as string };
}

function api(options: { account?: number; name?: string; secret?: string } = {}) {
  const [{ id, secret }] = sandbox.world.accounts[options.account ?? 0]!.keys as [AccessKey];
  return new management.ApiGatewayManagementApi({
    endpoint: address(options.name),
    region: 'us-east-1',
    credentials: { accessKeyId: id, secretAccessKey: options.secret ?? secret },
    requestHandler: handler,
    maxAttempts: 1,
  });
}

describe('the unmodified SDK', () => {
  it('says something to a client', async () => {
    await api().postToConnection({ ConnectionId, Data: 'Grüße' });
    expect(await client.next()).toBe('Grüße');
  });

  it('looks at a connection', async () => {
    const { ConnectedAt, LastActiveAt, Identity } = await api().getConnection({ ConnectionId });
    expect(Identity).toEqual({ SourceIp: '127.0.0.1', UserAgent: 'a test' });
    expect(LastActiveAt?.getTime()).toBeGreaterThanOrEqual(ConnectedAt?.getTime() ?? Number.NaN);
    const schema = NormalizedSchema.of(management.GetConnectionResponse$);
    expect(violations(schema, JSON.parse(handler.raw), '')).toEqual([]);
  });

  it('ends a connection, which is gone from then on', async () => {
    const bob = await joined('bob');
    await api().deleteConnection({ ConnectionId: bob.ConnectionId });
    expect((await bob.client.closed).code).toBe(1000);
    for (const command of ['postToConnection', 'getConnection', 'deleteConnection'] as const) {
      const gone = api()[command]({ ConnectionId: bob.ConnectionId, Data: 'x' });
      await expect(gone).rejects.toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
    }
  });

  const refusals: [what: string, ask: () => Promise<unknown>, name: string, status: number][] = [
    ['more than 128 KB', () => say('x'.repeat(131_073)), 'PayloadTooLargeException', 413],
    ['a connection of another API', () => say('x', { name: 'chat-iam' }), 'GoneException', 410],
    ['what is no connection id', () => api().getConnection({ ConnectionId: 'x' }), 'BadRequestException', 400],
    ['a key of another account', () => say('x', { account: 1 }), 'AccessDeniedException', 403],
    ['a wrong secret', () => say('x', { secret: 'wrong' }), 'InvalidSignatureException', 403],
  ];
  const say = (Data: string, options = {}) => api(options).postToConnection({ ConnectionId, Data });

  it.each(refusals)('is refused %s', async (_what, ask, name, status) => {
    const before = client.messages.length;
    await expect(ask()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(recordedRequests(sandbox.world).at(-1)?.status).toBe(status);
    expect(client.messages).toHaveLength(before);
  });

  it('is told what its key may not do', async () => {
    const key = sandbox.world.accounts[0]?.keys[0] as AccessKey;
    key.deny = ['execute-api:ManageConnections'];
    const refused = await say('x').catch((error: Error) => error);
    key.deny = [];
    expect(refused).toMatchObject({ name: 'AccessDeniedException' });
    expect(String(refused)).toMatch(/not authorized to perform: execute-api:ManageConnections on .*\/@connections\//);
  });

  it('is slowed down when a client does not read', async () => {
    const { client: deaf, ConnectionId: id } = await joined('eve');
    deaf.ws.pause();
    const large = Buffer.alloc(131_072, 'x');
    const connection = openConnection(id);
    while (connection && !connection.isFull) post(connection, large);
    const refused = api().postToConnection({ ConnectionId: id, Data: 'x' });
    await expect(refused).rejects.toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });
  });

  it('is asked for a signature', async () => {
    const answer = await fetch(`${address()}/@connections/${encodeURIComponent(ConnectionId)}`);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
  });
});

it('wscat speaks to the chat as it does to AWS', async () => {
  const bin = createRequire(import.meta.url).resolve('wscat/bin/wscat');
  const words = ['--connect', `${socketAddress()}?name=eve`, '--subprotocol', 'chat.v1', '--wait', '1'];
  const { stdout } = await run(process.execPath, [bin, '--no-color', ...words, '--execute', '{"action":"whoami"}']);
  expect(stdout).toContain('"type":"you"');
  expect(stdout).toContain('"name":"eve"');
});

const installed = spawnSync('aws', ['--version']).status === 0;

// The CLI is no npm package; where it is absent the name of the block says so.
describe.skipIf(!installed)(installed ? 'the AWS CLI' : 'the AWS CLI (skipped: no `aws` on the PATH)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-cli-'));
    writeProfiles(folder, sandbox.world);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function aws(...args: string[]): Promise<string> {
    const words = ['apigatewaymanagementapi', '--profile', 'demo', '--endpoint-url', address(), '--output', 'json'];
    const env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
    const { stdout } = await run('aws', [...words, ...args], {
      env: { PATH: process.env.PATH, HOME: folder, AWS_MAX_ATTEMPTS: '1', ...env } as unknown as NodeJS.ProcessEnv,
    });
    return stdout;
  }

  it('posts, looks and ends', async () => {
    const bob = await joined('bob');
    const id = ['--connection-id', bob.ConnectionId];
    writeFileSync(join(folder, 'hello'), 'Hello');
    await aws('post-to-connection', ...id, '--data', `fileb://${join(folder, 'hello')}`);
    expect(await bob.client.next()).toBe('Hello');
    expect(JSON.parse(await aws('get-connection', ...id))).toMatchObject({ Identity: { UserAgent: 'a test' } });
    await aws('delete-connection', ...id);
    expect((await bob.client.closed).code).toBe(1000);
    await expect(aws('get-connection', ...id)).rejects.toThrow('GoneException');
  }, 30_000);
});
