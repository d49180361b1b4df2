import { describe, expect, it } from 'vitest';
import { changeFor } from './change';
import { foreseeCors } from './foresee';
import { type CorsConfiguration, gatewayPreflight, isGatewaysOwn } from './gateway';
import { judgeActual, judgePreflight } from './judge';
import { readOrigin } from './origin';
import { type CorsPlan, type PageRequest, planOf } from './plan';
import { preflightSeconds, readableHeaders } from './readable';
import { changeForRest, foreseeRest, optionsFor } from './rest';
import { corsSnippet } from './snippet';

// What a browser makes of requests and answers is proved in e2e/cors-oracle.spec.ts, by a browser.

const ORIGIN = 'https://app.example.com';
const PAGE: PageRequest = {
  origin: ORIGIN,
  target: 'https://api.example.com',
  method: 'PUT',
  headers: [['Authorization', 'Bearer x']],
  credentials: false,
  hasBody: false,
};
const NONE: CorsConfiguration = {
  allowCredentials: false,
  allowHeaders: [],
  allowMethods: [],
  allowOrigins: [],
  exposeHeaders: [],
  maxAge: null,
};

function planned(asked: Partial<PageRequest> = {}): CorsPlan {
  const plan = planOf({ ...PAGE, ...asked });
  if (plan.type !== 'simple' && plan.type !== 'preflight') throw new Error(`no CORS in it: ${plan.type}`);
  return plan;
}

describe('an origin', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    [' HTTPS://App.Example.com:443 ', 'https://app.example.com'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['null', 'null'],
    ['capacitor://localhost', 'capacitor://localhost'],
  ])('%s is %s', (typed, origin) => expect(readOrigin(typed)).toEqual({ origin }));

  it.each(['', '*', 'app.example.com', 'https://app.example.com/notes', 'https://a@b.example', 'https://'])(
    '%s is none',
    (typed) => expect(readOrigin(typed)).toHaveProperty('problem'),
  );
});

describe('the change that would allow a request', () => {
  it.each<[string, Partial<PageRequest>, Partial<CorsConfiguration> | null]>([
    ['where there is no configuration', {}, null],
    ['of an origin that is not listed', {}, { allowOrigins: ['https://other.example'], allowMethods: ['*'] }],
    ['with a method that is not listed', {}, { allowOrigins: ['*'], allowMethods: ['GET'] }],
    ['with authorization under *', {}, { allowOrigins: ['*'], allowMethods: ['PUT'], allowHeaders: ['*'] }],
    [
      'with credentials under *',
      { credentials: true },
      { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] },
    ],
    ['that needs no preflight', { method: 'GET', headers: [] }, { allowOrigins: [] }],
    ['of a page without an origin', { origin: 'null' }, { allowOrigins: ['https://*'] }],
  ])('%s allows it, and then there is no more to change', (_, asked, deployed) => {
    const plan = planned(asked);
    const change = changeFor(plan, deployed && { ...NONE, ...deployed });
    expect(change?.changes.length).toBeGreaterThan(0);
    expect(foreseeCors(plan, change?.cors ?? null, [])).toMatchObject({ type: 'judged', allowed: true });
    expect(changeFor(plan, change?.cors ?? null)).toBeNull();
  });

  it('keeps what is deployed', () => {
    const deployed = { ...NONE, allowOrigins: ['https://other.example'], exposeHeaders: ['etag'], maxAge: 60 };
    expect(changeFor(planned(), deployed)?.cors).toEqual({
      ...deployed,
      allowOrigins: ['https://other.example', ORIGIN],
      allowMethods: ['PUT'],
      allowHeaders: ['authorization'],
    });
  });

  it('can be pasted, whatever is in it', () => {
    const cors = { ...NONE, allowOrigins: [ORIGIN], allowMethods: ['*', 'PUT'], allowHeaders: ["x-'"], maxAge: 600 };
    expect(JSON.parse(corsSnippet(cors, 'value', 'abc'))).toEqual({
      AllowHeaders: ["x-'"],
      AllowMethods: ['*', 'PUT'],
      AllowOrigins: [ORIGIN],
      MaxAge: 600,
    });
    expect(corsSnippet(cors, 'cdk', 'abc')).toContain('allowMethods: [CorsHttpMethod.ANY, CorsHttpMethod.PUT]');
    expect(corsSnippet(cors, 'cdk', 'abc')).toContain('maxAge: Duration.seconds(600)');
    expect(corsSnippet(cors, 'sst', 'abc')).toContain('maxAge: "600 seconds"');
    expect(corsSnippet(cors, 'sam', 'abc')).toContain('  AllowOrigins:\n    - "https://app.example.com"');
    expect(corsSnippet(cors, 'cli', 'abc')).toContain(`x-'\\''`);
  });
});

