import { describe, expect, it } from 'vitest';
import type { AccessKey } from '@/sandbox/model';
import { holds } from './conditions';
import { permits } from './permits';
import { statementsOf } from './statement';

const key = (...documents: Parameters<typeof statementsOf>[0][]): AccessKey => ({
  ...{ id: 'ASIA', secret: 's', arn: 'arn', userId: 'u', deny: [] },
  policies: documents.map(statementsOf),
});
const allow = (Action: string | string[], Resource: string | string[] = '*') => ({
  Statement: { Effect: 'Allow', Action, Resource },
});
const GET = 'arn:aws:execute-api:us-east-1:1:api/$default/GET/notes';
const POST = GET.replace('GET', 'POST');

describe('what a role may do', () => {
  it.each([
    ['nothing without a policy', key({ Statement: [] }), GET, false],
    ['what is allowed', key(allow('execute-api:Invoke')), GET, true],
    ['actions whatever their case', key(allow('Execute-API:invoke')), GET, true],
    ['actions by wildcard', key(allow('execute-api:*')), GET, true],
    ['not other actions', key(allow('execute-api:Manage*')), GET, false],
    ['only the resource named', key(allow('*', '*/GET/*')), POST, false],
    [
      'not what is denied besides',
      key({ Statement: [allow('*').Statement, { Effect: 'Deny', Action: '*', Resource: POST }] }),
      POST,
      false,
    ],
    ['all but NotAction', key({ Statement: { Effect: 'Allow', NotAction: 'sts:*', Resource: '*' } }), GET, true],
    ['all but NotResource', key({ Statement: { Effect: 'Allow', Action: '*', NotResource: GET } }), GET, false],
    ['only what a session policy allows too', key(allow('*'), allow('*', POST)), GET, false],
    [
      'not what its condition leaves out',
      key({
        Statement: {
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        },
      }),
      GET,
      false,
    ],
  ])('%s', (_what, who, resource, expected) => {
    expect(permits(who, 'execute-api:Invoke', resource)).toBe(expected);
  });

  it('a user may do what is not denied', () => {
    const user: AccessKey = { id: 'AKIA', secret: 's', arn: 'arn', userId: 'u', deny: ['execute-api:*'] };
    expect([permits(user, 'sts:AssumeRole', '*'), permits(user, 'execute-api:Invoke', GET)]).toEqual([true, false]);
  });
});

describe('conditions', () => {
  const context = { 'sts:externalid': ['x1'], 'aws:amr': ['authenticated', 'provider'], 'aws:age': ['5'] };
  it.each([
    [{ StringEquals: { 'sts:ExternalId': ['x1', 'x2'] } }, true],
    [{ StringEquals: { 'sts:ExternalId': ['X1'] } }, false],
    [{ StringNotEquals: { 'sts:ExternalId': ['x1'] } }, false],
    [{ StringNotEquals: { 'sts:ExternalId': ['x2'] } }, true],
    [{ StringLike: { 'sts:ExternalId': ['x*'] } }, true],
    [{ 'ForAnyValue:StringLike': { 'aws:amr': ['auth*'] } }, true],
    [{ 'ForAllValues:StringLike': { 'aws:amr': ['auth*'] } }, false],
    [{ NumericLessThan: { 'aws:age': ['6'] } }, true],
    [{ NumericLessThan: { 'aws:age': ['5'] } }, false],
    [{ Bool: { 'aws:MultiFactorAuthPresent': ['true'] } }, false],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': ['true'] } }, true],
    [{ Null: { 'aws:MultiFactorAuthPresent': ['true'] } }, true],
    [{ Null: { 'sts:ExternalId': ['true'] } }, false],
    [{ DateGreaterThan: { 'aws:age': ['1'] } }, false],
  ])('%j', (conditions, expected) => {
    expect(holds(conditions as Parameters<typeof holds>[0], context)).toBe(expected);
  });
});
