import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, route, serveApi, stage } from './test-api';

let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  api = await serveApi({
    stages: [stage('$default'), stage('dev', { stageVariables: { edition: 'two' } })],
    routes: [
      route('ANY /things/{id}/{rest+}', 'event'),
      route('ANY /old/{id}', 'event-v1'),
      route('$default', 'event'),
    ],
  });
});
afterAll(() => api.close());

async function event(path: string, ask: Parameters<typeof api.call>[1] = {}) {
  return JSON.parse((await api.call(path, ask)).body);
}

test('format 2.0 has the parts of the request, joined and decoded as API Gateway does', async () => {
  const host = 'test1234ab.execute-api.localhost:4566';
  const seen = await event('/dev/things/a%20b/c/d%2Fe?q=1&q=2&r=a%20b+c&s', {
    method: 'POST',
    headers: [
      'Host',
      host,
      'X-Many',
      'one',
      'x-many',
      'two',
      'Cookie',
      'a=1; b=2',
      'User-Agent',
      'test',
      'Content-Type',
      'application/json',
    ],
    body: '{"é":1}',
  });
  expect(seen).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /things/{id}/{rest+}',
    rawPath: '/dev/things/a%20b/c/d%2Fe',
    rawQueryString: 'q=1&q=2&r=a%20b+c&s',
    cookies: ['a=1', 'b=2'],
    queryStringParameters: { q: '1,2', r: 'a b c', s: '' },
    pathParameters: { id: 'a b', rest: 'c/d/e' },
    stageVariables: { edition: 'two' },
    body: '{"é":1}',
    isBase64Encoded: false,
    headers: { host, 'x-many': 'one,two', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-port': '4566' },
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'test1234ab',
      domainName: 'test1234ab.execute-api.localhost',
      domainPrefix: 'test1234ab',
      http: {
        method: 'POST',
        path: '/dev/things/a%20b/c/d%2Fe',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      routeKey: 'ANY /things/{id}/{rest+}',
      stage: 'dev',
    },
  });
  expect(seen.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  expect(seen.headers).not.toHaveProperty('cookie');
  expect(seen.headers).not.toHaveProperty('connection');
});

test('format 2.0 leaves out what the request does not have', async () => {
  const seen = await event('/anything');
  expect(Object.keys(seen).sort()).toEqual(
    ['headers', 'isBase64Encoded', 'rawPath', 'rawQueryString', 'requestContext', 'routeKey', 'version'].sort(),
  );
  expect(seen).toMatchObject({ routeKey: '$default', rawPath: '/anything', rawQueryString: '' });
});

test('format 1.0 has every part, repeated values apart and null for none', async () => {
  const seen = await event('/dev/old/7?q=1&q=2', { headers: ['Host', 'x', 'X-Many', 'one', 'x-many', 'two'] });
  expect(seen).toMatchObject({
    version: '1.0',
    resource: '/old/{id}',
    path: '/dev/old/7',
    httpMethod: 'GET',
    headers: { 'x-many': 'two' },
    multiValueHeaders: { 'x-many': ['one', 'two'] },
    queryStringParameters: { q: '2' },
    multiValueQueryStringParameters: { q: ['1', '2'] },
    pathParameters: { id: '7' },
    stageVariables: { edition: 'two' },
    body: null,
    isBase64Encoded: false,
    requestContext: { resourcePath: '/old/{id}', stage: 'dev', authorizer: { claims: null, scopes: null } },
  });
  expect(await event('/old/7')).toMatchObject({ queryStringParameters: null, stageVariables: null });
});

test.each([
  ['application/json', '{"a":1}', false],
  ['application/vnd.api+json; charset=utf-8', '{}', false],
  ['text/plain', 'é', false],
  ['application/xml', '<a/>', false],
  [undefined, 'no type', false],
  ['application/x-www-form-urlencoded', 'a=1&b=2', true],
  ['multipart/form-data; boundary=x', '--x--', true],
  ['application/octet-stream', Buffer.from([0, 255, 1]), true],
  ['text/plain', Buffer.from([0xff, 0xfe]), true],
])('a body of type %s', async (type, body, encoded) => {
  const seen = await event('/x', { method: 'POST', headers: type ? { 'content-type': type } : {}, body });
  expect(seen.isBase64Encoded).toBe(encoded);
  expect(Buffer.from(seen.body, encoded ? 'base64' : 'utf8')).toEqual(Buffer.from(body));
});
