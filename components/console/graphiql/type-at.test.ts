import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { fieldAt } from './type-at';

const schema = buildSchema(`
  type Query { posts: [Post!]! node: Node }
  interface Node { id: ID }
  type Post implements Node { id: ID author: Author }
  type Author { name: String }
`);
const document = parse(`
  query Read { all: posts { ...Who } node { ... on Post { author { called: name } } } }
  fragment Who on Post { by: author { name } }
`);

test.each([
  [['all'], { type: 'Query', field: 'posts' }],
  [['all', 3, 'by'], { type: 'Post', field: 'author' }],
  [['all', 0, 'by', 'name'], { type: 'Author', field: 'name' }],
  [['node', 'author', 'called'], { type: 'Author', field: 'name' }],
  [['posts'], null],
  [['all', 0, '__proto__'], null],
  [[], null],
])('%j', (path, at) => {
  expect(fieldAt({ schema, document, operationName: 'Read' }, path)).toEqual(at);
});

test('a fragment that contains itself ends', () => {
  const round = parse('{ posts { ...A } } fragment A on Post { ...A id }');
  expect(fieldAt({ schema, document: round, operationName: null }, ['posts', 0, 'id'])).toEqual({
    type: 'Post',
    field: 'id',
  });
});
