import { expect, test } from 'vitest';
import { looksLikeGraphql, speaksGraphql } from './recognise';

test.each([
  ['POST', '/graphql', true],
  ['ANY', '/members/graphql', true],
  ['POST', '/GraphQL/', true],
  ['POST', '/api/gql', true],
  ['GET', '/graphql', false],
  ['OPTIONS', '/graphql', false],
  ['POST', '/graphql/{proxy+}', false],
  ['POST', '/notgraphql', false],
  ['ANY', '$default', false],
])('%s %s: %s', (method, path, looks) => {
  expect(looksLikeGraphql({ method, path })).toBe(looks);
});

test.each([
  ['{"data":{"__typename":"Query"}}', true],
  ['{"errors":[{"message":"Must provide query string."}]}', true],
  ['{"errors":[{"message":"You are not authorized.","errorType":"Unauthorized"}]}', true],
  ['{"data":null}', false],
  ['{"message":"Not Found"}', false],
  ['{"errors":["no"]}', false],
  ['{"errors":[]}', false],
  ['null', false],
  ['<html>', false],
])('%s: %s', (body, speaks) => {
  expect(speaksGraphql(body)).toBe(speaks);
});
