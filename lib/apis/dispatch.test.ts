import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DiscoverEvent } from '@/lib/core/api';
import { crawl, describe, discover, identify, send, targets } from './dispatch';
import { forgetAccount, knownAccount } from './known-apis';

// A stand-in for AWS that counts: API Gateway in JSON, CloudFormation and STS in their query protocol. It has no AppSync,
// as emulators often do not, and nothing can be missing for that.
const account = { region: 'eu-west-1' };
const signal = new AbortController().signal;
const environment = { ...process.env };
let calls: string[] = [];
let apis = ['a1', 'a2'];
let accountId = '111122223333';

const server = createServer((request, response) => {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const path = request.url?.split('?')[0] ?? '';
  calls.push(service === 'apigateway' ? path : service);
  if (service === 'cloudformation') {
    return response.end(
      '<ListStacksResponse><ListStacksResult><StackSummaries/></ListStacksResult></ListStacksResponse>',
    );
  }
  if (service === 'sts') {
    const who = `<Arn>arn:aws:iam::${accountId}:user/me</Arn><UserId>U</UserId><Account>${accountId}</Account>`;
    return response.end(
      `<GetCallerIdentityResponse><GetCallerIdentityResult>${who}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
  }
  if (service === 'appsync') return response.writeHead(501).end('{}');
  const [, , , id, part] = path.split('/');
  const summary = (apiId: string) => ({ apiId, name: apiId, protocolType: 'HTTP' });
  response.setHeader('content-type', 'application/json');
  if (!id) return response.end(JSON.stringify({ items: apis.map(summary) }));
  if (!apis.includes(id)) {
    response.writeHead(404, { 'x-amzn-errortype': 'NotFoundException' });
    return response.end('{"message":"Invalid API identifier specified"}');
  }
  const items = part === 'routes' ? [{ routeId: 'r', routeKey: `GET /${id}` }] : [];
  response.end(JSON.stringify(part ? { items } : summary(id)));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  process.env.AWS_CONFIG_FILE = '/nonexistent/config';
  process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent/credentials';
  delete process.env.AWS_PROFILE;
});
beforeEach(() => {
  calls = [];
  apis = ['a1', 'a2'];
  forgetAccount(account);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  process.env = environment;
});

async function all<E>(events: AsyncIterable<E>): Promise<E[]> {
  const heard: E[] = [];
  for await (const event of events) heard.push(event);
  return heard;
}

function ids(events: DiscoverEvent[]) {
  return events.flatMap((event) =>
    event.type === 'apis' ? [[event.fromCache, ...event.apis.map(({ id }) => id)]] : [],
  );
}

const lists = () => calls.filter((path) => path === '/v2/apis').length;

test('twenty tabs cost as much as one', async () => {
  const tabs = Array.from({ length: 20 }, () => all(discover(account, { refresh: false }, signal)));
  for (const events of await Promise.all(tabs)) {
    expect(ids(events)).toEqual([[false, 'a1', 'a2']]);
    expect(events.at(-1)).toMatchObject({ type: 'done', complete: true, seen: ['http/a1', 'http/a2'] });
  }
  expect(lists()).toBe(1);
});

test('what is known is told at once, and read again in place when that is asked for', async () => {
  await all(discover(account, { refresh: false }, signal));
  expect(ids(await all(discover(account, { refresh: false }, signal)))).toEqual([[true, 'a1', 'a2']]);
  expect(lists()).toBe(1);
  apis = ['a2', 'a3'];
  const events = await all(discover(account, { refresh: true }, signal));
  expect(ids(events)).toEqual([
    [true, 'a1', 'a2'],
    [false, 'a2', 'a3'],
  ]);
  expect(events.at(-1)).toMatchObject({ seen: ['http/a2', 'http/a3'] });
  expect([...knownAccount(account).apis.keys()]).toEqual(['http/a2', 'http/a3']);
});

test('a crawl lists first where nobody has, and does not ask for what was opened', async () => {
  await describe({ kind: 'http', id: 'a1', account }, signal);
  calls = [];
  const events = await all(crawl(account, 'full', signal));
  const routes = Object.assign({}, ...events.map((event) => (event.type === 'routes' ? event.routes : {})));
  expect(Object.keys(routes).sort()).toEqual(['http/a1', 'http/a2']);
  expect(calls.filter((path) => path.endsWith('/routes'))).toEqual(['/v2/apis/a2/routes']);
  expect(events.at(-1)).toMatchObject({ type: 'done', complete: true });
});

test('the routes of one API cost one call, and the crawl need not ask again', async () => {
  const routes = await targets({ kind: 'http', id: 'a1', account }, signal);
  expect(routes.length).toBeGreaterThan(0);
  expect(calls).toEqual(['/v2/apis/a1/routes']);
  await all(crawl(account, 'full', signal));
  expect(calls.filter((path) => path.endsWith('/a1/routes'))).toHaveLength(1);
});

test('an API that was deleted meanwhile is said to be gone, and is', async () => {
  await all(discover(account, { refresh: false }, signal));
  apis = ['a2'];
  await expect(describe({ kind: 'http', id: 'a1', account }, signal)).rejects.toMatchObject({
    code: 'not-found',
    message: 'This API no longer exists in eu-west-1.',
  });
  expect(ids(await all(discover(account, { refresh: false }, signal)))).toEqual([[true, 'a2']]);
});

test('when a profile stands for another account, nothing of the old one is shown', async () => {
  await identify(account, signal);
  await all(discover(account, { refresh: false }, signal));
  accountId = '444455556666';
  expect(await identify(account, signal)).toMatchObject({
    account: '444455556666',
    region: 'eu-west-1',
    profile: null,
  });
  expect(knownAccount(account).apis.size).toBe(0);
});

test.each(['constructor', '__proto__', 'rest-of-the-world'])('%s is not a kind', async (kind) => {
  const api = { kind, id: 'a1', account };
  await expect(describe(api, signal)).rejects.toMatchObject({ code: 'not-found' });
  expect(calls).toEqual([]);
});

test.each([
  ['nothing', undefined],
  ['no API', { method: 'GET' }],
  ['a URL for an id', { api: { kind: 'http', id: 'https://evil.example', account } }],
  ['a region that is a host', { api: { kind: 'http', id: 'a1', account: { region: 'evil.example/' } } }],
])('a request that names %s reaches nobody', async (_, raw) => {
  const sink = { event: () => {}, bytes: () => true, drained: async () => {} };
  await expect(send(raw, { body: null, signal, sink })).rejects.toMatchObject({ code: 'invalid-input' });
  expect(calls).toEqual([]);
});
