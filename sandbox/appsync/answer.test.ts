import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconfigure } from '@/sandbox/data/lambda';
import { addTemporaryKey } from '@/sandbox/iam/temporary-keys';
import type { Listening } from '@/sandbox/listen';
import { AUTH_MODES } from './auth/provider';
import * as callers from './test-callers';

let sandbox: Listening;
let url = '';
beforeAll(async () => {
  sandbox = await callers.listenWithGraph();
  url = callers.endpointOf(sandbox);
});
afterAll(() => sandbox.close());

type Fields = Record<string, string>;

async function post(body: string, headers: Fields, to = url) {
  // The Host header is the connection's own.
  const { host: _, ...others } = headers;
  const answer = await fetch(to, { method: 'POST', body, headers: { 'content-type': 'application/json', ...others } });
  return { status: answer.status, headers: answer.headers, ...JSON.parse(await answer.text()) };
}

const bodyOf = (query: string, variables: object = {}) => JSON.stringify({ query, variables });
const withKey = () => ({ 'x-api-key': callers.keyOf(sandbox) });
const ask = async (query: string, headers: Fields = withKey(), variables: object = {}) =>
  post(bodyOf(query, variables), headers);

const refusedField = (field: string, type: string) => ({
  errorType: 'Unauthorized',
  message: `Not Authorized to access ${field} on type ${type}`,
});

describe('who may come in', () => {
  it.each([
    ['API_KEY', { mode: 'API key', name: null, groups: null }],
    ['AWS_IAM', { mode: 'IAM', name: 'arn:aws:iam::000000000000:user/demo' }],
    ['AMAZON_COGNITO_USER_POOLS', { mode: 'user pool', name: 'alice', groups: ['editors'] }],
    ['OPENID_CONNECT', { mode: 'OpenID Connect', name: 'notes-service', groups: null }],
    ['AWS_LAMBDA', { mode: 'Lambda', name: 'a guest' }],
  ] as const)('%s, and resolvers are told who', async (mode, who) => {
    const body = bodyOf('{ whoAmI { mode name groups } }');
    const answer = await post(body, await callers.provedIn(mode, sandbox, { url, body }));
    expect(answer).toMatchObject({ status: 200, data: { whoAmI: who } });
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
  });

  it('takes access and ID tokens of a pool, with Bearer and without', async () => {
    const { access, id } = await callers.poolTokens(sandbox, 'alice');
    for (const Authorization of [access, id, `Bearer ${id}`]) {
      expect(await ask('{ whoAmI { name } }', { Authorization })).toMatchObject({
        data: { whoAmI: { name: 'alice' } },
      });
    }
  });

  const expired = async () => callers.poolTokens(sandbox, 'alice', { now: Date.now() - 7_200_000 });
  const refusals: [what: string, headers: () => Fields | Promise<Fields>, message: string][] = [
    ['nothing', () => ({}), 'Valid authorization header not provided.'],
    ['a key that is none', () => ({ 'x-api-key': 'da2-none' }), 'You are not authorized to make this call.'],
    ['a key that is over', () => ({ 'x-api-key': oldKey() }), 'You are not authorized to make this call.'],
    ['a token that is over', async () => ({ Authorization: (await expired()).access }), 'Token has expired.'],
    [
      'a token of another application',
      async () => ({ Authorization: (await callers.poolTokens(sandbox, 'alice', { client: 'notes-backend' })).access }),
      'You are not authorized to make this call.',
    ],
    [
      'a token for another audience',
      async () => ({ Authorization: await callers.openIdToken(sandbox, 'https://api.notes.example') }),
      'You are not authorized to make this call.',
    ],
    [
      'a token that was tampered with',
      async () => ({ Authorization: `${(await callers.poolTokens(sandbox, 'alice')).access.slice(0, -6)}AAAAAA` }),
      'You are not authorized to make this call.',
    ],
    [
      'a word that the authorizer refuses',
      () => ({ Authorization: 'let-me-out' }),
      'You are not authorized to make this call.',
    ],
    [
      'a word that does not fit its pattern',
      () => ({ Authorization: 'LET ME IN' }),
      'You are not authorized to make this call.',
    ],
  ];
  const oldKey = () => {
    const keys = callers.apiNamed(sandbox, 'notes-graph').apiKeys;
    return keys.find(({ expires }) => expires * 1000 < Date.now())?.id ?? '';
  };

  it.each(refusals)('nobody with %s', async (_what, headers, message) => {
    expect(await ask('{ whoAmI { mode } }', await headers())).toMatchObject({
      status: 401,
      errors: [{ errorType: 'UnauthorizedException', message }],
    });
  });

  it('nobody whose signature is over another body, or for another service', async () => {
    const body = bodyOf('{ whoAmI { mode } }');
    expect(await post(`${body} `, await callers.signedFields(url, body))).toMatchObject({
      status: 403,
      errors: [{ errorType: 'InvalidSignatureException' }],
    });
    const other = await callers.signedFields(url, body, { service: 'execute-api' });
    expect(await post(body, other)).toMatchObject({
      status: 403,
      errors: [{ errorType: 'InvalidSignatureException' }],
    });
  });

  it('asks the authorizer once while its answer is good', async () => {
    const fn = callers.regionOf(sandbox)?.functions.get('notes-graph-doorkeeper');
    if (!fn) throw new Error('There is no authorizer.');
    const written = fn.code;
    const asked = () => ask('{ whoAmI { mode } }', { Authorization: 'let-me-in' });
    await asked();
    fn.code = 'exports.handler = async () => ({ isAuthorized: false });';
    reconfigure(fn, {});
    expect(await asked()).toMatchObject({ status: 200 });
    expect(await ask('{ whoAmI { mode } }', { Authorization: 'let-me-read' })).toMatchObject({ status: 401 });
    fn.code = written;
    reconfigure(fn, {});
  });
});

