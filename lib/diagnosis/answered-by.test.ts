import { expect, test } from 'vitest';
import type { Pair } from '@/lib/core/outcome';
import { isGateways } from './answered-by';
import type { Failed } from './exchange';

const body = '{"message":"Not Found"}';
const answer = (headers: Pair[], more: Partial<Failed> = {}) =>
  isGateways({ head: { status: 404, headers }, body, ...more } as Failed, 'Not Found');

test.each<[boolean, Pair[], Partial<Failed>]>([
  [
    true,
    [
      ['apigw-requestid', 'a='],
      ['Content-Type', 'application/json'],
    ],
    {},
  ],
  [
    true,
    [
      ['apigw-requestid', 'a='],
      ['Via', '1.1 abc.cloudfront.net'],
      ['X-Cache', 'Error from cloudfront'],
    ],
    {},
  ],
  [
    false,
    [
      ['apigw-requestid', 'a='],
      ['X-Powered-By', 'Express'],
    ],
    {},
  ],
  [false, [['Content-Type', 'text/plain;charset=UTF-8']], {}],
  [false, [], { body: '{"message":"Not Found","id":7}' }],
  // LocalStack and its like are known by their words alone.
  [
    true,
    [
      ['Server', 'hypercorn'],
      ['Content-Type', 'application/json; charset=utf-8'],
    ],
    { emulated: true },
  ],
])('%s with %j', (gateways, headers, more) => expect(answer(headers, more)).toBe(gateways));
