import { describe, expect, it } from 'vitest';
import { exampleOf } from '@/lib/core/json-schema/example';
import { ModelSet } from '@/lib/core/json-schema/model-set';
import type { OpenApiFile } from './operation';
import { readOpenApi } from './read';

function read(document: object): OpenApiFile {
  const found = readOpenApi(document);
  if ('refused' in found) throw new Error(found.refused);
  return found.file;
}

const base = { openapi: '3.0.3', info: { title: 'Notes', version: '1' } };
const only = (operation: object, rest: object = {}) =>
  read({ ...base, paths: { '/x': { post: operation } }, ...rest }).operations[0];
const jsonBody = (schema: object, rest: object = {}) => ({
  requestBody: { content: { 'application/json': { schema, ...rest } } },
});

describe('an operation', () => {
  it('has the parameters of its path and its own, with what is said of their values', () => {
    const { operations } = read({
      ...base,
      servers: [{ url: 'https://{host}/{edition}/', variables: { edition: { default: 'v1' } } }, { url: '/v2' }],
      paths: {
        '/notes/{id}?full=1': {
          parameters: [
            { $ref: '#/components/parameters/Id' },
            { name: 'limit', in: 'query', schema: { type: 'integer' }, description: 'Of the path' },
          ],
          get: {
            summary: 'One note',
            deprecated: true,
            parameters: [
              { name: 'limit', in: 'query', required: true, schema: { type: 'integer', default: 20, example: 5 } },
              {
                name: 'sort',
                in: 'query',
                schema: { type: 'array', items: { type: 'string', enum: ['asc', 'desc'] } },
              },
              { name: 'X-Trace', in: 'header', schema: { type: 'string' }, examples: { one: { value: 'a-1' } } },
              { name: 'Authorization', in: 'header', required: true },
              { name: 'session', in: 'cookie' },
            ],
          },
          'x-note': { get: 'not a method' },
        },
      },
      components: { parameters: { Id: { name: 'id', in: 'path', schema: { type: 'string', format: 'uuid' } } } },
    });
    expect(operations).toMatchObject([
      {
        method: 'GET',
        path: '/notes/{id}',
        bases: ['/v1', '/v2'],
        summary: 'One note',
        deprecated: true,
        parameters: [
          { in: 'path', name: 'id', required: true, type: 'string, uuid' },
          {
            in: 'query',
            name: 'limit',
            required: true,
            type: 'integer',
            preset: '20',
            example: '5',
            description: null,
          },
          { in: 'query', name: 'sort', required: false, type: 'list of string', choices: ['asc', 'desc'] },
          { in: 'header', name: 'X-Trace', example: 'a-1' },
        ],
        bodies: [],
      },
    ]);
    expect(operations[0]?.parameters).toHaveLength(4);
  });

  it('has a body for each content type, with examples by name', () => {
    const operation = only(
      {
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Note' },
              examples: {
                short: { summary: 'A short one', value: { text: 'a' } },
                far: { $ref: '#/components/examples/Far' },
              },
            },
            'application/xml': { example: '<note/>' },
            'application/problem+json': { example: '{"a":1}' },
          },
        },
      },
      { components: { examples: { Far: { value: { text: 'b' } } }, schemas: { Note: { type: 'object' } } } },
    );
    expect(operation?.bodies).toMatchObject([
      {
        contentType: 'application/json',
        schemaName: 'Note',
        examples: [
          { name: 'A short one', text: '{\n  "text": "a"\n}' },
          { name: 'far', text: '{\n  "text": "b"\n}' },
        ],
      },
      { contentType: 'application/xml', schema: null, examples: [{ name: null, text: '<note/>' }] },
      { contentType: 'application/problem+json', examples: [{ text: '{"a":1}' }] },
    ]);
  });

  it('of Swagger 2.0 has its body and its form among the parameters', () => {
    const { operations, format } = read({
      swagger: 2,
      basePath: '/v1/',
      consumes: ['application/json', 'application/xml'],
      paths: {
        '/notes': {
          post: {
            parameters: [
              { name: 'note', in: 'body', schema: { $ref: '#/definitions/Note' } },
              { name: 'dry', in: 'query', type: 'boolean', default: false },
            ],
          },
          put: {
            consumes: ['application/x-www-form-urlencoded'],
            parameters: [{ name: 'text', in: 'formData', type: 'string', required: true, example: 'Hello' }],
          },
        },
      },
      definitions: { Note: { properties: { text: { type: 'string' } } } },
    });
    expect(format).toBe('Swagger 2.0');
    expect(operations).toMatchObject([
      {
        bases: ['/v1'],
        parameters: [{ name: 'dry', type: 'boolean', preset: 'false' }],
        bodies: [
          { contentType: 'application/json', schemaName: 'Note' },
          { contentType: 'application/xml', schemaName: 'Note' },
        ],
      },
      {
        bodies: [
          {
            schema: { type: 'object', properties: { text: { type: 'string', example: 'Hello' } }, required: ['text'] },
          },
        ],
      },
    ]);
  });
});

