import { describe, test } from 'vitest';
import { type Identity, profiled } from '@/components/identity/identity';
import { as, checkRow, get, type Row } from '@/lib/diagnosis/row-rig';
import { type Call, pasted, rig, tokenOf, withSandbox } from '@/lib/diagnosis/sandbox-rig';

withSandbox('failing', (world) => {
  const found = findRole(world, 'arn:aws:iam::000000000000:role/failing-reader');
  if (!found) throw new Error('The fixture has no role failing-reader.');
  const session = (begun: number) => addTemporaryKey({ ...found, sessionName: 'me', seconds: 3_600, now: begun });
  const key = demoKey('000000000000');
  return {
    reader: session(Date.now()),
    ended: session(Date.now() - 3_660_000),
    mistyped: { ...key, secret: 'another secret' },
    stranger: otherKey('111122223333'),
  };
});

import { findRole } from '@/sandbox/iam/roles';
import { addTemporaryKey } from '@/sandbox/iam/temporary-keys';
import { demoKey, otherKey } from '@/sandbox/keys';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object, header: object = { alg: 'RS256', kid: 'k' }) =>
  pasted(
    `${part(header)}.${part({ iss: `${rig.sandbox.origin}/_issuer`, aud: 'notes', iat: 1, exp: 9_999_999_999, ...claims })}.c2ln`,
  );
const key = (value: string): Identity => ({
  kind: 'sources',
  id: 's',
  label: 'Key',
  values: [{ in: 'header', name: 'x-key', value }],
});
const OWN = profiled(null);
const PREFLIGHT: Call['headers'] = [
  ['Origin', 'https://evil.example.com'],
  ['Access-Control-Request-Method', 'PUT'],
];
const from = (origin: string, method: string, names = ''): Call['headers'] => [
  ['Origin', origin],
  ['Access-Control-Request-Method', method],
  ...(names === '' ? [] : [['Access-Control-Request-Headers', names] as [string, string]]),
];
const APP = 'https://app.example.com';

