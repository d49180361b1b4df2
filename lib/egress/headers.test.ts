import { describe, expect, it } from 'vitest';
import type { Pair } from '@/lib/core/outcome';
import { checkHeaders, wireHeaders } from './headers';

describe('checkHeaders', () => {
  it.each([
    ['a line break', 'X-A', 'a\r\nX-Evil: 1'],
    ['a line feed', 'X-A', 'a\nb'],
    ['a carriage return', 'X-A', 'a\rb'],
    ['NUL', 'X-A', 'a\0b'],
    ['DEL', 'X-A', 'a\x7f'],
    ['an escape', 'X-A', '\x1b[2J'],
    ['a character beyond latin-1', 'X-A', '東'],
    ['half a character', 'X-A', '\ud800'],
    ['no name', '', 'a'],
    ['a space in the name', 'X A', 'a'],
    ['a colon in the name', 'X:A', 'a'],
    ['a pseudo header', ':authority', 'a'],
    ['a line break in the name', 'X\r\nA', 'a'],
    ['a name that is not ASCII', 'É', 'a'],
    ...[
      'Host',
      'content-length',
      'Transfer-Encoding',
      'Connection',
      'Keep-Alive',
      'Proxy-Connection',
      'Upgrade',
      'Expect',
      'TE',
      'Trailer',
    ].map((name) => [`${name}, which is the connection’s`, name, 'a']),
  ])('refuses %s and names the row', (_, name, value) => {
    const rows: Pair[] = [
      ['X-Good', 'ok'],
      [name!, value!],
    ];
    expect(() => checkHeaders(rows, [])).toThrowError(
      expect.objectContaining({ code: 'invalid-input', detail: { field: 'headers.1' } }),
    );
  });

  it('refuses what the identity writes, in any case', () => {
    expect(() => checkHeaders([['AUTHORIZATION', 'x']], ['authorization'])).toThrowError(/chosen identity/);
    expect(() => checkHeaders([['Authorization', 'x']], [])).not.toThrow();
  });

  it('takes what a header may hold', () => {
    const rows: Pair[] = [
      ['X-Empty', ''],
      ['x-tab', 'a\tb'],
      ['X-Latin', 'é'],
      ["!#$%&'*+.^_`|~", ' '],
      ['__proto__', 'x'],
      ['a', 'x'.repeat(64_000)],
    ];
    expect(() => checkHeaders(rows, ['authorization'])).not.toThrow();
  });
});

describe('wireHeaders', () => {
  const request = { hostHeader: 'h', method: 'GET', bodyBytes: null, fresh: false };

  it('adds what a client says, unless it was written', () => {
    expect(wireHeaders([], request)).toEqual([
      ['Host', 'h'],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'gzip, deflate, br'],
      ['User-Agent', 'Signalbox'],
      ['Connection', 'keep-alive'],
    ]);
    const written: Pair[] = [
      ['accept', 'a'],
      ['ACCEPT-ENCODING', 'identity'],
      ['user-agent', 'me'],
      ['accept', 'b'],
    ];
    expect(wireHeaders(written, { ...request, fresh: true })).toEqual([
      ['Host', 'h'],
      ...written,
      ['Connection', 'close'],
    ]);
  });

  it.each([
    ['GET', null, null],
    ['GET', 3, '3'],
    ['DELETE', null, null],
    ['POST', null, '0'],
    ['PATCH', 0, '0'],
    ['PURGE', null, '0'],
  ])('%s with a body of %s bytes says a length of %s', (method, bodyBytes, length) => {
    const said = new Map(wireHeaders([], { ...request, method, bodyBytes })).get('Content-Length');
    expect(said ?? null).toBe(length);
  });
});