describe('schemas', () => {
  const exampleIn = (file: OpenApiFile) => {
    const schema = JSON.stringify({ ...file.operations[0]?.bodies[0]?.schema, ...file.shared });
    return exampleOf(new ModelSet([{ name: 'body', schema }]), 'body');
  };

  it('take along what they refer to and nothing else, and come to an end where they go in circles', () => {
    const file = read({
      ...base,
      paths: {
        '/x': { post: jsonBody({ $ref: '#/components/schemas/Tree' }) },
        '/y/{a}~': {
          post: jsonBody({
            properties: { default: { $ref: '#/paths/~1x/post/requestBody/content/application~1json/schema' } },
          }),
        },
      },
      components: {
        schemas: {
          Tree: {
            properties: { name: { $ref: '#/components/schemas/Name' }, of: { $ref: '#/components/schemas/Tree' } },
          },
          Name: { type: 'string', example: { $ref: '#/components/schemas/Unused' } },
          Unused: { type: 'string' },
          Loop: { $ref: '#/components/schemas/Loop' },
        },
      },
    });
    expect(Object.keys((file.shared.components as { schemas: object }).schemas).sort()).toEqual(['Name', 'Tree']);
    expect(file.shared).toHaveProperty(['paths', '/x', 'post', 'requestBody', 'content', 'application/json', 'schema']);
    expect(exampleIn(file)).toEqual({ name: { $ref: '#/components/schemas/Unused' } });
    expect(
      only(jsonBody({ $ref: '#/components/schemas/Loop' }), {
        components: { schemas: { Loop: { $ref: '#/components/schemas/Loop' } } },
      })?.bodies[0]?.schemaName,
    ).toBe('Loop');
  });

  it('that stand elsewhere are named and never fetched, and so are those that stand nowhere', () => {
    const file = read({
      ...base,
      paths: {
        '/x': {
          post: {
            ...jsonBody(
              { properties: { a: { $ref: './note.yaml#/Note' }, b: { $ref: '#/components/schemas/Gone' } } },
              {
                examples: { far: { externalValue: 'https://files.example/far.json' } },
              },
            ),
            parameters: [
              { $ref: 'https://files.example/parameters.json#/Id' },
              { $ref: '#/components/parameters/Round' },
            ],
          },
        },
        '/far': { $ref: 'paths/far.yaml' },
      },
      components: { parameters: { Round: { $ref: '#/components/parameters/Round' } } },
    });
    expect(file.remote.sort()).toEqual([
      './note.yaml#/Note',
      'https://files.example/far.json',
      'https://files.example/parameters.json#/Id',
      'paths/far.yaml',
    ]);
    expect(file.broken).toEqual(['#/components/schemas/Gone']);
    expect(file.operations).toMatchObject([{ path: '/x', parameters: [] }]);
  });

  it('with names that JavaScript keeps for itself are schemas like others', () => {
    const hostile = JSON.stringify({
      ...base,
      paths: {
        '/x': { post: jsonBody({ $ref: '#/components/schemas/PROTO' }) },
        '/PROTO': { get: { parameters: [{ name: 'PROTO', in: 'query', schema: { default: 1 } }] } },
        '/y': { post: jsonBody({ $ref: '#/PROTO/polluted' }) },
      },
      components: {
        schemas: { PROTO: { properties: { PROTO: { example: 'yes' }, constructor: { example: 'too' } } } },
      },
      PROTO: { polluted: { type: 'string' } },
    }).replaceAll('PROTO', '__proto__');
    const file = read(JSON.parse(hostile));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(file.operations[1]).toMatchObject({ path: '/__proto__', parameters: [{ name: '__proto__', preset: '1' }] });
    const kept = structuredClone(file);
    expect(Object.keys(kept.shared).sort()).toEqual(['__proto__', 'components']);
    const made = exampleIn(kept) as object;
    expect(Object.entries(made)).toEqual([
      ['__proto__', 'yes'],
      ['constructor', 'too'],
    ]);
  });
});

