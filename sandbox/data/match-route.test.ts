import { expect, test } from 'vitest';
import { matchRoute } from './match-route';
import { selectStage } from './stage';
import { route, serveApi, stage } from './test-api';

const routes = [
  '$default',
  'ANY /{proxy+}',
  'ANY /pets/new',
  'GET /pets/{id}',
  'GET /pets/{id}/toys/{toy}',
  'GET /pets/dog/{name}',
  'GET /pets/dog/1',
  'DELETE /pets/{proxy+}',
  'ANY /pets/{id}',
  'POST /',
].map((routeKey) => route(routeKey, 'event'));

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{name}', { name: '2' }],
  ['GET', '/pets/cat', 'GET /pets/{id}', { id: 'cat' }],
  ['PUT', '/pets/cat', 'ANY /pets/{id}', { id: 'cat' }],
  ['GET', '/pets/new', 'ANY /pets/new', {}],
  ['DELETE', '/pets/cat', 'ANY /pets/{id}', { id: 'cat' }],
  ['DELETE', '/pets/cat/toys', 'DELETE /pets/{proxy+}', { proxy: 'cat/toys' }],
  ['GET', '/pets/7/toys/a%2Fb', 'GET /pets/{id}/toys/{toy}', { id: '7', toy: 'a/b' }],
  ['GET', '/pets/caf%C3%A9%20%2B+', 'GET /pets/{id}', { id: 'café ++' }],
  ['GET', '/pets/', 'ANY /{proxy+}', { proxy: 'pets/' }],
  ['GET', '/PETS/dog/1', 'ANY /{proxy+}', { proxy: 'PETS/dog/1' }],
  ['GET', '/a/b%20c/d%2Fe/', 'ANY /{proxy+}', { proxy: 'a/b c/d/e/' }],
  ['POST', '/', 'POST /', {}],
  ['GET', '/', '$default', {}],
])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
  expect(matchRoute(routes, method, path)).toMatchObject({ route: { routeKey }, pathParameters });
});

test('the order in which routes were made does not matter', () => {
  for (const path of ['/pets/dog/1', '/pets/new', '/pets/cat']) {
    const backwards = [...routes].reverse();
    expect(matchRoute(backwards, 'GET', path)?.route.routeKey).toBe(matchRoute(routes, 'GET', path)?.route.routeKey);
  }
});

test('without $default there may be no route', () => {
  const only = [route('GET /notes/{id}', 'event')];
  for (const [method, path] of [
    ['POST', '/notes/1'],
    ['GET', '/notes'],
    ['GET', '/notes/'],
    ['GET', '/notes/1/'],
    ['GET', '/notes//1'],
  ] as const) {
    expect([path, matchRoute(only, method, path)]).toEqual([path, undefined]);
  }
});

test.each([
  ['/dev/x', 'host', 'dev', '/x', '/dev/x'],
  ['/dev', 'host', 'dev', '/', '/dev'],
  ['/dev/', 'host', 'dev', '/', '/dev/'],
  ['/development/x', 'host', '$default', '/development/x', '/development/x'],
  ['/', 'host', '$default', '/', '/'],
  ['/$default/x', 'host', '$default', '/$default/x', '/$default/x'],
  ['/$default/x', 'path', '$default', '/x', '/x'],
  ['/%24default/x', 'path', '$default', '/x', '/x'],
  ['/%24default', 'path', '$default', '/', '/'],
  ['/dev/x', 'path', 'dev', '/x', '/dev/x'],
] as const)('%s in %s form is for stage %s', (...row) => {
  const [rawPath, form, stageName, path, seen] = row;
  const api = { stages: [stage('$default'), stage('dev')] } as Parameters<typeof selectStage>[0];
  expect(selectStage(api, rawPath, form)).toMatchObject({ stage: { stageName }, path, rawPath: seen });
});

test('an API without $default answers 404 outside its stages, and an API with its endpoint off always', async () => {
  const routes = [route('GET /x', 'event')];
  const staged = await serveApi({ stages: [stage('dev')], routes });
  const off = await serveApi({ disableExecuteApiEndpoint: true, routes });
  expect(await staged.call('/dev/x')).toMatchObject({ status: 200 });
  for (const answer of [await staged.call('/x'), await off.call('/x')]) {
    expect(answer).toMatchObject({
      status: 404,
      body: '{"message":"Not Found"}',
      record: { integrationReached: false },
    });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '23' });
    expect(answer.headers['apigw-requestid']).toMatch(/^[\w-]{15}=$/);
  }
  await Promise.all([staged.close(), off.close()]);
});
