import { describe, expect, test } from 'vitest';
import { cases } from './fixtures/sigv4-cases.json';
import type { AccessKey } from './model';
import { type SignedRequest, verifySignature } from './sigv4';

interface Case {
  name: string;
  method: string;
  path: string;
  queryWire: string;
  headers: Record<string, string>;
  body: string;
  signature: string;
  signedHeaders: string;
  presigned?: string;
  token?: string;
  service?: string;
  host?: string;
}

const CLOCK = new Date('2026-01-02T03:04:05Z');
const DATE = '20260102T030405Z';
const key: AccessKey = {
  id: 'AKIDEXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  arn: 'arn:aws:iam::123456789012:user/reader',
  userId: 'AIDAREADER',
  deny: [],
};
const all = cases as unknown as Case[];

function signedCase(c: Case): SignedRequest {
  const host = c.host ?? 'abc123.execute-api.us-east-1.amazonaws.com';
  const scope = `20260102/us-east-1/${c.service ?? 'execute-api'}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.id}/${scope}, SignedHeaders=${c.signedHeaders}, Signature=${c.signature}`;
  return {
    method: c.method,
    url: c.queryWire ? `${c.path}?${c.queryWire}` : c.path,
    rawHeaders: [
      ...['Host', host, 'X-Amz-Date', DATE],
      ...Object.entries(c.headers).flat(),
      ...(c.token ? ['X-Amz-Security-Token', c.token] : []),
      ...['Authorization', authorization],
    ],
    body: Buffer.from(c.body),
  };
}

function check(request: SignedRequest, { token, now = CLOCK }: { token?: string; now?: Date } = {}) {
  return verifySignature(
    request,
    (id) => (id === key.id ? { ...key, ...(token && { sessionToken: token }) } : undefined),
    now,
  );
}

/** One byte of the request changed, at each place that a signature covers. */
function tampered(request: SignedRequest, c: Case): [string, SignedRequest][] {
  const [path = '', query = ''] = request.url.split('?');
  const withHeader = (name: string, change: (value: string) => string) =>
    request.rawHeaders.map((text, i) => (request.rawHeaders[i - 1]?.toLowerCase() === name ? change(text) : text));
  const signed = c.signedHeaders.split(';').filter((name) => name !== 'x-amz-date' && name !== 'x-amz-security-token');
  return [
    ['method', { ...request, method: `${request.method}S` }],
    ['path', { ...request, url: `${path}x${query && `?${query}`}` }],
    ['query added', { ...request, url: `${path}?${query && `${query}&`}x=1` }],
    ...(query ? [['query', { ...request, url: `${path}?${query}x` }] as [string, SignedRequest]] : []),
    ['body', { ...request, body: Buffer.concat([request.body, Buffer.from('x')]) }],
    ...signed.map((name): [string, SignedRequest] => [
      name,
      { ...request, rawHeaders: withHeader(name, (value) => `${value}x`) },
    ]),
    ['signature', { ...request, rawHeaders: withHeader('authorization', flipLast) }],
  ];
}

function flipLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}

describe('against signatures of botocore', () => {
  test('there are 59 of them', () => expect(all).toHaveLength(59));

  test.each(all)('$name', (c) => {
    const request = signedCase(c);
    expect(check(request, { token: c.token })).toEqual({
      ok: true,
      key: expect.objectContaining({ id: key.id }),
      scope: { date: '20260102', region: 'us-east-1', service: c.service ?? 'execute-api' },
    });
    for (const [what, changed] of tampered(request, c)) {
      expect([what, check(changed, { token: c.token })]).toEqual([
        what,
        expect.objectContaining({ ok: false, code: 'SignatureDoesNotMatch' }),
      ]);
    }
  });

  test.each(all.filter((c) => c.presigned))('presigned $name', (c) => {
    const url = /^https:\/\/([^/?]+)(.*)$/.exec(c.presigned ?? '');
    const presigned = {
      method: 'GET',
      url: url?.[2] ?? '',
      rawHeaders: ['host', url?.[1] ?? ''],
      body: Buffer.alloc(0),
    };
    expect(check(presigned, { token: c.token })).toMatchObject({ ok: true });
    for (const changed of [
      { ...presigned, url: presigned.url.replace('?', 'x?') },
      { ...presigned, url: `${presigned.url}&x=1` },
      { ...presigned, url: presigned.url.replace('Expires=300', 'Expires=301') },
      { ...presigned, rawHeaders: ['host', 'elsewhere.example'] },
      { ...presigned, body: Buffer.from('other') },
    ]) {
      expect(check(changed, { token: c.token })).toMatchObject({ ok: false, code: 'SignatureDoesNotMatch' });
    }
    const later = (seconds: number) => new Date(CLOCK.getTime() + seconds * 1000);
    expect(check(presigned, { token: c.token, now: later(300) })).toMatchObject({ ok: true });
    expect(check(presigned, { token: c.token, now: later(301) })).toMatchObject({
      code: 'RequestTimeTooSkewed',
      message: `Signature expired: ${DATE} is now earlier than 20260102T030406Z (20260102T030906Z - 300 sec.)`,
    });
  });
});