describe('what is no such document', () => {
  it.each<[value: unknown, sentence: RegExp]>([
    [[], /no OpenAPI document/],
    ['openapi: 3.0.0', /no OpenAPI document/],
    [null, /no OpenAPI document/],
    [{ openapi: '4.0.0', paths: {} }, /This is OpenAPI 4.0.0. Signalbox reads/],
    [{ swagger: '1.2' }, /This is Swagger 1.2/],
    [{ openapi: { toString: 1 } }, /no OpenAPI document/],
    [{ openapi: '3.1.0', webhooks: { a: {} } }, /no operations/],
    [{ openapi: '3.1.0', paths: { '/x': { summary: 'nothing', get: null } } }, /^$/],
    [{ asyncapi: '2.0.0' }, /an AsyncAPI document/],
    [{ info: { schema: 'https://schema.getpostman.com/v2.1.0' }, item: [] }, /a Postman collection/],
    [{ Resources: { Api: {} } }, /a CloudFormation template/],
  ])('%j', (value, sentence) => {
    const found = readOpenApi(value);
    expect('refused' in found ? found.refused : '').toMatch(sentence);
  });

  it('nests without end', () => {
    let deep: object = { type: 'string' };
    for (let level = 0; level < 50_000; level += 1) deep = { properties: { a: deep } };
    expect(readOpenApi({ ...base, paths: { '/x': { post: jsonBody(deep) } } })).toEqual({
      refused: 'This document nests deeper than 500 levels.',
    });
  });

  it('has things of the wrong sort in every place and is read as far as it goes', () => {
    const odd = [null, 1, 'x', [], { a: 1 }, [null, { in: 'query' }]];
    for (const value of odd) {
      read({
        ...base,
        servers: value,
        info: value,
        components: value,
        paths: { '/x': { get: value, servers: value } },
      });
      read({
        ...base,
        paths: { '/x': { parameters: value, get: { parameters: value, requestBody: value, deprecated: value } } },
      });
      read({
        ...base,
        paths: {
          '/x': { post: { requestBody: { content: { 'a/b': value, c: { schema: value, examples: value } } } } },
        },
      });
      read({
        swagger: '2.0',
        consumes: value,
        paths: { '/x': { post: { parameters: [{ in: 'body', schema: value, name: value }] } } },
      });
    }
  });

  it('has more operations than are kept', () => {
    const paths = Object.fromEntries(Array.from({ length: 5_003 }, (_, at) => [`/x${at}`, { get: {} }]));
    const file = read({ ...base, paths });
    expect([file.operations.length, file.leftOut]).toEqual([5_000, 3]);
  });
});
