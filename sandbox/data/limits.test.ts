import { request } from 'node:http';
import { expect, test } from 'vitest';
import { recordedRequests } from './recorder';
import { route, serveApi, stage } from './test-api';
import { withinThrottle } from './throttle';

const routes = [route('$default', 'event')];

test('10 MB go through, a byte more is refused whole', async () => {
  const api = await serveApi({ routes: [route('$default', 'reply')] });
  const text = JSON.stringify('x'.repeat(10 * 1024 * 1024 - 2));
  const headers = { 'content-type': 'application/json' };
  // The function would have to answer with more than 6 MB, which is its own limit.
  expect(await api.call('/', { method: 'POST', headers, body: text })).toMatchObject({
    status: 500,
    record: { integrationReached: true, bodyLength: 10_485_760, reason: expect.stringContaining('6291556') },
  });
  expect(await api.call('/', { method: 'POST', headers, body: `${text} ` })).toMatchObject({
    status: 413,
    body: '{"message":"Request Entity Too Large"}',
    record: { integrationReached: false },
  });
  await api.close();
});

test('request line and headers may take 10,240 bytes together', async () => {
  const api = await serveApi({ routes });
  const fixed =
    'GET / HTTP/1.1\r\n'.length + 'Host: h\r\n'.length + 'Connection: close\r\n'.length + 'X-A: \r\n'.length;
  const ask = (size: number) =>
    api.call('/', { headers: ['Host', 'h', 'Connection', 'close', 'X-A', 'x'.repeat(size - fixed)] });
  expect(await ask(10_240)).toMatchObject({ status: 200 });
  expect(await ask(10_250)).toMatchObject({ status: 431, record: { integrationReached: false } });
  await api.close();
});

test('a % that starts no escape is a bad request', async () => {
  const api = await serveApi({ routes });
  expect(await api.call('/a%zz')).toMatchObject({ status: 400, body: '{"message":"Bad Request"}' });
  await api.close();
});

test('a stage lets its burst through and refills at its rate', () => {
  const throttled = stage('s', { defaultRouteSettings: { throttlingRateLimit: 2, throttlingBurstLimit: 3 } });
  const at = (now: number, key = 'GET /') => withinThrottle(throttled, key, now);
  expect([at(0), at(0), at(0), at(0)]).toEqual([true, true, true, false]);
  expect([at(400), at(500), at(500), at(10_000), at(10_000), at(10_000), at(10_000)]).toEqual([
    ...[false, true, false, true, true, true, false],
  ]);
  expect(at(10_000, 'GET /other')).toBe(true);
  expect(withinThrottle(stage('free'), 'GET /', 0)).toBe(true);
});

test('throttled is 429 and reaches nothing', async () => {
  const api = await serveApi({
    routes,
    stages: [
      stage('$default', { routeSettings: { $default: { throttlingRateLimit: 0.001, throttlingBurstLimit: 1 } } }),
    ],
  });
  expect(await api.call('/')).toMatchObject({ status: 200 });
  expect(await api.call('/')).toMatchObject({
    ...{ status: 429, body: '{"message":"Too Many Requests"}' },
    record: { integrationReached: false, routeKey: '$default' },
  });
  await api.close();
});

test('the record masks what must not be read and keeps the last thousand', async () => {
  const api = await serveApi({ routes });
  const { record } = await api.call('/x?X-Amz-Signature=abcdef&a=1&X-Amz-Security-Token=tok', {
    headers: { authorization: 'Bearer secret-1', cookie: 'c=secret-2', 'x-api-key': 'secret-3', 'x-plain': 'seen' },
  });
  expect(JSON.stringify(record)).not.toMatch(/secret-|abcdef|tok"/);
  expect(record).toMatchObject({ target: '/x?X-Amz-Signature=***&a=1&X-Amz-Security-Token=***', status: 200 });
  expect(record?.headers).toContainEqual(['x-plain', 'seen']);
  expect(record?.headers).toContainEqual(['authorization', 'Bearer ***']);
  await api.close();
});

test('a caller who goes away is written down, with no status', async () => {
  const api = await serveApi({
    routes: [route('GET /sleep', 'sleep')],
    integrations: [
      {
        ...{ integrationId: 'sleep', integrationType: 'AWS_PROXY', payloadFormatVersion: '2.0' },
        integrationUri: 'arn:aws:lambda:us-east-1:111122223333:function:sleep',
      },
    ],
  });
  const req = request({ host: '127.0.0.1', port: api.port, path: '/sleep' });
  req.on('error', () => undefined);
  req.end();
  await expect.poll(() => recordedRequests(api.world)[0]?.integrationReached).toBe(true);
  req.destroy();
  await expect.poll(() => recordedRequests(api.world)[0]).toMatchObject({ aborted: true, status: null });
  await api.close();
});
