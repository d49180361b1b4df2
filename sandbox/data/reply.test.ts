import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionUri, route, serveApi } from './test-api';

const running = [
  'late',
  'spin',
  'throws',
  'callback',
  'module',
  'prints',
  'env',
  'unknown-module',
  'no-code',
  'missing',
];
let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  api = await serveApi({
    routes: [
      route('POST /v2', 'reply'),
      route('POST /v1', 'reply-v1'),
      route('GET /hurried', 'hurried'),
      ...running.map((name) => route(`GET /${name}`, name)),
    ],
    integrations: [
      ['reply', 'reply', '2.0', 30_000] as const,
      ['reply-v1', 'reply', '1.0', 30_000] as const,
      ['hurried', 'sleep', '2.0', 20] as const,
      ...running.map((name) => [name, name, '2.0', 30_000] as const),
    ].map(([integrationId, fn, payloadFormatVersion, timeoutInMillis]) => ({
      ...{ integrationId, integrationType: 'AWS_PROXY', integrationUri: functionUri(fn) },
      ...{ payloadFormatVersion, timeoutInMillis },
    })),
  });
});
afterAll(() => api.close());

function returned(path: string, value: unknown) {
  return api.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
}

const failed = { status: 500, body: '{"message":"Internal Server Error"}' };

describe('format 2.0', () => {
  test.each([
    ['an object', { a: 1 }, 200, 'application/json', '{"a":1}'],
    ['a list', [1, 2], 200, 'application/json', '[1,2]'],
    ['text', 'hello', 200, 'application/json', 'hello'],
    ['null', null, 200, 'application/json', 'null'],
    ['a status', { statusCode: 201, body: 'made' }, 201, 'text/plain;charset=UTF-8', 'made'],
    ['a status as text', { statusCode: '404' }, 404, 'text/plain;charset=UTF-8', ''],
    [
      'its own type',
      { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' },
      200,
      'text/html',
      '<p>',
    ],
    ['base64', { statusCode: 200, body: 'w6k=', isBase64Encoded: true }, 200, 'text/plain;charset=UTF-8', 'é'],
  ])('%s', async (...row) => {
    const [, value, status, type, body] = row;
    const answer = await returned('/v2', value);
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(body)));
  });

  test('cookies become one header each, other headers text; multiValueHeaders are not read', async () => {
    const value = {
      statusCode: 200,
      cookies: ['a=1', 'b=2'],
      headers: { 'x-n': 5, 'Content-Length': '999' },
      multiValueHeaders: { 'x-m': ['1'] },
    };
    const answer = await returned('/v2', value);
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.headers).toMatchObject({ 'x-n': '5', 'content-length': '0' });
    expect(answer.headers).not.toHaveProperty('x-m');
  });

  test.each([
    ['a status that is none', { statusCode: 'many' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
    ['a header with a line break', { statusCode: 200, headers: { a: 'b\r\nset-cookie: c' } }],
    ['an informational status', { statusCode: 101 }],
  ])('%s is an error of the function', async (_, value) => {
    expect(await returned('/v2', value)).toMatchObject({ ...failed, record: { integrationReached: true } });
  });
});

describe('format 1.0', () => {
  test('needs a status code and takes lists of values', async () => {
    expect(await returned('/v1', { a: 1 })).toMatchObject(failed);
    expect(await returned('/v1', 'hello')).toMatchObject(failed);
    const answer = await returned('/v1', {
      statusCode: 200,
      headers: { 'x-a': '1' },
      multiValueHeaders: { 'X-B': ['1', '2'] },
    });
    expect(answer.rawHeaders.filter((_, i) => answer.rawHeaders[i - 1] === 'x-b')).toEqual(['1', '2']);
    expect(answer.headers['x-a']).toBe('1');
  });
});

describe('a function', () => {
  test('that takes longer than its integration may is unavailable', async () => {
    expect(await api.call('/hurried')).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  test.each([
    ['/late', 'Task timed out after 0.02 seconds'],
    ['/spin', 'Task timed out after 0.05 seconds'],
    ['/throws', 'Error: no luck'],
    ['/unknown-module', "Cannot find module 'left-pad'"],
    ['/missing', 'no function'],
  ])('%s fails, and the record says why: %s', async (path, reason) => {
    expect(await api.call(path)).toMatchObject({ ...failed, record: { reason: expect.stringContaining(reason) } });
  });

  test('may call back, may be written as a module, sees its own environment only', async () => {
    expect((await api.call('/callback')).body).toBe('{"fn":"callback"}');
    expect((await api.call('/module')).body).toBe('0cc175b9c0f1b6a831c399e269772661');
    expect(JSON.parse((await api.call('/env')).body)).toEqual({
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      TABLE: 'notes',
    });
  });

  test('stays warm, and what it prints is kept with its request', async () => {
    const answers = await Promise.all([api.call('/prints'), api.call('/prints')]);
    expect(answers.map((answer) => answer.body).sort()).toEqual(['1', '2']);
    expect(answers.flatMap((answer) => answer.record?.logs).sort()).toEqual([
      'call 1 { deep: { er: 1 } }',
      'call 2 { deep: { er: 1 } }',
    ]);
  });

  test('whose code is elsewhere answers with the event', async () => {
    expect(JSON.parse((await api.call('/no-code')).body)).toMatchObject({
      note: expect.stringContaining('no-code'),
      event: { rawPath: '/no-code' },
    });
  });
});
