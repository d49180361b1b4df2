import { describe, expect, it } from 'vitest';
import { EXCHANGE_TYPE, SEND_LIMIT_BYTES } from '@/lib/wire/frames';
import { ACTION_LIMIT_BYTES, guard, type House, type Knock, sameSecret } from './guard';

const house: House = {
  hosts: new Set(['127.0.0.1:4600', 'localhost:4600', '[::1]:4600']),
  cookie: 'signalbox-4600',
  session: 'the-session-secret',
};
const own = 'http://127.0.0.1:4600';

type Headers = Record<string, string | string[] | undefined>;

const page: Headers = { Host: '127.0.0.1:4600', Cookie: 'theme=dark; signalbox-4600=the-session-secret' };
const post: Headers = { ...page, Origin: own, 'Sec-Fetch-Site': 'same-origin', 'Content-Length': '10' };
const send: Headers = { ...post, 'Content-Type': EXCHANGE_TYPE };
const action: Headers = { ...post, 'Next-Action': '7f00' };

function ask(method: string, url: string, headers: Headers, upgrade = false): number | string {
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((one) => [name, one]),
  );
  const verdict = guard({ method, url, rawHeaders, upgrade } satisfies Knock, house);
  if ('refuse' in verdict) return verdict.refuse.status;
  return 'launch' in verdict ? `launch ${verdict.launch} to ${verdict.location}` : 'pass';
}

const get = (headers: Headers, url = '/') => ask('GET', url, { ...page, ...headers });
const fifteenMegabytes = '15000000';

