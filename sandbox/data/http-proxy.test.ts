import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Integration } from '@/sandbox/model';
import { route, serveApi, stage } from './test-api';
import { answerUpstream } from './upstream';

let api: Awaited<ReturnType<typeof serveApi>>;
let arrived: IncomingMessage[] = [];
const upstream = createServer((req, res) => {
  arrived.push(req);
  void answerUpstream('http://upstream', req, res);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/_upstream`;
  const proxy = (integrationId: string, path: string, rest: Partial<Integration> = {}): Integration => ({
    ...{
      integrationId,
      integrationType: 'HTTP_PROXY',
      integrationMethod: 'ANY',
      integrationUri: origin + path,
      ...rest,
    },
  });
  api = await serveApi({
    cors: { allowOrigins: ['https://a.example'] },
    stages: [stage('$default'), stage('dev', { stageVariables: { tenant: 'blue' } })],
    integrations: [
      proxy('echo', '/echo/{proxy}?fixed=1'),
      proxy('post', '/echo', { integrationMethod: 'POST' }),
      proxy('changed', '/echo', {
        requestParameters: {
          'append:header.x-tenant': '$stageVariables.tenant',
          'overwrite:header.x-kept': 'ours $context.stage',
          'remove:header.x-gone': "''",
          'overwrite:querystring.a': '$request.header.x-kept',
          'remove:querystring.b': "''",
          'overwrite:path': '/_upstream/echo/$request.path.id',
        },
      }),
      ...['half', 'cookies', 'silent'].map((name) => proxy(name, `/${name}`)),
      proxy('hurried', '/slow?ms=60000', { timeoutInMillis: 50 }),
      proxy('abroad', '', { integrationUri: 'https://example.com/' }),
      proxy('vpc', '', { connectionType: 'VPC_LINK', integrationUri: 'arn:aws:elasticloadbalancing:x' }),
      {
        integrationId: 'sqs',
        integrationType: 'AWS_PROXY',
        integrationSubtype: 'SQS-SendMessage',
        requestParameters: { QueueUrl: 'https://sqs.example/q', MessageBody: '$request.body.text' },
      },
    ],
    routes: [
      route('ANY /echo/{proxy+}', 'echo'),
      route('GET /post', 'post'),
      route('GET /changed/{id}', 'changed'),
      ...['half', 'cookies', 'silent', 'hurried', 'abroad', 'vpc', 'sqs'].map((name) => route(`ANY /${name}`, name)),
    ],
  });
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await api.close();
});

test('the request goes on as it came, but for the host', async () => {
  arrived = [];
  const answer = await api.call('/dev/echo/a%20b/c%C3%A9?q=%20&q=2', {
    method: 'PATCH',
    headers: [
      'Host',
      'api.example',
      'X-Many',
      'one',
      'X-MANY',
      'two',
      'Authorization',
      'Bearer t',
      'Content-Length',
      '3',
    ],
    body: Buffer.from([0, 255, 10]),
  });
  const seen = JSON.parse(answer.body);
  expect(seen).toMatchObject({
    ...{ method: 'PATCH', path: '/_upstream/echo/a%20b/c%C3%A9', query: 'fixed=1&q=%20&q=2' },
    body: { base64: 'AP8K', bytes: 3 },
  });
  expect(seen.headers).toEqual(
    expect.arrayContaining([
      ['X-Many', 'one'],
      ['X-MANY', 'two'],
      ['Authorization', 'Bearer t'],
      ['Via', 'HTTP/1.1 AmazonAPIGateway'],
      ['Forwarded', 'for=127.0.0.1;host=api.example;proto=http'],
    ]),
  );
  expect(arrived[0]?.headers.host).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(answer.record).toMatchObject({ routeKey: 'ANY /echo/{proxy+}', stage: 'dev', integrationReached: true });
});

test('parameters are appended, overwritten and removed', async () => {
  const { body } = await api.call('/dev/changed/7?a=1&b=2&c=3', { headers: { 'x-kept': 'theirs', 'x-gone': '1' } });
  const seen = JSON.parse(body);
  const headers = Object.fromEntries(seen.headers);
  expect(seen).toMatchObject({ path: '/_upstream/echo/7', query: 'a=theirs&c=3' });
  expect(headers).toMatchObject({ 'x-tenant': 'blue', 'x-kept': 'ours dev' });
  expect(headers).not.toHaveProperty('x-gone');
  expect(JSON.parse((await api.call('/post')).body).method).toBe('POST');
});

test('the answer comes back with its headers, and stops where the upstream stops', async () => {
  expect((await api.call('/cookies')).headers['set-cookie']).toHaveLength(3);
  await expect(api.call('/half')).rejects.toThrow('aborted');
});

test.each([
  ['/silent', 'socket hang up'],
  ['/hurried', 'no answer within 50 ms'],
  ['/abroad', 'does not call example.com'],
])('%s is unavailable', async (path, reason) => {
  expect(await api.call(path)).toMatchObject({
    ...{ status: 503, body: '{"message":"Service Unavailable"}', record: { reason: expect.stringContaining(reason) } },
  });
});

test('what the sandbox does not run says so', async () => {
  expect(JSON.parse((await api.call('/sqs', { method: 'POST', body: '{"text":"hello"}' })).body)).toMatchObject({
    integration: 'SQS-SendMessage',
    parameters: { MessageBody: 'hello' },
  });
  expect(JSON.parse((await api.call('/vpc')).body).note).toContain('stands in');
});

test.each(['', '{"other":1}', 'no JSON'])('a service does without nothing that it must have: %j', async (body) => {
  expect(await api.call('/sqs', { method: 'POST', body })).toMatchObject({
    ...{ status: 400, body: '{"message":"Bad Request"}' },
    record: { reason: 'MessageBody is read from $request.body.text, which has no value' },
  });
});
