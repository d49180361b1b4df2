import { expect, test } from 'vitest';
import { readOpenApiText } from './document-text';
import { tooLong } from './most-bytes';

const refused = (text: string) => {
  const found = readOpenApiText(text);
  return 'refused' in found ? found.refused : '';
};

test('a document is read as JSON and as YAML, with anchors, merged keys and numbers where texts should be', () => {
  const json = JSON.stringify({ openapi: '3.1.0', info: {}, paths: { '/a': { get: { summary: 'A' } } } });
  expect(readOpenApiText(`\n ${json}`)).toMatchObject({ file: { format: 'OpenAPI 3.1.0', title: 'Untitled' } });
  const yaml = [
    'swagger: 2.0',
    'info: { title: Notes, version: 1.0 }',
    'x-limit: &limit { name: limit, in: query, type: integer }',
    'paths:',
    '  /a: { get: { parameters: [*limit] } }',
    '  /b: { get: { parameters: [{ <<: *limit, required: true }] } }',
  ].join('\n');
  const found = readOpenApiText(yaml);
  expect(found).toMatchObject({ file: { format: 'Swagger 2.0', title: 'Notes', version: '1' } });
  expect('file' in found && found.file.operations.map(({ parameters }) => parameters[0])).toMatchObject([
    { name: 'limit', required: false },
    { name: 'limit', required: true },
  ]);
});

test.each<[what: string, text: string, sentence: RegExp]>([
  ['nothing', ' \n', /^This is empty\.$/],
  ['bytes', 'PK\u0003\u0004\0\0', /not a text file/],
  ['broken JSON', '{\n  "openapi": "3.0.0",\n  "paths": {\n', /^This is not valid JSON\. Line \d, column \d+: .+\.$/],
  ['JSON that lacks a comma', '{"openapi": "3.0.0"\n "paths": {}}', /^This is not valid JSON\. Line 2, column 2: /],
  ['broken YAML', 'openapi: 3.0.0\npaths:\n  /a: [', /^This is not valid YAML\. Line 3, column \d+: /],
  ['two documents', 'openapi: 3.0.0\n---\nopenapi: 3.0.0\n', /^This is not valid YAML\. Line 2/],
  ['an anchor within itself', 'openapi: 3.0.0\npaths: &a\n  /x: *a\n', /./],
  ['an anchor that is not there', 'openapi: 3.0.0\npaths: *gone', /^This is not valid YAML\.|^This cannot be read/],
  ['brackets without end', '['.repeat(100_000), /^This (cannot be read|is not valid JSON)/],
  ['prose', 'Dear sir or madam', /no OpenAPI document/],
  ['a page', '<!doctype html><html><body>Not found: 404</body></html>', /./],
])('%s is said in one sentence', (_, text, sentence) => {
  expect(refused(text)).toMatch(sentence);
});

test('short files that stand for endless ones are refused', () => {
  const lines = ['openapi: 3.0.0', 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 12; at += 1) lines.push(`a${at}: &a${at} [${`*a${at - 1},`.repeat(10)}]`);
  expect(refused(`${lines.join('\n')}\npaths: { /x: { get: { summary: x } } }`)).toMatch(
    /^This cannot be read: .*alias/i,
  );
});

test('names that JavaScript keeps for itself change nothing but the document', () => {
  readOpenApiText('openapi: 3.0.0\n__proto__: { polluted: 1 }\npaths: { /x: { __proto__: { get: {} }, post: {} } }');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('the limit is said', () => {
  expect(tooLong(20 * 1024 * 1024)).toBeNull();
  expect(tooLong(31 * 1024 * 1024)).toBe('This has 31.0 MB. Signalbox reads OpenAPI files of up to 20 MB.');
});
