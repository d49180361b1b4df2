import { describe, expect, it } from 'vitest';
import { isSecretHeader, MASK, redactHeader, redactText, redactUrl } from './redact';

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

describe('redactText', () => {
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

  it('stays linear on hostile text', () => {
    const hostile = `${'eyJ'.repeat(50_000)}${'"'.repeat(50_000)}${'Bearer '.repeat(50_000)}`;
    expect(redactText(hostile)).toContain('eyJ');
  });
});