describe('a verdict', () => {
  it('names the rule that decided and stops there', () => {
    const plan = planned({ method: 'DELETE' });
    if (plan.type !== 'preflight') throw new Error('DELETE is asked for');
    const cors = { ...NONE, allowOrigins: ['https://*'], allowMethods: ['GET'], allowHeaders: ['*'] };
    const { passed, decided, checks } = judgePreflight(plan, gatewayPreflight(cors, ORIGIN));
    expect(passed).toBe(false);
    expect(decided).toMatchObject({ rule: 'method', header: 'access-control-allow-methods' });
    expect(checks.map(({ rule }) => rule)).toEqual(['origin', 'status', 'method']);
  });

  it('lets * cover authorization in Chromium only', () => {
    const plan = planned();
    if (plan.type !== 'preflight') throw new Error('PUT is asked for');
    const answer = gatewayPreflight({ ...NONE, allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] }, ORIGIN);
    expect(judgePreflight(plan, answer)).toMatchObject({ passed: false, decided: { about: 'authorization' } });
    expect(judgePreflight(plan, answer, 'chromium').passed).toBe(true);
  });

  it.each([
    [`${ORIGIN}/`, 'slash'],
    ['http://app.example.com', 'scheme'],
    ['https://app.example.com:8443', 'port'],
    [ORIGIN.toUpperCase(), 'case'],
    [`${ORIGIN}, ${ORIGIN}`, 'more than one value'],
  ])('says what is wrong with %s', (value, word) => {
    const plan = planned({ method: 'GET', headers: [] });
    const { decided } = judgeActual(plan, { status: 200, headers: [['access-control-allow-origin', value]] });
    expect(decided.sentence).toContain(word);
  });

  it('is open where only the integration knows', () => {
    const route = { method: 'ANY', path: '/x', auth: 'none' };
    const plan = planned();
    expect(foreseeCors(plan, null, [route])).toMatchObject({
      type: 'open',
      sentence: expect.stringContaining('decides'),
    });
    expect(foreseeCors(plan, null, [{ ...route, auth: 'jwt' }])).toMatchObject({
      decided: { sentence: expect.stringContaining('never says') },
    });
    expect(foreseeCors(plan, null, [])).toMatchObject({
      allowed: false,
      decided: { sentence: expect.stringContaining('404') },
    });
  });
});

it('knows that a REST API answers preflights by a method of the resource, or not at all', () => {
  const plan = planned();
  const routes = [
    { method: 'PUT', path: '/a', auth: 'none' },
    { method: 'ANY', path: '/b', auth: 'jwt' },
    { method: 'OPTIONS', path: '/c', auth: 'none' },
    { method: 'ANY', path: '/c', auth: 'jwt' },
  ];
  const foreseen = (path: string) => foreseeRest(plan, optionsFor(routes, path));
  expect(foreseen('/a')).toMatchObject({
    allowed: false,
    decided: { sentence: expect.stringContaining('no OPTIONS') },
  });
  expect(foreseen('/b')).toMatchObject({
    allowed: false,
    decided: { sentence: expect.stringContaining('never says') },
  });
  expect(foreseen('/c')).toMatchObject({ type: 'open' });
  const { changes, snippets } = changeForRest(planned({ credentials: true }), '/a', 'preflight');
  expect(changes).toHaveLength(2);
  expect(snippets[0]?.text).toBe(
    [
      `Access-Control-Allow-Origin: ${ORIGIN}`,
      'Access-Control-Allow-Credentials: true',
      'Access-Control-Allow-Methods: PUT',
      'Access-Control-Allow-Headers: authorization',
    ].join('\n'),
  );
  expect(snippets.find(({ label }) => label === 'SAM')?.text).toContain(`AllowOrigin: "'${ORIGIN}'"`);
});

it('knows an answer of the gateway’s own', () => {
  expect(isGatewaysOwn(401, '{"message":"Unauthorized"}')).toBe(true);
  expect(isGatewaysOwn(403, '{"Message":"User is not authorized"}')).toBe(true);
  expect(isGatewaysOwn(200, '{"message":"Unauthorized"}')).toBe(false);
  expect(isGatewaysOwn(404, '{"message":"No such note","code":7}')).toBe(false);
  expect(isGatewaysOwn(500, 'message')).toBe(false);
});

it('tells which headers a page reads, and for how long a preflight counts', () => {
  const headers: [string, string][] = [
    ['Access-Control-Expose-Headers', '*'],
    ['Set-Cookie', 'a=1'],
    ['ETag', '"x"'],
    ['Content-Type', 'text/plain'],
  ];
  expect(readableHeaders(headers, false).hidden).toEqual(['set-cookie']);
  expect(readableHeaders(headers, true).seen).toEqual(['content-type']);
  expect(preflightSeconds([['Access-Control-Max-Age', ' 600 ']])).toBe(600);
  expect(preflightSeconds([])).toBe(5);
  expect(preflightSeconds([['access-control-max-age', '-1']])).toBe(5);
});