describe('refusals', () => {
  const good = signedCase(all.find((c) => c.name === 'query:simple') as Case);
  const withAuthorization = (value: string): SignedRequest => ({
    ...good,
    rawHeaders: [...good.rawHeaders.slice(0, -1), value],
  });
  const authorization = good.rawHeaders.at(-1) ?? '';

  test.each<[string, SignedRequest, string]>([
    ['nothing signed', { ...good, rawHeaders: good.rawHeaders.slice(0, -2) }, 'MissingAuthenticationToken'],
    ['a bearer token', withAuthorization('Bearer abc'), 'IncompleteSignature'],
    ['no signature', withAuthorization(authorization.replace(/, Signature.*/, '')), 'IncompleteSignature'],
    ['a short scope', withAuthorization(authorization.replace('/aws4_request', '')), 'IncompleteSignature'],
    ['no date', { ...good, rawHeaders: good.rawHeaders.filter((_, i) => i !== 2 && i !== 3) }, 'IncompleteSignature'],
    ['two signatures', { ...good, rawHeaders: [...good.rawHeaders, 'authorization', 'x'] }, 'IncompleteSignature'],
    ['an unknown key', withAuthorization(authorization.replace(key.id, 'AKIDOTHER')), 'InvalidClientTokenId'],
    [
      'a token nobody gave',
      { ...good, rawHeaders: ['x-amz-security-token', 't', ...good.rawHeaders] },
      'InvalidClientTokenId',
    ],
    ['host unsigned', withAuthorization(authorization.replace('host;', '')), 'SignatureDoesNotMatch'],
    ['another region', withAuthorization(authorization.replace('us-east-1', 'eu-west-1')), 'SignatureDoesNotMatch'],
    ['another day', withAuthorization(authorization.replace('20260102', '20260103')), 'SignatureDoesNotMatch'],
  ])('%s', (_, request, code) => {
    expect(check(request)).toMatchObject({ ok: false, code });
  });

  test.each([
    ['API Gateway', undefined, 5],
    ['AppSync', 'appsync', 15],
  ])('the clock may differ by so many minutes, not more: %s', (_, service, most) => {
    const request = signedCase(all.find((c) => c.service === service) as Case);
    const at = (minutes: number) => check(request, { now: new Date(CLOCK.getTime() + minutes * 60_000) });
    expect([at(most).ok, at(-most).ok]).toEqual([true, true]);
    const code = 'RequestTimeTooSkewed';
    expect(at(most + 0.1)).toMatchObject({
      code,
      message: expect.stringMatching(/Signature expired.* - \d+ min\.\)$/),
    });
    expect(at(-most - 0.1)).toMatchObject({ code, message: expect.stringContaining('not yet current') });
  });

  test('a session that has ended is told so only when the signature is right', () => {
    const ended = { ...key, expiresAt: '2026-01-02T03:00:00Z' };
    expect(verifySignature(good, () => ended, CLOCK)).toMatchObject({ code: 'ExpiredToken' });
    expect(verifySignature({ ...good, method: 'PUT' }, () => ended, CLOCK)).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  test('a bearer token is not repeated in the message', () => {
    const verdict = check(withAuthorization('Bearer very-secret'));
    expect(JSON.stringify(verdict)).not.toContain('very-secret');
  });
});
