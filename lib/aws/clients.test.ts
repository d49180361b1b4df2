import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAccount } from './clients';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-'));
const account = { region: 'us-east-1', profile: 'dev' };
const server = createServer((request, response) => {
  keys.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  answer(request, response);
});
let answer: RequestListener = () => {};
/** The access key of each call that arrived. */
let keys: string[] = [];

beforeAll(async () => {
  process.env.AWS_CONFIG_FILE = join(folder, 'config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_ENDPOINT_URL;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(folder, 'config'), `[profile dev]\nendpoint_url = http://127.0.0.1:${port}\n`);
  writeKeys('FIRST');
});
beforeEach(() => {
  keys = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function writeKeys(id: string) {
  writeFileSync(join(folder, 'credentials'), `[dev]\naws_access_key_id = ${id}\naws_secret_access_key = x\n`);
}

function respond(status: number, body: string, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

function getApis(signal?: AbortSignal) {
  return openAccount(account, 'interactive').apigatewayv2.getApis({}, signal ? { abortSignal: signal } : {});
}

test('goes to the endpoint of the profile and not of the environment’s one', async () => {
  answer = respond(200, '{"items":[{"apiId":"a1"}]}');
  await expect(getApis()).resolves.toMatchObject({ Items: [{ ApiId: 'a1' }] });
  expect(keys).toEqual(['FIRST']);
});

test('four throttles in a row are survived; the SDK’s own three attempts are not enough', async () => {
  const throttle = respond(429, '{"message":"Too Many Requests"}', { 'x-amzn-errortype': 'TooManyRequestsException' });
  answer = (request, response) => (keys.length <= 4 ? throttle : respond(200, '{"items":[]}'))(request, response);
  await expect(getApis()).resolves.toMatchObject({ Items: [] });
  expect(keys).toHaveLength(5);
}, 30_000);

test('a connection that breaks is tried three times', async () => {
  answer = (request) => request.socket.destroy();
  await expect(getApis()).rejects.toMatchObject({ code: 'unreachable' });
  expect(keys).toHaveLength(3);
});

test('a test of a method is never made twice: it runs the real integration', async () => {
  answer = (request) => request.socket.destroy();
  const { apigatewayTests } = openAccount(account, 'interactive');
  const input = { restApiId: 'a', resourceId: 'r', httpMethod: 'POST' };
  await expect(apigatewayTests.testInvokeMethod(input)).rejects.toMatchObject({ code: 'unreachable' });
  expect(keys).toHaveLength(1);
});

test('GetResources has a slower turn of its own, and holds nobody else up', async () => {
  const held: (() => void)[] = [];
  const seen = { resources: 0 };
  let stagesAsked = () => {};
  const others = new Promise<void>((resolve) => {
    stagesAsked = resolve;
  });
  answer = (request, response) => {
    if (!request.url?.endsWith('/resources')) {
      stagesAsked();
      return respond(200, '{"item":[]}')(request, response);
    }
    seen.resources++;
    held.push(() => respond(200, '{"item":[]}')(request, response));
  };
  // A Region that nobody has been throttled in.
  const { apigateway } = openAccount({ ...account, region: 'eu-west-1' }, 'interactive');
  const all = Array.from({ length: 6 }, () => apigateway.getResources({ restApiId: 'a' }));
  await expect.poll(() => seen.resources, { timeout: 5_000 }).toBe(4);
  await apigateway.getStages({ restApiId: 'a' });
  await others;
  expect(seen.resources, 'the fifth waits while others go').toBe(4);
  const letGo = setInterval(() => held.shift()?.(), 1);
  await Promise.all(all);
  clearInterval(letGo);
  expect(seen.resources).toBe(6);
});

test('a token that is null is none, where an answer is taken as it is', async () => {
  answer = respond(200, '{"events":[{"eventId":"e","message":null}],"nextToken":null}');
  const { cloudwatchLogs } = openAccount(account, 'interactive');
  const { events, nextToken } = await cloudwatchLogs.filterLogEvents({ logGroupName: 'g' });
  expect([events, nextToken]).toEqual([[{ eventId: 'e', message: null }], undefined]);
});

test('a refusal is not tried again', async () => {
  answer = respond(403, '{"Message":"not authorized to perform: apigateway:GET"}', {
    'x-amzn-errortype': 'AccessDeniedException',
  });
  await expect(getApis()).rejects.toMatchObject({ code: 'access-denied', detail: { action: 'apigateway:GET' } });
  expect(keys).toHaveLength(1);
});

test('aborting ends a call that hangs', async () => {
  const stop = new AbortController();
  answer = () => stop.abort();
  await expect(getApis(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

test('an endless answer is given up', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(1 << 20, ' ');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
  await expect(getApis()).rejects.toMatchObject({ code: 'too-large' });
});

test('credentials that AWS refuses are read again: a new login heals without restart', async () => {
  answer = respond(403, '{"message":"The security token included in the request is expired"}', {
    'x-amzn-errortype': 'ExpiredTokenException',
  });
  await expect(getApis()).rejects.toMatchObject({
    code: 'expired-credentials',
    detail: { command: 'aws configure --profile dev', profile: 'dev' },
  });
  writeKeys('SECOND');
  answer = respond(200, '{"items":[]}');
  await getApis();
  expect(keys.at(-1)).toBe('SECOND');
});

test('a profile that is not in the files is not looked for elsewhere', async () => {
  process.env.AWS_ACCESS_KEY_ID = 'SOMEBODYELSE';
  process.env.AWS_SECRET_ACCESS_KEY = 'x';
  const aws = openAccount({ region: 'us-east-1', profile: 'nobody' }, 'interactive');
  await expect(aws.credentials()).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('dev') });
  expect(keys).toHaveLength(0);
});
