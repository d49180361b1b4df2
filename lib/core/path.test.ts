import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { climbsAboveBase, encodePath, encodeRfc3986, fillPath, parseRouteKey, pathParameters } from './path';

describe('parseRouteKey', () => {
  it.each([
    ['GET /notes/{id}', 'GET', '/notes/{id}'],
    ['ANY /{proxy+}', 'ANY', '/{proxy+}'],
    ['$default', 'ANY', '$default'],
    ['GET /', 'GET', '/'],
  ])('%s', (key, method, path) => {
    expect(parseRouteKey(key)).toEqual({ method, path });
  });
});

describe('pathParameters', () => {
  it('names each parameter once and knows the greedy one', () => {
    expect(pathParameters('/a/{b}/x{c}y/{b}/{rest+}')).toEqual([
      { name: 'b', greedy: false },
      { name: 'c', greedy: false },
      { name: 'rest', greedy: true },
    ]);
    expect(pathParameters('$default')).toEqual([]);
  });
});

describe('fillPath', () => {
  it.each([
    ['/notes/{id}', { id: 'a b' }, '/notes/a%20b'],
    ['/notes/{id}', { id: 'a/b?c#d' }, '/notes/a%2Fb%3Fc%23d'],
    ['/notes/{id}', { id: "!'()*~" }, '/notes/%21%27%28%29%2A~'],
    ['/notes/{id}', { id: '100%' }, '/notes/100%25'],
    ['/notes/{id}', { id: 'é😀\ud800' }, '/notes/%C3%A9%F0%9F%98%80%EF%BF%BD'],
    ['/files/{path+}', { path: 'a b/c/é' }, '/files/a%20b/c/%C3%A9'],
    ['/files/{path+}', { path: '/a/b' }, '/files/a/b'],
    ['/{a}-{b}/{a}', { a: '1', b: '2' }, '/1-2/1'],
    ['/$1/{a}', { a: '$&' }, '/$1/%24%26'],
  ])('%s', (path, values, filled) => {
    expect(fillPath(path, values as Record<string, string>)).toEqual({ path: filled, missing: [] });
  });

  it('reports what is missing, also where a name is one of Object itself', () => {
    expect(fillPath('/{constructor}/{id}', { id: '' })).toEqual({
      path: '/%7Bconstructor%7D/%7Bid%7D',
      missing: ['constructor', 'id'],
    });
  });

  it('keeps any value in its own segment', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        const { path } = fillPath('/a/{v}/z', { v: value });
        expect(path.split('/')).toHaveLength(4);
        expect(decodeURIComponent(path.split('/')[2]!)).toBe(value.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
    );
  });
});

describe('encodePath', () => {
  it.each([
    ['/a b', '/a%20b'],
    ['/a%20b/%zz', '/a%20b/%zz'],
    ['/é?#', '/%C3%A9%3F%23'],
    ['/"<>\\^`{|}', '/%22%3C%3E%5C%5E%60%7B%7C%7D'],
    ["/$&'()*+,;=:@!~", "/$&'()*+,;=:@!~"],
    ['/a\r\nHost: evil', '/a%0D%0AHost:%20evil'],
  ])('%j', (typed, wire) => {
    expect(encodePath(typed)).toBe(wire);
  });
});

describe('encodeRfc3986', () => {
  it('leaves only unreserved characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[\w.~%-]*$/.test(encodeRfc3986(text))));
  });
});

describe('climbsAboveBase', () => {
  it.each([
    ['/..', true],
    ['/a/../..', true],
    ['/%2e%2E/x', true],
    ['/.%2e/x', true],
    ['/./../x', true],
    ['/a/../b', false],
    ['/a/..', false],
    ['/...', false],
    ['//..', false],
    ['/a%2f..', false],
  ])('%s: %s', (path, climbs) => {
    expect(climbsAboveBase(path)).toBe(climbs);
  });
});
