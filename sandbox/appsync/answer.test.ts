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
const { bodyOf } = callers;
const post = (body: string, headers: Fields) => callers.postTo(url, body, headers);

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
