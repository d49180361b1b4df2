import { describe, expect, test } from 'vitest';
import type { Pair } from '@/lib/core/outcome';
import { MASK } from '@/lib/core/redact';
import type { Failed } from './exchange';
import { Seeker } from './findings';
import { signatureCauses } from './signature-causes';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=AKIA/20261125/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=${MASK}`;
const SENT: Pair[] = [
  ['Host', 'api.example.com'],
  ['X-Amz-Date', '20261125T120000Z'],
  ['X-Amz-Security-Token', MASK],
  ['Authorization', AUTHORIZATION],
];

function failed(date = new Date(NOW).toUTCString()): Failed {
  const request = {
    method: 'GET',
    url: '',
    target: '/prod/a%20b?x=1&y=',
    headers: SENT,
    bodyBytes: 0,
    connectedTo: null,
  };
  const head = {
    status: 403,
    reason: '',
    httpVersion: '1.1',
    headers: [['date', date]] as Pair[],
    remote: null,
    tls: null,
  };
  const rest = { body: null, end: null, unreachable: null, foresight: null };
  const as = { label: 'dev', scheme: 'iam', profile: 'dev' };
  return { startedAt: NOW, method: 'GET', target: '/a%20b?x=1&y=', stage: 'prod', request, head, as, ...rest };
}

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What AWS prints, for a request as it arrived there. */
function mismatch({ path = '/prod/a%2520b', query = 'x=1&y=', host = 'api.example.com' } = {}): string {
  const names = 'host;x-amz-date;x-amz-security-token';
  const headers = [`host:${host}`, 'x-amz-date:20261125T120000Z', 'x-amz-security-token:secret'];
  const canonical = ['GET', path, query, ...headers, '', names, EMPTY].join('\n');
  return `The request signature we calculated does not match.\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'AWS4'\n`;
}

const causes = (type: string, message: string, of = failed()) =>
  signatureCauses(
    { failed: of, permission: 'execute-api:Invoke', resource: '…/GET/x', account: null, seeker: new Seeker() },
    type,
    message,
  );
const first = (type: string, message: string, of?: Failed) => causes(type, message, of)[0];

describe('a signature that AWS refuses', () => {
  test('is compared with what AWS received, part by part, and secrets are not', () => {
    expect(first('InvalidSignatureException', mismatch())).toMatchObject({ id: 'secret-wrong', certainty: 'certain' });
    const changed = first('InvalidSignatureException', mismatch({ host: 'proxy.example.com', query: 'x=2&y=' }));
    expect(changed).toMatchObject({ id: 'signature-changed', certainty: 'certain' });
    expect(changed?.evidence.map(({ what, text }) => [what, text])).toEqual([
      ['query x, signed', '1'],
      ['query x, received', '2'],
      ['header host, signed', 'api.example.com'],
      ['header host, received', 'proxy.example.com'],
    ]);
    expect(JSON.stringify(changed)).not.toContain('secret');
  });

  test('by a wrong clock is told by the clocks, and by AWS’s own words', () => {
    const behind = failed(new Date(NOW + 600_000).toUTCString());
    expect(first('InvalidSignatureException', mismatch(), behind)).toMatchObject({ id: 'clock', certainty: 'certain' });
    expect(first('InvalidSignatureException', 'Signature expired: 2026…')).toMatchObject({ id: 'clock' });
  });

  test.each([
    ['ExpiredTokenException', '', 'credentials-expired'],
    ['UnrecognizedClientException', '', 'keys-refused'],
    ['IncompleteSignatureException', '', 'signature-incomplete'],
    ['InvalidSignatureException', 'Credential should be scoped to a valid region.', 'signature-scope'],
    ['InvalidSignatureException', 'No words that are known', 'signature'],
    [
      'AccessDeniedException',
      'User: arn:a is not authorized to perform: execute-api:Invoke on resource: arn:b',
      'iam-permission',
    ],
  ])('%s %s: %s', (type, message, id) => expect(first(type, message)?.id).toBe(id));
});
