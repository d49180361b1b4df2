import { expect, test } from 'vitest';
import { type Failed, gatewayMessage, relativeTo } from './exchange';

test.each([
  ['/a?x=1', 'http://h/prod', '/a?x=1'],
  ['http://h/prod/a?x=1', 'http://h/prod', '/a?x=1'],
  ['http://h/a', 'http://h', '/a'],
  ['http://elsewhere/b', 'http://h/prod', '/b'],
  ['http://h/production/a', 'http://h/prod', '/production/a'],
])('%s at %s is %s', (target, base, relative) => {
  expect(relativeTo({ target } as Failed, base).target).toBe(relative);
});

test('only a body of one message is of API Gateway', () => {
  expect(gatewayMessage({ body: '{"message":"Not Found"}' })).toBe('Not Found');
  expect(gatewayMessage({ body: '{"Message":"User: a"}' })).toBe('User: a');
  for (const body of ['{"message":"Not Found","code":1}', '{"message":4}', '[]', 'no JSON', '{', null]) {
    expect(gatewayMessage({ body })).toBeNull();
  }
});
