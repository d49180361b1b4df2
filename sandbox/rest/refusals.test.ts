import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordedRequests } from '@/sandbox/data/recorder';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

const file = fileURLToPath(new URL('./fixtures/refusals.yaml', import.meta.url));
let sandbox: Listening;
beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false, templates: [{ name: 'refusals', file }] }), 0);
});
afterAll(() => sandbox.close());

async function call(api: string, path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
  const region = sandbox.world.accounts[0]?.regions.get('us-east-1');
  const id = [...(region?.restApis?.values() ?? [])].find(({ name }) => name === api)?.id;
  const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${id}${path}`, { headers, ...init });
  const type = answer.headers.get('x-amzn-errortype');
  return { status: answer.status, type, text: await answer.text(), headers: answer.headers };
}

const INTERNAL = '{"message": "Internal server error"}'.replace(': ', ':');
test.each([
  ['a function that throws', '/s/function?how=throw', [502, 'InternalServerErrorException', INTERNAL]],
  [
    'a function that answers in a wrong shape',
    '/s/function?how=shape',
    [502, 'InternalServerErrorException', INTERNAL],
  ],
  [
    'a function that takes too long',
    '/s/function?how=sleep',
    [504, 'InternalServerErrorException', '{"message":"Endpoint request timed out"}'],
  ],
  ['a function that lets nobody in', '/s/stranger', [500, 'InternalServerErrorException', INTERNAL]],
  [
    'an endpoint that nothing listens at',
    '/s/unreachable',
    [504, 'InternalServerErrorException', '{"message":"Network error communicating with endpoint"}'],
  ],
  ['a MOCK that sets no status', '/s/unset', [500, 'InternalServerErrorException', INTERNAL]],
  [
    'a stage that throttles the method',
    '/s/unset',
    [429, 'TooManyRequestsException', '{"message":"Too Many Requests"}'],
  ],
] as const)('%s', async (_, path, said) => {
  const { status, type, text } = await call('refusals', path);
  expect([status, type, text]).toEqual(said);
});

test('and the same without the cause goes through, by a stage variable too', async () => {
  expect((await call('refusals', '/s/function')).status).toBe(200);
  expect((await call('refusals', '/s/by-variable')).status).toBe(200);
});

test('a quota that is used up, and a key that is switched off', async () => {
  const ask = (key: string) => call('refusals', '/s/keyed', { 'x-api-key': key });
  expect(await ask('switched-off-0000000000')).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  const answers = [];
  for (let i = 0; i < 3; i++) answers.push(await ask('few-requests-0000000000'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers[2]).toMatchObject({ type: 'LimitExceededException', text: '{"message":"Limit Exceeded"}' });
});

test('an answer of a function goes through templates and patterns where it is no proxy', async () => {
  expect(await call('refusals', '/s/custom')).toMatchObject({ status: 200, text: '200' });
  const { status, headers } = await call('refusals', '/s/custom?how=throw');
  expect([status, headers.get('x-why')]).toEqual([418, 'tea']);
});

test('a body over ten megabytes', async () => {
  const answer = await call('refusals', '/s/function', {}, { method: 'POST', body: 'x' });
  expect(answer.status, 'there is no such method').toBe(403);
  const large = await call('refusals', `/s/function?x=${'y'.repeat(10_300)}`);
  expect(large.status, 'nor is so long an address taken').toBe(431);
});

test('an endpoint that is disabled, and one that is private', async () => {
  for (const api of ['closed', 'private']) {
    expect(await call(api, '/s/x')).toMatchObject({
      status: 403,
      type: 'ForbiddenException',
      text: '{"message":"Forbidden"}',
    });
  }
});

test('a key that the authorizer names, a plan that throttles, and a response for all 4xx', async () => {
  expect((await call('by-token', '/s/', { t: 'few-requests-0000000000' })).status).toBe(200);
  const throttled = await call('by-token', '/s/', { t: 'few-requests-0000000000' });
  expect([throttled.status, throttled.headers.get('x-type')]).toEqual([499, 'THROTTLED']);
  const { status, headers } = await call('by-token', '/s/', { t: 'another-000000000000' });
  expect([status, headers.get('x-type')]).toEqual([499, 'INVALID_API_KEY']);
  const why = recordedRequests(sandbox.world).at(-1)?.reason;
  expect(why).toBe('no such API key');
});