describe('guard', () => {
  it.each([
    ['a page', ask('GET', '/', page)],
    ['a page with a query', ask('GET', '/http/abc123?route=GET%20%2Fnotes%2F%7Bid%7D&region=eu-west-1', page)],
    ['by the name of localhost', get({ Host: 'localhost:4600' })],
    ['by IPv6', get({ Host: '[::1]:4600' })],
    ['an address that a person typed', get({ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' })],
    ['a script of a page', get({ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'no-cors' }, '/_next/static/a.js')],
    ['a HEAD', ask('HEAD', '/', page)],
    ['a server component', get({ RSC: '1', 'Next-Router-State-Tree': '%5B%5D', Origin: own })],
    ['an exchange', ask('POST', '/send', send)],
    [
      'an exchange of unsaid length',
      ask('POST', '/send', { ...send, 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }),
    ],
    ['an exchange at the limit', ask('POST', '/send', { ...send, 'Content-Length': String(SEND_LIMIT_BYTES) })],
    ['an action', ask('POST', '/http/abc123', action)],
    ['an upgrade', ask('GET', '/live', { ...post, 'Content-Length': undefined }, true)],
  ])('lets in %s', (_, verdict) => {
    expect(verdict).toBe('pass');
  });

  it.each([
    ['another host: DNS rebinding', get({ Host: 'rebind.test:4600' })],
    ['another port', get({ Host: '127.0.0.1:4601' })],
    ['no port', get({ Host: '127.0.0.1' })],
    ['capital letters', get({ Host: 'LOCALHOST:4600' })],
    ['a trailing dot', get({ Host: 'localhost.:4600' })],
    ['a user in it', get({ Host: 'evil@127.0.0.1:4600' })],
    ['another name of this machine', get({ Host: '127.0.0.2:4600' })],
    ['0.0.0.0', get({ Host: '0.0.0.0:4600' })],
    ['a number', get({ Host: '2130706433:4600' })],
    ['nothing', get({ Host: '' })],
    ['no Host at all', get({ Host: undefined })],
    [
      'rebinding with an Origin to match',
      ask('POST', '/send', { ...send, Host: 'rebind.test:4600', Origin: 'http://rebind.test:4600' }),
    ],
    ['rebinding of an upgrade', ask('GET', '/live', { ...page, Host: 'rebind.test:4600', Origin: own }, true)],
  ])('421 for a Host with %s', (_, verdict) => {
    expect(verdict).toBe(421);
  });

  const origins = [
    'null',
    '',
    'http://evil.test',
    `${own}/`,
    'https://127.0.0.1:4600',
    'http://127.0.0.1:3000',
    'http://localhost:4600',
    `${own}.evil.test`,
    `${own}, ${own}`,
  ];
  it.each(origins)('403 for the Origin "%s", of a page, an exchange, an action and an upgrade', (origin) => {
    expect(get({ Origin: origin })).toBe(403);
    expect(ask('POST', '/send', { ...send, Origin: origin })).toBe(403);
    expect(ask('POST', '/', { ...action, Origin: origin })).toBe(403);
    expect(ask('GET', '/live', { ...page, Origin: origin }, true)).toBe(403);
  });

  it.each([
    ['an exchange without Origin', ask('POST', '/send', { ...send, Origin: undefined })],
    ['an action without Origin', ask('POST', '/', { ...action, Origin: undefined })],
    ['an upgrade without Origin', ask('GET', '/live', page, true)],
    ['a preflight', ask('OPTIONS', '/send', { ...page, Origin: 'http://evil.test' })],
    ['another site', get({ 'Sec-Fetch-Site': 'cross-site' })],
    ['another port of the same site', get({ 'Sec-Fetch-Site': 'same-site' })],
    ['a frame or script that says none', get({ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'no-cors' })],
    ['an exchange that says none', ask('POST', '/send', { ...send, 'Sec-Fetch-Site': 'none' })],
    ['an upgrade that says none', ask('GET', '/live', { ...page, Origin: own, 'Sec-Fetch-Site': 'none' }, true)],
    ['a word that browsers do not say', get({ 'Sec-Fetch-Site': 'same-origin, none' })],
  ])('403 for %s', (_, verdict) => {
    expect(verdict).toBe(403);
  });

  it.each([
    ['no cookie', undefined],
    ['an empty session', 'signalbox-4600='],
    ['the wrong session', 'signalbox-4600=the-session-secreT'],
    ['a longer one', 'signalbox-4600=the-session-secret1'],
    ['a shorter one', 'signalbox-4600=the-session-secre'],
    ['that of another port', 'signalbox-4601=the-session-secret'],
    ['a longer name', 'xsignalbox-4600=the-session-secret'],
    ['bytes that are not ASCII', 'signalbox-4600=thé-session-secrét'],
  ])('401 everywhere with %s', (_, cookie) => {
    expect(get({ Cookie: cookie })).toBe(401);
    expect(get({ Cookie: cookie }, '/_next/static/a.js')).toBe(401);
    expect(get({ Cookie: cookie }, '/download/0123456789abcdef0123456789abcdef')).toBe(401);
    expect(ask('POST', '/send', { ...send, Cookie: cookie })).toBe(401);
    expect(ask('POST', '/', { ...action, Cookie: cookie, 'Content-Length': fifteenMegabytes })).toBe(401);
    expect(ask('GET', '/live', { ...page, Origin: own, Cookie: cookie }, true)).toBe(401);
  });

  it.each([
    'http://evil.test/',
    'http://127.0.0.1:4600/',
    'https://evil.test:443/x',
    '//evil.test/',
    '*',
    '',
    'evil.test:443',
    '/\\evil.test',
    '/a\\..\\b',
    '/..%5cwindows',
    '/http/%E0%A4%A',
    '/http/%',
    '/http/%zz',
    '/%ff',
    '/a/../b',
    '/a/..',
    '/%2e%2e/x',
    '/.%2E/x',
    '/./x',
    '/a%00b',
    '/a b',
    '/é',
    '/a\r\nX-Evil: 1',
    '/a\x7f',
    `/${'a'.repeat(20_000)}`,
  ])('400 for the target %j, also of an upgrade', (url) => {
    expect(ask('GET', url, page)).toBe(400);
    expect(ask('GET', url, { ...page, Origin: own }, true)).toBe(400);
  });

  it.each([
    'x-middleware-subrequest',
    'X-Middleware-Subrequest-Id',
    'x-middleware-prefetch',
    'x-middleware-set-cookie',
    'x-invoke-path',
    'x-matched-path',
    'x-nextjs-data',
    'x-nextjs-postponed',
    'next-resume',
    'x-forwarded-host',
    'X-Forwarded-For',
    'x-forwarded-proto',
    'Forwarded',
    'x-real-ip',
    'content-security-policy',
    'Content-Security-Policy-Report-Only',
    'x-nonce',
    'x-original-url',
    'x-rewrite-url',
    'x-http-method-override',
    'x-vercel-id',
    'x-prerender-revalidate',
  ])('400 for the header %s', (name) => {
    expect(get({ [name]: 'x' })).toBe(400);
    expect(ask('GET', '/live', { ...page, Origin: own, [name]: 'x' }, true)).toBe(400);
  });

  it.each([
    ['Host', ['127.0.0.1:4600', 'evil.test']],
    ['Host', ['127.0.0.1:4600', '127.0.0.1:4600']],
    ['Origin', [own, own]],
    ['Cookie', ['signalbox-4600=the-session-secret', 'signalbox-4600=x']],
    ['Sec-Fetch-Site', ['same-origin', 'cross-site']],
  ])('400 for a second %s', (name, values) => {
    expect(get({ [name]: values })).toBe(400);
  });

  it.each([
    ['the session twice in one cookie', get({ Cookie: 'signalbox-4600=x; signalbox-4600=the-session-secret' })],
    ['a length and chunks', ask('POST', '/send', { ...send, 'Transfer-Encoding': 'chunked' })],
    ['a length that is no number', ask('POST', '/send', { ...send, 'Content-Length': '1e3' })],
    ['a negative length', ask('POST', '/send', { ...send, 'Content-Length': '-1' })],
    ['two lengths', ask('POST', '/send', { ...send, 'Content-Length': ['10', '11'] })],
    ['a GET with a body', get({ 'Content-Length': '1' })],
    ['a GET with chunks', get({ 'Transfer-Encoding': 'chunked' })],
  ])('400 for %s', (_, verdict) => {
    expect(verdict).toBe(400);
  });

  it.each([
    ['405', 'a form posted to a page', ask('POST', '/', post)],
    ['405', 'PUT', ask('PUT', '/', action)],
    ['405', 'DELETE', ask('DELETE', '/http/abc', action)],
    ['405', 'TRACE', ask('TRACE', '/', action)],
    ['405', 'GET of the send door', ask('GET', '/send', page)],
    ['405', 'an upgrade by POST', ask('POST', '/live', post, true)],
    [
      '411',
      'an action of unsaid length',
      ask('POST', '/', { ...action, 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }),
    ],
    [
      '413',
      'an action over the limit',
      ask('POST', '/', { ...action, 'Content-Length': String(ACTION_LIMIT_BYTES + 1) }),
    ],
    ['413', 'an exchange over the limit', ask('POST', '/send', { ...send, 'Content-Length': fifteenMegabytes })],
    ['415', 'an exchange as a simple form', ask('POST', '/send', { ...send, 'Content-Type': 'text/plain' })],
    ['415', 'an exchange without a type', ask('POST', '/send', post)],
  ])('%s for %s', (status, _, verdict) => {
    expect(verdict).toBe(Number(status));
  });

  it.each([
    ['/?launch=abc', 'launch abc to /'],
    ['/http/x?region=eu-west-1&launch=abc&route=1', 'launch abc to /http/x?region=eu-west-1&route=1'],
    ['/?launch=abc&launch=def', 'launch abc to /'],
  ])('takes the code out of %s', (url, verdict) => {
    expect(get({ Cookie: undefined }, url)).toBe(verdict);
    expect(get({}, url)).toBe(verdict);
  });

  it('takes no code from a stranger, a HEAD or a POST', () => {
    expect(get({ Cookie: undefined, Host: 'evil.test' }, '/?launch=abc')).toBe(421);
    expect(get({ Cookie: undefined, 'Sec-Fetch-Site': 'cross-site' }, '/?launch=abc')).toBe(403);
    expect(ask('HEAD', '/?launch=abc', { ...page, Cookie: undefined })).toBe(401);
    expect(ask('POST', '/?launch=abc', { ...action, Cookie: undefined })).toBe(401);
  });
});

describe('sameSecret', () => {
  it('tells apart what differs in any place or length', () => {
    expect(sameSecret('secret', 'secret')).toBe(true);
    for (const other of ['', 'secre', 'secrets', 'Secret', 'secreT']) expect(sameSecret(other, 'secret')).toBe(false);
  });
});
