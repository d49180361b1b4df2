import { describe, expect, test } from 'vitest';
import { type HttpRoute, HttpSendInput } from '@/lib/apis/http/contract';
import { MASK } from '@/lib/core/redact';
import { type Draft, keyFor } from './draft';
import { draftProblems, fieldOf } from './draft-problems';
import { draftReducer } from './draft-reducer';
import { draftBody, draftInput, draftTarget } from './draft-request';
import { parseDraft } from './draft-schema';
import { redactDraft, withoutCredentials } from './draft-store';
import { newDraft } from './new-draft';

function route(key: string): HttpRoute {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ');
  return {
    id: 'r',
    key,
    method,
    path,
    auth: 'none',
    authorizerId: null,
    scopes: [],
    integrationId: null,
    operationName: null,
  };
}

const api = { kind: 'http', id: 'a1', account: { region: 'us-east-1' } };
const row = (id: number, name: string, value: string, on = true) => ({ id, on, name, value });
const draftOf = (key: string, values: Partial<Draft> = {}): Draft => ({ ...newDraft(route(key)), ...values });
const fields = (draft: Draft, key: string) => draftProblems(draft, route(key)).map((problem) => problem.field);

const at = { api, stage: 'prod', file: null, keyId: null, auth: { scheme: 'iam', profile: 'dev' } as const };

describe('a new draft', () => {
  test('has a free method and path where the route leaves them open', () => {
    expect(newDraft(route('$default'))).toMatchObject({ method: 'GET', path: '/' });
    expect(newDraft(route('ANY /x/{id}'))).toMatchObject({ method: 'GET', path: null, parameters: { id: '' } });
    expect(newDraft(route('PUT /x'))).toMatchObject({ method: 'PUT', path: null });
  });
});

describe('what a REST API says of its requests', () => {
  const asked = (request: Partial<NonNullable<HttpRoute['request']>>, key = 'POST /orders'): HttpRoute => ({
    ...route(key),
    request: {
      ...{ parameters: [], bodies: [], validates: { parameters: true, body: true }, apiKeyRequired: false },
      ...{ limitMs: 29_000, ...request },
    },
  });
  const models = [
    {
      name: 'Order',
      contentType: 'application/json',
      description: null,
      schema: '{"properties":{"n":{"type":"integer","minimum":2}}}',
    },
  ];

  test('is there before anybody types: required rows on, optional ones off, a body of its model, time to stream', () => {
    const draft = newDraft(
      asked({
        parameters: [
          { in: 'query', name: 'genre', required: true },
          { in: 'query', name: 'limit', required: false },
          { in: 'header', name: 'X-Shop', required: true },
          { in: 'path', name: 'id', required: true },
        ],
        bodies: [{ contentType: 'application/vnd.shop+json', model: 'Order' }],
        limitMs: 900_000,
      }),
      models,
    );
    expect(draft).toMatchObject({
      query: [row(1, 'genre', ''), row(2, 'limit', '', false)],
      headers: [row(2, 'content-type', 'application/vnd.shop+json'), row(1, 'X-Shop', '')],
      bodyMode: 'json',
      timeoutMs: 901_000,
    });
    expect(JSON.parse(draft.json)).toEqual({ n: 2 });
  });

  test('a key of a usage plan of the stage goes along unless another one is chosen, or none', () => {
    const keys = [
      { id: 'k1', name: 'a', stages: ['beta'] },
      { id: 'k2', name: 'b', stages: ['live'] },
    ];
    const keyed = asked({ apiKeyRequired: true });
    expect(keyFor(newDraft(keyed), keyed, keys, 'live')).toBe('k2');
    expect(keyFor(newDraft(keyed), keyed, keys, 'other')).toBeNull();
    expect(keyFor({ ...newDraft(keyed), keyId: 'k1' }, keyed, keys, 'live')).toBe('k1');
    expect(keyFor({ ...newDraft(keyed), keyId: '-' }, keyed, keys, 'live')).toBeNull();
    expect(keyFor(newDraft(keyed), asked({}), keys, 'live'), 'nor where none is asked for').toBeNull();
  });

  test('a test names the method and proves nobody', () => {
    const input = draftInput({ ...newDraft(asked({})), test: true }, { ...at, route: asked({}) });
    expect(input).toMatchObject({ test: 'r', stage: 'prod' });
    expect(Object.keys(input)).not.toEqual(expect.arrayContaining(['auth']));
  });
});

