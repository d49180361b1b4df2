import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as callers from '@/sandbox/appsync/test-callers';
import type { Listening } from '@/sandbox/listen';

let sandbox: Listening;
let url = '';
beforeAll(async () => {
  sandbox = await callers.listenWithGraph();
  url = callers.endpointOf(sandbox);
});
afterAll(() => sandbox.close());

const { bodyOf } = callers;
const post = (body: string, headers: Record<string, string>, to = url) => callers.postTo(to, body, headers);
const withKey = () => ({ 'x-api-key': callers.keyOf(sandbox) });
const ask = (query: string, headers = withKey(), variables: object = {}) => post(bodyOf(query, variables), headers);

describe('operations', () => {
  it('runs a mutation through a pipeline, and reads what it left', async () => {
    const added = await ask('mutation { addComment(noteId: "1", text: " Done ") { id text note { author } } }');
    expect(added).toMatchObject({ data: { addComment: { text: 'Done', note: { author: 'ali' } } } });
    const query = 'query ($id: ID!) { first: note(id: $id) { comments { text } } }';
    expect(await ask(query, withKey(), { id: '1' })).toMatchObject({
      data: { first: { comments: [{ text: 'Done' }] } },
    });
  });

  const failures: [query: string, data: unknown, error: object][] = [
    [
      '{ trouble(sort: THROWN) { id } }',
      { trouble: null },
      {
        path: ['trouble'],
        errorType: 'Lambda:Unhandled',
        errorInfo: null,
        message: expect.stringContaining('Cannot read'),
      },
    ],
    [
      '{ trouble(sort: REFUSED) { id } }',
      { trouble: null },
      { errorType: 'Notes:Locked', message: 'Ada has locked the note.', data: { id: '2' }, errorInfo: { by: 'ada' } },
    ],
    [
      '{ trouble(sort: MISSING) { id text } }',
      { trouble: null },
      {
        path: ['trouble', 'id'],
        message: "Cannot return null for non-nullable type: 'ID' within parent 'Note' (/trouble/id)",
      },
    ],
    ['mutation { addComment(noteId: "1", text: " ") { id } }', { addComment: null }, { errorType: 'Notes:Empty' }],
    [
      '{ notes { nothing } }',
      null,
      {
        path: null,
        message:
          "Validation error of type FieldUndefined: Field 'nothing' in type 'Note' is undefined @ 'notes/nothing'",
      },
    ],
    ['{ note { id } }', null, { message: expect.stringMatching(/^Validation error of type MissingFieldArgument: /) }],
    ['query ($id: ID!) { note(id: $id) { id } }', null, { message: expect.stringContaining('$id') }],
  ];

  it.each(failures)("%s fails in AppSync's words", async (query, data, error) => {
    expect(await ask(query)).toMatchObject({ status: 200, data, errors: [error] });
  });

  it.each([
    ['{', 'MalformedHttpRequestException'],
    ['[]', 'MalformedHttpRequestException'],
    [bodyOf('{ notes {'), 'MalformedHttpRequestException'],
    [bodyOf('query A { __typename } query B { __typename }'), 'BadRequestException'],
    [bodyOf('subscription { noteAdded { id } }'), 'UnsupportedOperation'],
  ])('refuses %s with %s', async (body, errorType) => {
    expect(await post(body, withKey())).toMatchObject({ status: 400, errors: [{ errorType }] });
  });

  it('tells its schema, unless the API says that it does not, and goes no deeper than the API says', async () => {
    const introspection = '{ __schema { queryType { name } } }';
    expect(await ask(introspection)).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
    const archive = async (query: string) =>
      post(
        bodyOf(query),
        { 'x-api-key': callers.keyOf(sandbox, 'notes-archive') },
        callers.endpointOf(sandbox, 'notes-archive'),
      );
    expect(await archive(introspection)).toMatchObject({
      data: null,
      errors: [
        {
          message:
            "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
        },
      ],
    });
    expect(await archive('{ volumes { year notes { text } } }')).toMatchObject({
      data: { volumes: [{ year: 2024 }, {}] },
    });
    expect(await archive('{ volumes { notes { volume { year } } } }')).toMatchObject({
      data: null,
      errors: [{ message: 'maximum query depth exceeded 4 > 3' }],
    });
  });

  it('answers for all that a merged API is made of', async () => {
    const whole = callers.endpointOf(sandbox, 'notes-whole');
    const headers = { 'x-api-key': callers.keyOf(sandbox, 'notes-whole') };
    const answer = await post(
      bodyOf('{ note(id: "2") { author comments { text } } volumes { year } }'),
      headers,
      whole,
    );
    expect(answer).toMatchObject({
      data: { note: { author: 'ali', comments: [{ text: 'She is back on Monday.' }] }, volumes: [{ year: 2024 }, {}] },
    });
    expect(answer.errors).toBeUndefined();
  });

  it('answers under its own host, lets pages of any origin ask, and keeps a private API to itself', async () => {
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'x-api-key' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-api-key');
    expect((await ask('{ __typename }')).headers.get('access-control-allow-origin')).toBe('*');
    const inside = callers.endpointOf(sandbox, 'notes-inside');
    expect(await post(bodyOf('{ pulse }'), {}, inside)).toMatchObject({ status: 403 });
    expect((await fetch(`${sandbox.origin}/appsync-api/none/graphql`, { method: 'POST' })).status).toBe(404);
  });

  it('is gone when a test takes it away', async () => {
    const { apiId } = callers.apiNamed(sandbox, 'notes-archive');
    await fetch(`${sandbox.origin}/_sandbox/apis/${apiId}`, { method: 'DELETE' });
    const answer = await fetch(`${sandbox.origin}/appsync-api/${apiId}/graphql`, { method: 'POST' });
    expect(answer.status).toBe(404);
  });
});
