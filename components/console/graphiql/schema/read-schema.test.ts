import { buildSchema, introspectionFromSchema } from 'graphql';
import { expect, test } from 'vitest';
import { readIntrospection, readSdl, type SchemaTexts } from './read-schema';
import { changesInWords, outlineOf, schemaChanges } from './schema-changes';

const answerOf = (sdl: string) => JSON.stringify({ data: introspectionFromSchema(buildSchema(sdl)) });

function textsOf(read: ReturnType<typeof readSdl>): SchemaTexts {
  if ('none' in read) throw new Error(read.none.said);
  return read.texts;
}

test('an introspection comes out as SDL, and as an introspection again', () => {
  const texts = textsOf(readIntrospection(answerOf('type Query { a(n: Int = 1): [String!] } enum E { X }')));
  expect(texts).toMatchObject({ fields: 1, problems: [] });
  expect(texts.sdl).toContain('a(n: Int = 1): [String!]');
  expect(textsOf(readIntrospection(`{"data":${texts.introspection}}`)).sdl).toBe(texts.sdl);
});

test.each<[why: string, answer: string, said: RegExp]>([
  ['not-json', '<html>', /./],
  ['not-graphql', '[]', /^$/],
  ['not-graphql', '{"message":"Not Found"}', /^Not Found$/],
  ['refused', '{"errors":[{"message":"introspection is disabled"}]}', /disabled/],
  ['not-graphql', '{"data":null}', /^$/],
  ['broken', '{"data":{"__schema":{}}}', /./],
  ['broken', '{"data":{"__schema":{"queryType":{"name":"Gone"},"types":[],"directives":[]}}}', /Gone/],
])('%s: %s', (why, answer, said) => {
  expect(readIntrospection(answer)).toEqual({ none: { why, said: expect.stringMatching(said) } });
});

test('the text of an introspection is told ahead, without its pictures, and no other text is', () => {
  const told: string[] = [];
  const onText = (text: string) => told.push(text);
  const texts = textsOf(readIntrospection(answerOf('type Query { "![x](y)" a: Int }'), onText));
  readIntrospection('{"data":null}', onText);
  expect(told).toEqual([texts.introspection]);
});

test('names that JavaScript keeps for itself are types and fields like others', () => {
  const texts = textsOf(
    readIntrospection(
      answerOf('type Query { constructor: toString hasOwnProperty: Int } type toString { valueOf: Int }'),
    ),
  );
  expect(texts.sdl).toContain('type toString');
  expect(texts.fields).toBe(3);
  expect(Object.prototype).not.toHaveProperty('valueOf.type');
});

test('a picture in a description becomes a link, and stays one when it is read again', () => {
  const texts = textsOf(
    readIntrospection(answerOf('type Query { "![seen](https://tracker.example.com/pixel.png)" a: Int }')),
  );
  expect(texts.introspection).not.toContain('![');
  expect(texts.introspection).toContain('[seen](https://tracker.example.com/pixel.png)');
  expect(textsOf(readIntrospection(`{"data":${texts.introspection}}`)).introspection).toBe(texts.introspection);
});

test('a reserved name is said to be one, and the schema is still there', () => {
  const hostile = answerOf('type Query { a: Proto } type Proto { b: Int }').replaceAll('"Proto"', '"__proto__"');
  const texts = textsOf(readIntrospection(hostile));
  expect(texts.problems.join()).toContain('__proto__');
});

test('AppSync’s own scalars and directives need no declaration, and may have one', () => {
  const sdl =
    'scalar AWSDate type Query { at: AWSDateTime day: AWSDate secret: String @aws_iam @aws_auth(cognito_groups: ["a"]) }';
  const texts = textsOf(readSdl(sdl));
  expect(texts.introspection).toContain('AWSDateTime');
  expect(texts.sdl).toBe(sdl);
  expect(readSdl('type Query {')).toMatchObject({
    none: { why: 'broken', said: expect.stringContaining('Syntax Error') },
  });
});

test('what changed is counted by what one can ask for', () => {
  const outline = (sdl: string) => outlineOf(buildSchema(sdl));
  const before = outline('type Query { a: Int b: Int c: Int } enum E { X Y } union U = Query');
  const after = outline(
    '"Told anew" type Query { c: Int a: String b(n: Int): Int d: Int } enum E { X } union U = Query',
  );
  const changes = schemaChanges(before, after);
  expect(changes).toEqual({ added: ['Query.d'], removed: ['E.Y'], changed: ['Query.a', 'Query.b'] });
  expect(changesInWords(changes)).toBe('1 added, 1 removed, 2 changed');
  expect(changesInWords(schemaChanges(before, before))).toBeNull();
});
