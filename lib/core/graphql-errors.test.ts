import { expect, test } from 'vitest';
import { type ErrorContext, errorsOf, explainErrors, type GraphqlErrorKind } from './graphql-errors';

const context: ErrorContext = {
  openTo: (type, field) => (`${type}.${field}` === 'Note.secret' ? 'IAM' : null),
  behind: (type, field) => (`${type}.${field}` === 'Query.notes' ? 'the data source Notes (Lambda notes-list)' : null),
  fieldAt: (path) => (path[0] === 'all' && path.length === 1 ? { type: 'Query', field: 'notes' } : null),
};
const explain = (...errors: unknown[]) => explainErrors(errorsOf({ data: null, errors }), context);

test.each<[GraphqlErrorKind, Record<string, unknown>]>([
  [
    'not-authorized',
    { errorType: 'Unauthorized', message: 'Not Authorized to access secret on type Note', path: ['a'] },
  ],
  ['not-authorized', { message: 'Who are you?', extensions: { code: 'UNAUTHENTICATED' } }],
  [
    'no-introspection',
    { message: 'GraphQL introspection is not allowed by Apollo Server, but the query contained __schema' },
  ],
  ['no-introspection', { message: 'Introspection is disabled', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  ['too-deep', { message: "'deep' exceeds maximum operation depth of 5" }],
  ['too-deep', { message: 'Query depth limit reached.' }],
  ['not-in-schema', { message: 'Cannot query field "x" on type "Query".' }],
  ['syntax', { message: 'Syntax Error: Expected Name, found <EOF>.' }],
  [
    'variables',
    { message: 'Variable "$id" of required type "ID!" was not provided.', extensions: { code: 'BAD_USER_INPUT' } },
  ],
  ['too-many', { errorType: 'LimitExceededException', message: 'slow down' }],
  ['resolver', { errorType: 'Lambda:Unhandled', message: 'boom', path: ['notes'] }],
  ['other', { message: 'boom' }],
  ['other', {}],
])('%s: %j', (kind, error) => {
  expect(explain(error).map((one) => one.kind)).toEqual([kind]);
});

test('a refused field says which mode would open it', () => {
  const [words] = explain({ errorType: 'Unauthorized', message: 'Not Authorized to access secret on type Note' });
  expect(words).toMatchObject({ field: 'Note.secret', sentence: expect.stringContaining('it is open to IAM') });
});

test('a resolver that failed is named with its data source', () => {
  const [words] = explain({ errorType: 'Lambda:Unhandled', message: 'boom', path: ['all'] });
  expect(words?.sentence).toBe('The resolver of Query.notes failed (Lambda:Unhandled): boom');
  expect(words?.next).toContain('the data source Notes (Lambda notes-list)');
});

test('the same refusal of many rows is said once', () => {
  const row = { errorType: 'Unauthorized', message: 'Not Authorized to access secret on type Note' };
  expect(explain(...Array.from({ length: 100 }, (_, at) => ({ ...row, path: ['notes', at, 'secret'] })))).toMatchObject(
    [{ count: 100 }],
  );
});

test.each([[null], ['text'], [{}], [{ errors: 'no' }], [{ errors: {} }], [[]]])('%j holds no errors', (answer) => {
  expect(errorsOf(answer)).toEqual([]);
});

test('errors of any shape are read', () => {
  expect(errorsOf({ errors: ['plain', 7, null, { message: 7, path: [{}, 1, 'a'] }] })).toEqual([
    { message: 'plain', path: null, code: null },
    { message: 'The server gave no message.', path: null, code: null },
    { message: 'The server gave no message.', path: null, code: null },
    { message: 'The server gave no message.', path: [1, 'a'], code: null },
  ]);
});
