import { expect, test } from 'vitest';
import { type GraphqlAuth, type GraphqlMode, opens, readAuthRules, ruleOf } from './graphql-auth';

const SDL = `
  type Query {
    notes: [Note]
    mine: [Note] @aws_cognito_user_pools
    audit: [String] @aws_iam @aws_lambda
    staff: String @aws_cognito_user_pools(cognito_groups: ["staff", "admins"])
    old: String @aws_auth(cognito_groups: ["elders"])
    odd: String @deprecated @constructor
  }
  type Note @aws_api_key @aws_iam {
    text: String
    author: String @aws_oidc
  }
  extend type Query {
    more: String @aws_api_key
  }
`;

const auth: GraphqlAuth = { defaultMode: 'API_KEY', modes: ['API_KEY', 'AWS_IAM'], deniesByDefault: false };
const rules = readAuthRules(SDL);

test.each<[coordinate: string, modes: GraphqlMode[], groups: string[] | null]>([
  ['Query.notes', ['API_KEY'], null],
  ['Query.mine', ['AMAZON_COGNITO_USER_POOLS'], null],
  ['Query.audit', ['AWS_IAM', 'AWS_LAMBDA'], null],
  ['Query.staff', ['AMAZON_COGNITO_USER_POOLS'], ['staff', 'admins']],
  ['Query.old', ['AMAZON_COGNITO_USER_POOLS'], ['elders']],
  ['Query.odd', ['API_KEY'], null],
  ['Query.more', ['API_KEY'], null],
  ['Note.text', ['API_KEY', 'AWS_IAM'], null],
  ['Note.author', ['OPENID_CONNECT'], null],
  ['Gone.field', ['API_KEY'], null],
])('%s is open to %j', (coordinate, modes, groups) => {
  const [type = '', field = ''] = coordinate.split('.');
  expect(ruleOf(rules, auth, [type, field])).toEqual({ modes, groups });
});

test('a pool that denies by default opens nothing without a directive', () => {
  const strict: GraphqlAuth = { ...auth, defaultMode: 'AMAZON_COGNITO_USER_POOLS', deniesByDefault: true };
  const rule = ruleOf(rules, strict, ['Query', 'notes']);
  expect(opens(rule, 'AMAZON_COGNITO_USER_POOLS')).toBe(false);
  expect(opens(ruleOf(rules, strict, ['Query', 'mine']), 'AMAZON_COGNITO_USER_POOLS')).toBe(true);
});

test('a schema that does not parse lays down no rules', () => {
  expect(readAuthRules('type Query {').size).toBe(0);
});
