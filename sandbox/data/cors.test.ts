import { expect, test } from 'vitest';
import type { Cors } from '@/sandbox/model';
import { preflightHeaders, responseCorsHeaders } from './cors';
import { route, serveApi } from './test-api';

const ORIGIN = 'https://notes.example.com';
const cors: Cors = {
  allowOrigins: [ORIGIN],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization'],
  exposeHeaders: ['x-count'],
  maxAge: 600,
  allowCredentials: true,
};

test.each<[string[], string, string | undefined]>([
  [[ORIGIN], ORIGIN, ORIGIN],
  [[ORIGIN], 'http://notes.example.com', undefined],
  [[ORIGIN], `${ORIGIN}.evil.example`, undefined],
  [['*'], ORIGIN, '*'],
  [['https://*'], ORIGIN, ORIGIN],
  [['https://*'], 'http://notes.example.com', undefined],
  [['http://*'], 'http://localhost:3000', 'http://localhost:3000'],
])('%j lets %s in as %s', (allowOrigins, origin, allowed) => {
  expect(preflightHeaders({ allowOrigins }, origin)['access-control-allow-origin']).toBe(allowed);
  expect(responseCorsHeaders({ allowOrigins }, origin)['access-control-allow-origin']).toBe(allowed);
});

test('API Gateway answers a preflight itself, before route and authorizer', async () => {
  const api = await serveApi({ cors, routes: [route('$default', 'event', { authorizationType: 'AWS_IAM' })] });
  const preflight = { origin: ORIGIN, 'access-control-request-method': 'POST' };
  const answer = await api.call('/x', { method: 'OPTIONS', headers: preflight });
  expect(answer).toMatchObject({ status: 204, body: '', record: { integrationReached: false } });
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'authorization',
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '600',
  });
  const foreign = await api.call('/x', {
    method: 'OPTIONS',
    headers: { ...preflight, origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(204);
  expect(Object.keys(foreign.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  // Without both headers it is no preflight, so it meets the authorizer.
  expect(await api.call('/x', { method: 'OPTIONS', headers: { origin: ORIGIN } })).toMatchObject({ status: 403 });
  await api.close();
});

test('with a configuration the integration has no say; without one it has all of it', async () => {
  const body = JSON.stringify({ statusCode: 200, headers: { 'access-control-allow-origin': '*', 'x-own': '1' } });
  const ask = { method: 'POST', headers: { 'content-type': 'application/json', origin: ORIGIN }, body };
  const configured = await serveApi({ cors, routes: [route('POST /', 'reply')] });
  const plain = await serveApi({ routes: [route('POST /', 'reply')] });

  expect((await configured.call('/', ask)).headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-expose-headers': 'x-count',
    'x-own': '1',
  });
  const without = await configured.call('/', { ...ask, headers: { 'content-type': 'application/json' } });
  expect(without.headers).not.toHaveProperty('access-control-allow-origin');
  expect((await plain.call('/', ask)).headers['access-control-allow-origin']).toBe('*');
  const preflight = { origin: ORIGIN, 'access-control-request-method': 'POST' };
  expect(await plain.call('/', { method: 'OPTIONS', headers: preflight })).toMatchObject({ status: 404 });
  await Promise.all([configured.close(), plain.close()]);
});