describe('changing a draft', () => {
  test('typing in the row that is not there yet adds it; rows move and keep their ids', () => {
    let draft = draftOf('GET /x');
    draft = draftReducer(draft, { type: 'row', list: 'query', id: 1, values: { name: 'a' } });
    draft = draftReducer(draft, { type: 'row', list: 'query', id: 2, values: { value: 'b' } });
    draft = draftReducer(draft, { type: 'row', list: 'query', id: 1, values: { on: false } });
    expect(draft.query).toEqual([row(1, 'a', '', false), row(2, '', 'b')]);
    draft = draftReducer(draft, { type: 'move', list: 'query', id: 2, by: -1 });
    expect(draft.query.map(({ id }) => id)).toEqual([2, 1]);
    expect(draftReducer(draft, { type: 'move', list: 'query', id: 2, by: -1 })).toEqual(draft);
    expect(draftReducer(draft, { type: 'remove', list: 'query', id: 2 }).query).toEqual([row(1, 'a', '', false)]);
  });

  test('a pasted address becomes a path under the base and rows', () => {
    const draft = draftReducer(draftOf('$default', { query: [row(4, 'q', '1')] }), {
      type: 'address',
      text: 'https://api.test/prod/notes/1?x=a%20b&x=2#top',
      base: 'https://api.test/prod',
    });
    expect(draft.path).toBe('/notes/1');
    expect(draft.query).toEqual([row(4, 'q', '1'), row(5, 'x', 'a b'), row(6, 'x', '2')]);
  });
});

describe('what must be mended before sending', () => {
  test.each<[string, string, Partial<Draft>, string[]]>([
    ['a missing parameter', 'GET /a/{id}/{rest+}', { parameters: { id: '1', rest: '' } }, ['parameter-rest']],
    ['a parameter that is a dot segment', 'GET /a/{id}', { parameters: { id: '..' } }, ['parameter-id']],
    ['a header value with a line break', 'GET /a', { headers: [row(3, 'x', 'a\r\nb: c')] }, ['headers-3']],
    ['a header name with a space', 'GET /a', { headers: [row(1, 'x y', '1')] }, ['headers-1']],
    ['a header value beyond Latin-1', 'GET /a', { headers: [row(1, 'x', '€')] }, ['headers-1']],
    ['a bad header that is switched off', 'GET /a', { headers: [row(1, 'x y', '1', false)] }, []],
    ['a value without a name', 'GET /a', { query: [row(2, '', 'v')] }, ['query-2']],
    ['a path with a broken escape', '$default', { path: '/a%zz' }, ['path']],
    ['a path that climbs', '$default', { path: '/a/%2e%2e/../b' }, ['path']],
    ['a path with a query', '$default', { path: '/a?b' }, ['path']],
    ['a path with a space', '$default', { path: '/a b' }, []],
    ['a time limit of nothing', 'GET /a', { timeoutMs: Number.NaN }, ['timeout']],
    ['a base that is no address', 'GET /a', { base: 'ftp://x' }, ['base']],
    ['a masked value', 'GET /a', { headers: [row(1, 'x-api-key', MASK)] }, ['headers-1']],
    ['a masked body', 'POST /a', { bodyMode: 'json', json: `{"password":"${MASK}"}` }, ['body']],
    ['nothing', 'GET /a', { query: [row(1, 'a', 'b')] }, []],
  ])('%s', (_, key, values, expected) => {
    expect(fields(draftOf(key, values), key)).toEqual(expected);
  });

  test('a field that the server names is the row that was sent, not the row of that number', () => {
    const draft = draftOf('GET /a', { headers: [row(1, 'off', '', false), row(2, 'a', ''), row(7, 'b', '')] });
    expect(fieldOf('headers.1', draft)).toEqual({ field: 'headers-7', tab: 'headers' });
    expect(fieldOf('nothing.of.ours', draft)).toBeNull();
    expect(fieldOf('auth.values.1.value', draft)).toEqual({ field: 'source-1', tab: 'auth' });
    expect(fieldOf('auth.token', draft)).toEqual({ field: 'identity', tab: 'line' });
  });
});

