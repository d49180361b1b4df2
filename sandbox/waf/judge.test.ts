import { expect, test } from 'vitest';
import type { JsonObject } from '@/sandbox/template/json';
import { blockedBy, type Inspected } from './judge';
import type { WebAcl, WebAclRule } from './model';

const REQUEST: Inspected = {
  method: 'POST',
  path: '/s/Orders',
  query: 'q=%3CScript%3E&shop=a',
  headers: { 'user-agent': 'BadBot/1.0' },
  body: Buffer.from('drop table'),
};

const acl = (rules: WebAclRule[], defaultAction: WebAcl['defaultAction'] = 'Allow'): WebAcl => ({
  ...{ arn: 'arn', name: 'acl', defaultAction, rules },
});
const rule = (statement: JsonObject, action: WebAclRule['action'] = 'Block', name = 'rule') => ({
  name,
  action,
  statement,
});
const bytes = (FieldToMatch: JsonObject, SearchString: string, more: JsonObject = {}): JsonObject => ({
  ByteMatchStatement: { FieldToMatch, SearchString, PositionalConstraint: 'CONTAINS', ...more },
});
const as = (...types: string[]) => ({ TextTransformations: types.map((Type) => ({ Type })) });
const UNKNOWN = { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesCommonRuleSet' } };

test.each<[boolean, string, JsonObject]>([
  [true, 'a query once it is decoded', bytes({ QueryString: {} }, '<script', as('URL_DECODE', 'LOWERCASE'))],
  [false, 'a query as it came', bytes({ QueryString: {} }, '<script', as('LOWERCASE'))],
  [true, 'one argument', bytes({ SingleQueryArgument: { Name: 'shop' } }, 'a', { PositionalConstraint: 'EXACTLY' })],
  [true, 'a path’s end', bytes({ UriPath: {} }, '/Orders', { PositionalConstraint: 'ENDS_WITH' })],
  [false, 'a path’s beginning', bytes({ UriPath: {} }, '/Orders', { PositionalConstraint: 'STARTS_WITH' })],
  [
    true,
    'a header by a pattern',
    { RegexMatchStatement: { FieldToMatch: { SingleHeader: { Name: 'User-Agent' } }, RegexString: '^Bad' } },
  ],
  [true, 'a size', { SizeConstraintStatement: { FieldToMatch: { Body: {} }, ComparisonOperator: 'GT', Size: 9 } }],
  [
    false,
    'a smaller size',
    { SizeConstraintStatement: { FieldToMatch: { Body: {} }, ComparisonOperator: 'GT', Size: 10 } },
  ],
  [
    true,
    'all of several',
    { AndStatement: { Statements: [bytes({ Method: {} }, 'POST'), bytes({ Body: {} }, 'drop')] } },
  ],
  [
    false,
    'not all of several',
    { AndStatement: { Statements: [bytes({ Method: {} }, 'GET'), bytes({ Body: {} }, 'drop')] } },
  ],
  [
    true,
    'one of several',
    { OrStatement: { Statements: [bytes({ Method: {} }, 'GET'), bytes({ Body: {} }, 'drop')] } },
  ],
  [false, 'the contrary', { NotStatement: { Statement: bytes({ Method: {} }, 'POST') } }],
  [false, 'what the sandbox does not know', UNKNOWN],
])('%s: %s', (blocked, _what, statement) => {
  expect(blockedBy(acl([rule(statement)]), REQUEST)).toBe(blocked ? 'rule' : null);
});

test('the first rule that fits decides, and else the default action', () => {
  const post = bytes({ Method: {} }, 'POST');
  const rules = [rule(post, 'Count', 'counted'), rule(post, 'Allow', 'let in'), rule(post, 'Block', 'too late')];
  expect(blockedBy(acl(rules, 'Block'), REQUEST)).toBeNull();
  expect(blockedBy(acl([rule(UNKNOWN, 'Allow')], 'Block'), REQUEST)).toBe('Default_Action');
});