describe('what they may have', () => {
  const all: [field: string, modes: string[]][] = [
    ['publicNotes', ['API_KEY']],
    ['auditTrail', ['AWS_IAM']],
    ['drafts', ['AMAZON_COGNITO_USER_POOLS']],
    ['editorial', ['AMAZON_COGNITO_USER_POOLS']],
    ['partnerNotes', ['OPENID_CONNECT']],
    ['guestNotes', ['AWS_LAMBDA']],
  ];

  it.each(all)('%s is for %j alone', async (field, modes) => {
    const body = bodyOf(`{ ${field} { __typename } }`);
    for (const mode of AUTH_MODES) {
      const answer = await post(body, await callers.provedIn(mode, sandbox, { url, body }));
      const expected = { status: 200, errors: [{ path: [field], ...refusedField(field, 'Query') }] };
      if (modes.includes(mode)) expect(answer.errors).toBeUndefined();
      else expect(answer).toMatchObject(expected);
    }
  });

  it('asks for a group where the directive names one, on fields below as well', async () => {
    const query = '{ editorial { id } notes(limit: 1) { id remarks } }';
    const alice = await ask(query, { Authorization: (await callers.poolTokens(sandbox, 'alice')).id });
    expect(alice.errors).toBeUndefined();
    expect(alice.data.notes[0].remarks).toMatch(/^Read by/);
    const bob = await ask('{ notes(limit: 1) { id remarks } }', {
      Authorization: (await callers.poolTokens(sandbox, 'bob')).id,
    });
    expect(bob).toMatchObject({
      data: { notes: [{ id: expect.any(String), remarks: null }] },
      errors: [
        {
          path: ['notes', 0, 'remarks'],
          data: null,
          errorInfo: null,
          locations: [{ line: 1, column: 24, sourceName: null }],
          ...refusedField('remarks', 'Note'),
        },
      ],
    });
  });

  it('lets a role have the fields that its policy names', async () => {
    const role = [...(callers.regionOf(sandbox)?.iam?.roles.values() ?? [])].find(
      ({ name }) => name === 'notes-member',
    );
    const [account] = sandbox.world.accounts;
    if (!role || !account) throw new Error('There is no such role.');
    const key = addTemporaryKey({ account, role, sessionName: 'test', seconds: 900, now: Date.now() });
    const credentials = { accessKeyId: key.id, secretAccessKey: key.secret, sessionToken: key.sessionToken };
    const body = bodyOf('{ notes(limit: 1) { id } note(id: "1") { id } }');
    const answer = await post(body, await callers.signedFields(url, body, { credentials }));
    expect(answer).toMatchObject({ data: { note: null }, errors: [refusedField('note', 'Query')] });
    expect(answer.data.notes).toHaveLength(1);
    role.policies.length = 0;
    expect(await post(body, await callers.signedFields(url, body, { credentials }))).toMatchObject({
      status: 401,
      errors: [{ errorType: 'UnauthorizedException', message: 'Permission denied' }],
    });
  });
});

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
});
