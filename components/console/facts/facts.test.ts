import { expect, test } from 'vitest';
import { chooseStage } from '@/components/console/choose-stage';
import { splitBase } from '@/components/console/request/split-base';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { HttpCors } from '@/lib/apis/http/contract';
import { corsInWords } from './cors-words';

const cors: HttpCors = {
  allowCredentials: false,
  allowHeaders: [],
  allowMethods: [],
  allowOrigins: ['https://a.test', 'https://b.test'],
  exposeHeaders: [],
  maxAge: null,
};

test.each<[Partial<HttpCors>, string]>([
  [{}, 'Pages of https://a.test and https://b.test may call it with GET, HEAD and POST.'],
  [
    { allowOrigins: ['*'], allowMethods: ['GET', 'PUT', 'POST'] },
    'Pages of any origin may call it with GET, PUT and POST.',
  ],
  [{ allowMethods: ['*'] }, 'Pages of https://a.test and https://b.test may call it with any method.'],
  [{ allowHeaders: ['x-one'] }, 'They may send the headers x-one.'],
  [{ exposeHeaders: ['*'] }, 'They may read every header of the answer.'],
  [{ maxAge: 300 }, 'Browsers may remember this for 300 seconds.'],
  [{ allowOrigins: [] }, 'No origin is allowed, so pages of other origins cannot read any answer.'],
  [
    { allowOrigins: ['*'], allowCredentials: true },
    'Browsers refuse credentials together with any origin, so name the origins.',
  ],
])('CORS %j in words', (values, sentence) => {
  expect(corsInWords({ ...cors, ...values })).toContain(sentence);
});

const stage = (name: string, updatedAt: string | null) => ({ name, updatedAt }) as GatewayStage;

test.each([
  [['a', '$default', 'b'], 'b', 'b'],
  [['a', '$default'], null, '$default'],
  [['a', '$default'], 'gone', '$default'],
  [['old', 'new'], null, 'new'],
  [[], null, undefined],
])('of the stages %j with %j named, %j is meant', (names, named, meant) => {
  const stages = names.map((name) => stage(name, name === 'new' ? '2026-02-01' : '2026-01-01'));
  expect(chooseStage(stages, named)?.name).toBe(meant);
});

test.each([
  ['https://x.test/prod', 'prod', { before: 'https://x.test/', stage: 'prod' }],
  ['https://x.test', '$default', { before: 'https://x.test', stage: null }],
  ['https://prod', 'prod', { before: 'https://prod', stage: null }],
])('the stage in %s', (base, name, parts) => {
  expect(splitBase(base, name)).toEqual(parts);
});