const ROWS: Row[] = [
  // 401: JWT authorizers.
  {
    what: 'no token',
    status: 401,
    id: 'token-missing',
    certainty: 'certain',
    says: 'No token was sent',
    call: get('GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'another kind of identity',
    status: 401,
    id: 'token-missing',
    certainty: 'certain',
    says: 'brings none that it takes',
    call: get('GET /token', { identity: OWN }),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'a wrong audience',
    status: 401,
    id: 'token-audience',
    certainty: 'certain',
    says: 'is for notes; this token is for others (aud)',
    call: as(() => tokenOf({ aud: 'others' }), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'an expired token',
    status: 401,
    id: 'token-expiry',
    certainty: 'certain',
    says: /expired \d+ (minute|hour)s? ago/,
    call: as(() => tokenOf({ expires_in: '-3660' }), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'an opaque token',
    status: 401,
    id: 'token-format',
    certainty: 'certain',
    says: 'no JWT',
    call: as(() => pasted('opaque-token'), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'another issuer',
    status: 401,
    id: 'token-issuer',
    certainty: 'certain',
    says: 'was issued by https://elsewhere',
    call: as(() => jwt({ iss: 'https://elsewhere' }), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'an unsigned token',
    status: 401,
    id: 'token-algorithm',
    certainty: 'certain',
    says: 'not signed',
    call: as(() => jwt({}, { alg: 'none', kid: 'k' }), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'a key that the issuer has not',
    status: 401,
    id: 'token-key',
    certainty: 'certain',
    says: 'does not publish the key',
    call: as(() => jwt({}), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'a text that was changed',
    status: 401,
    id: 'token-signature',
    certainty: 'certain',
    says: 'signature of the token is not good',
    call: as(async () => changed(await tokenOf()), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  {
    what: 'a token that is good later',
    status: 401,
    id: 'token-start',
    certainty: 'certain',
    says: 'not good for another',
    call: as(() => jwt({ nbf: Math.floor(Date.now() / 1000) + 3600 }), 'GET /token'),
    control: as(() => tokenOf(), 'GET /token'),
  },
  // 401: Lambda authorizers.
  {
    what: 'a missing identity source',
    status: 401,
    id: 'source-missing',
    certainty: 'certain',
    says: 'asks for the header x-key',
    call: get('GET /keyed'),
    control: get('GET /keyed', { identity: key('good') }),
  },
  {
    what: 'a value that the authorizer does not know',
    status: 401,
    id: 'authorizer-unauthorized',
    certainty: 'likely',
    says: 'does not know it',
    call: get('GET /keyed', { identity: key('unknown') }),
    control: get('GET /keyed', { identity: key('good') }),
  },
  {
    what: 'a stage variable that is missing',
    status: 401,
    id: 'stage-variable-missing',
    certainty: 'certain',
    says: 'reads the stage variable missing',
    call: get('GET /staged', { identity: key('good') }),
    control: get('GET /keyed', { identity: key('good') }),
  },
  // 403.
  {
    what: 'a scope that is missing',
    status: 403,
    id: 'token-scope',
    certainty: 'certain',
    says: 'needs scope notes/write; this token has notes/read',
    call: as(() => tokenOf({ scope: 'notes/read' }), 'GET /scoped'),
    control: as(() => tokenOf({ scope: 'notes/write' }), 'GET /scoped'),
  },
  {
    what: 'an authorizer that denies',
    status: 403,
    id: 'authorizer-denied',
    certainty: 'certain',
    says: 'denies this request',
    call: get('GET /keyed', { identity: key('bad') }),
    control: get('GET /keyed', { identity: key('good') }),
  },
  {
    what: 'no signature',
    status: 403,
    id: 'unsigned',
    certainty: 'certain',
    says: 'asks for a SigV4 signature',
    call: get('GET /signed'),
    control: get('GET /signed', { identity: OWN }),
  },
  ...(
    [
      ['a role that may not', 'iam-permission', 'likely', 'lacks the permission execute-api:Invoke', 'reader'],
      ['temporary keys that are over', 'keys-refused', 'certain', 'does not accept the keys', 'ended'],
      ['a secret that is not the key’s', 'keys-refused', 'certain', 'does not accept the keys', 'mistyped'],
      ['a key of another account', 'other-account', 'certain', 'belongs to the account 111122223333', 'stranger'],
    ] as const
  ).map(
    ([what, id, certainty, says, profile]): Row => ({
      ...{ what, status: 403, id, certainty, says },
      call: get('GET /signed', { identity: profiled(profile) }),
      control: get('GET /signed', { identity: OWN }),
    }),
  ),
  {
    what: 'a signature by hand',
    status: 403,
    id: 'signature-by-hand',
    certainty: 'likely',
    says: 'written by hand',
    call: get('GET /signed', {
      headers: [
        [
          'Authorization',
          'AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=ab',
        ],
      ],
    }),
    control: get('GET /signed', { identity: OWN }),
  },
  // 500 of the authorizer.
  {
    what: 'an authorizer that answers nonsense',
    status: 500,
    id: 'authorizer-failed',
    certainty: 'likely',
    says: 'failed or answered in a wrong shape',
    shows: ['Access log', 'The integration was not called.'],
    call: get('GET /keyed', { identity: key('broken') }),
    control: get('GET /keyed', { identity: key('good') }),
  },
  // CORS by hand.
  {
    what: 'a preflight from an origin that is not let in',
    status: 204,
    id: 'preflight-origin',
    certainty: 'certain',
    says: 'does not let https://evil.example.com in',
    call: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: PREFLIGHT }),
    control: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: from(APP, 'PUT') }),
    controlStatus: 204,
  },
  {
    what: 'a preflight for a method',
    status: 204,
    id: 'preflight-method',
    certainty: 'certain',
    says: 'the method DELETE',
    call: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: from(APP, 'DELETE') }),
    control: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: from(APP, 'PUT') }),
    controlStatus: 204,
  },
  {
    what: 'a preflight for a header',
    status: 204,
    id: 'preflight-header',
    certainty: 'certain',
    says: 'the header x-new',
    call: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: from(APP, 'PUT', 'x-new') }),
    control: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: from(APP, 'PUT', 'x-known') }),
    controlStatus: 204,
  },
  {
    what: 'a preflight without a configuration',
    status: 404,
    id: 'preflight-not-configured',
    certainty: 'certain',
    says: 'no CORS configuration',
    call: get('PUT /notes/{id}', { method: 'OPTIONS', path: '/notes/1', headers: PREFLIGHT }),
    control: get('PUT /notes', { api: 'failing-open', method: 'OPTIONS', headers: from(APP, 'PUT') }),
    controlStatus: 204,
  },
  {
    what: 'a preflight that an authorizer gets',
    status: 401,
    id: 'preflight-authorized',
    certainty: 'certain',
    says: 'browsers send no identity',
    call: get('ANY /guarded', { method: 'OPTIONS', headers: PREFLIGHT }),
    control: as(() => tokenOf(), 'ANY /guarded'),
  },
];

/** The claims of another person under the signature of this one. */
function changed(identity: Identity): Identity {
  const [head = '', body = '', signature = ''] = identity.kind === 'pasted' ? identity.token.split('.') : [];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  return pasted(`${head}.${part({ ...claims, sub: 'somebody else' })}.${signature}`);
}

describe('each way in which an HTTP API refuses a call', () => {
  test.each(ROWS)('$status for $what: $id', checkRow);
});
