import { describe, expect, it } from 'vitest';
import { isSecretHeader, MASK, redactHeader, redactLog, redactQuery, redactText, redactUrl } from './redact';

const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl';

describe('redactHeader', () => {
  it.each([
    ['Authorization', `Bearer ${jwt}`, `Bearer ${MASK}`],
    ['authorization', 'canary', MASK],
    [
      'Authorization',
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=canary0123',
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${MASK}`,
    ],
    ['Cookie', 'a=canary; b=canary==', `a=${MASK}; b=${MASK}`],
    ['Set-Cookie', 'sid=canary; Path=/; HttpOnly', `sid=${MASK}; Path=/; HttpOnly`],
    ['x-api-key', 'canary', MASK],
    ...['Access-Key', 'Shared-Key', 'Functions-Key', 'Csrf', 'XSRF-TOKEN', 'Pin', 'Otp', 'JWT', 'Auth'].map((name) => [
      `X-${name}`,
      'canary',
      MASK,
    ]),
    ['Ocp-Apim-Subscription-Key', 'canary', MASK],
    ['X-Amz-Security-Token', 'canary', MASK],
    ['X-My-Secret', 'canary', MASK],
    ['x-forwarded-jwt', jwt, MASK],
    ['Location', 'https://app/cb?code=canary&state=1', `https://app/cb?code=${MASK}&state=1`],
    ['Location', '/cb#access_token=canary&state=1', `/cb#access_token=${MASK}&state=1`],
    ['Referer', 'https://app/?session=canary', `https://app/?session=${MASK}`],
    ['x-note', `see ?X-Amz-Signature=canary&x=1`, `see ?X-Amz-Signature=${MASK}&x=1`],
  ])('%s: %s', (name, value, wanted) => {
    expect(redactHeader(name, value)).toBe(wanted);
  });

  it.each([
    'content-type',
    'etag',
    'x-amzn-requestid',
    'apigw-requestid',
    'content-security-policy',
    'author',
    'Idempotency-Key',
    'surrogate-key',
    'x-cache-key',
    'x-spin',
    'side',
  ])('leaves %s as it is', (name) => {
    expect(isSecretHeader(name)).toBe(false);
    expect(redactHeader(name, 'plain value')).toBe('plain value');
  });
});

describe('redactUrl', () => {
  it('masks secret parameters by name, encoded or not, and tokens by shape', () => {
    expect(redactUrl(`https://a/b?X-Amz-Signature=canary&x=1&access%5Ftoken=canary&t=${jwt}&flag`)).toBe(
      `https://a/b?X-Amz-Signature=${MASK}&x=1&access%5Ftoken=${MASK}&t=${MASK}&flag`,
    );
  });
});

describe('redactQuery', () => {
  it.each([
    'authorization',
    'Auth',
    'auth_token',
    'authToken',
    'session',
    'sessionid',
    'x-api-key',
    'X-Amz-Credential',
  ])('masks %s, which a handshake carries where it cannot carry a header', (name) => {
    expect(redactQuery([[name, 'canary']])).toEqual([[name, MASK]]);
    expect(redactUrl(`wss://a/prod?${name}=canary`)).toBe(`wss://a/prod?${name}=${MASK}`);
  });

  it.each(['author', 'authored', 'sessions', 'page_token', 'nextToken', 'cursor', 'header'])('leaves %s', (name) => {
    expect(redactQuery([[name, 'plain']])).toEqual([[name, 'plain']]);
  });

  it('masks what AppSync takes in place of headers', () => {
    const header = btoa(JSON.stringify({ host: 'a', 'x-api-key': 'canary' }));
    expect(redactUrl(`wss://a/graphql?header=${header}&payload=e30=`)).toBe(
      `wss://a/graphql?header=${MASK}&payload=e30=`,
    );
    expect(redactText(`see wss://a/graphql?header=${header}`)).toBe(`see wss://a/graphql?header=${MASK}`);
  });
});

describe('redactLog', () => {
  it('masks the maps of an execution log by their names, and leaves what else they hold', () => {
    const line = (headers: string) => `Wed Nov 25 13:41:07 UTC 2026 : Method request headers: {${headers}}`;
    expect(redactLog(line('X-Tenant=a, X-Session=canary, Cookie=a=canary; b=canary, Accept=text/html,*/*'))).toBe(
      line(`X-Tenant=a, X-Session=${MASK}, Cookie=${MASK}, Accept=text/html,*/*`),
    );
    expect(redactLog(line('X-Amz-Date=1, X-Amz-Security-Token=IQoJcanary/+= [TRUNCATED]'))).toBe(
      line(`X-Amz-Date=1, X-Amz-Security-Token=${MASK}`),
    );
    expect(redactLog('Method request query string: {auth=canary,canary, page=2}')).toBe(
      `Method request query string: {auth=${MASK}, page=2}`,
    );
  });
});

describe('redactText', () => {
  it('masks tokens wherever they begin, and no other names with dots', () => {
    expect(redactText(`v1.local.${jwt}, x-${jwt} https://www.example.com/eyJ.eyJ.a`)).toBe(
      `v1.local.${MASK}, x-${MASK} https://www.example.com/eyJ.eyJ.a`,
    );
  });

  it('masks fields of JSON that stands in a string of JSON', () => {
    const body = JSON.stringify({ body: JSON.stringify({ password: 'ca"n\\ary', n: '1' }) });
    expect(JSON.parse(JSON.parse(redactText(body)).body)).toEqual({ password: MASK, n: '1' });
  });

  it('masks arguments of an operation, also where it stands in JSON', () => {
    const operation = 'mutation { signIn(user: "ann", password: "open sesame", apiToken:"t0k") { id } }';
    const masked = `mutation { signIn(user: "ann", password: "${MASK}", apiToken:"${MASK}") { id } }`;
    expect(redactText(operation)).toBe(masked);
    expect(JSON.parse(redactText(JSON.stringify({ query: operation })))).toEqual({ query: masked });
  });

  it('masks fields that are named like a secret', () => {
    expect(redactText('{"user":"ann","db_password": "ca\\"nary","n":1}')).toBe(
      `{"user":"ann","db_password": "${MASK}","n":1}`,
    );
  });

  // Of an answer a megabyte is kept: where the work grows by its square, the page stands still for minutes.
  it.each([
    ['starts of tokens', 'eyJ'.repeat(40_000)],
    ['tokens of one part', 'eyJaaaaa-'.repeat(20_000)],
    ['quotes', '"'.repeat(100_000)],
    ['schemes', 'Bearer '.repeat(15_000)],
    ['a name without an end', `"${'token'.repeat(20_000)}`],
    ['a word without an end', 'token'.repeat(20_000)],
    ['a field without an end', `"token":"${'\\"'.repeat(50_000)}`],
    ['fields without a value', '"token" '.repeat(15_000)],
    ['arguments without a value', 'token : '.repeat(15_000)],
    ['spaces', `"token"${' '.repeat(100_000)}`],
    ['escapes', '\\'.repeat(100_000)],
    ['escaped fields without an end', '\\"token\\":\\"'.repeat(8_000)],
    ['maps without an end', '{token=,token='.repeat(8_000)],
  ])('takes no time for %s', (_, hostile) => {
    redactText(hostile);
    redactLog(hostile);
    redactUrl(`/?${hostile}`);
  });
});