describe('what is sent', () => {
  test('is what the contract takes, encoded once, without what is switched off', () => {
    const draft = draftOf('PUT /a/{id}/{rest+}', {
      parameters: { id: 'x/y z', rest: 'p/q r' },
      query: [row(1, 'q', 'a b'), row(2, 'off', '1', false), row(3, 'q', '2')],
      headers: [row(1, 'X-One', '1')],
      bodyMode: 'json',
      json: '{"a":1e400',
    });
    const input = draftInput(draft, { ...at, route: route('PUT /a/{id}/{rest+}') });
    expect(HttpSendInput.parse(input)).toMatchObject({
      method: 'PUT',
      path: '/a/x%2Fy%20z/p/q%20r',
      query: [
        ['q', 'a b'],
        ['q', '2'],
      ],
      headers: [
        ['X-One', '1'],
        ['content-type', 'application/json'],
      ],
      auth: { scheme: 'iam', profile: 'dev' },
    });
    expect(draftTarget(draft, route('PUT /a/{id}/{rest+}'))).toBe('/a/x%2Fy%20z/p/q%20r?q=a%20b&q=2');
    expect(new TextDecoder().decode(draftBody(draft, null) as Uint8Array)).toBe('{"a":1e400');
  });

  test('keeps a content type that a row gives', () => {
    const draft = draftOf('POST /a', { bodyMode: 'text', text: 'x', headers: [row(1, 'Content-Type', 'text/csv')] });
    expect(draftInput(draft, { ...at, route: route('POST /a') }).headers).toEqual([['Content-Type', 'text/csv']]);
  });

  test('a form is encoded as forms are', () => {
    const draft = draftOf('POST /a', { bodyMode: 'form', form: [row(1, 'a b', 'c&d'), row(2, 'a b', 'é')] });
    expect(new TextDecoder().decode(draftBody(draft, null) as Uint8Array)).toBe('a+b=c%26d&a+b=%C3%A9');
  });
});

describe('what is kept', () => {
  const secret = draftOf('POST /a', {
    headers: [row(1, 'x-api-key', 'the-key'), row(2, 'accept', 'text/plain')],
    query: [row(1, 'access_token', 'the-query-token')],
    bodyMode: 'json',
    json: '{"password":"the-password","note":"hello"}',
  });

  test('for the tab: everything but what authenticates', () => {
    const kept = JSON.stringify(withoutCredentials(secret));
    expect(kept).not.toMatch(/the-key/);
    expect(kept).toContain('the-password');
  });

  test('for the browser: nothing that has the shape of a secret, and all the rest', () => {
    const kept = JSON.stringify(redactDraft(secret));
    expect(kept).not.toMatch(/the-key|the-query-token|the-password/);
    expect(kept).toContain('hello');
    expect(kept).toContain('text/plain');
  });

  test('of an older version: without the identity and the token that were once part of it', () => {
    const old = { ...draftOf('GET /a'), scheme: 'bearer', signer: 'dev', token: 'the-token' };
    expect(parseDraft(old)).toEqual(draftOf('GET /a'));
  });

  test('comes back as it was, and nonsense does not', () => {
    const draft = draftOf('POST /a', { query: [row(1, 'a', 'b')], bodyMode: 'text', text: 'x' });
    expect(parseDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    for (const nonsense of [null, 1, [], {}, { method: 'GET', bodyMode: 'x' }]) {
      expect(parseDraft(nonsense)).toBeNull();
    }
  });
});
