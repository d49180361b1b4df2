import { describe, test, vi } from 'vitest';
import { type Identity, profiled } from '@/components/identity/identity';
import { changingProxy } from '@/lib/diagnosis/proxy-rig';
import { checkRow, get, type Row } from '@/lib/diagnosis/row-rig';
import { apiNamed, type Call, pasted, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { directoryOf } from '@/sandbox/cognito/directory';
import { UNSIGNED } from '@/sandbox/cognito/unsigned';
import { signed } from '@/sandbox/data/test-api';
import { findRole } from '@/sandbox/iam/roles';
import { addTemporaryKey } from '@/sandbox/iam/temporary-keys';
import { demoKey, otherKey } from '@/sandbox/keys';

const DEMO = demoKey('000000000000');
const HOUR_MS = 3_600_000;

withSandbox('refusing', (world) => {
  const found = findRole(world, 'arn:aws:iam::000000000000:role/refusing-reader');
  if (!found) throw new Error('The fixture has no role refusing-reader.');
  const session = (begun: number) => addTemporaryKey({ ...found, sessionName: 'me', seconds: 3_600, now: begun });
  const { id, secret, sessionToken } = session(Date.now());
  const half = session(Date.now());
  return {
    reader: { id, secret, sessionToken },
    halved: { id: half.id, secret: half.secret },
    ended: session(Date.now() - HOUR_MS - 60_000),
    mistyped: { id: DEMO.id, secret: 'another secret' },
    deleted: { id: 'AKIANOBODYKNOWSIT000', secret: DEMO.secret },
    stranger: otherKey('111122223333'),
  };
});

const at = (route: string, more: Partial<Call> = {}): Call => get(route, { api: 'refusing', stage: 's', ...more });
const gate = (value: string): Identity => ({
  kind: 'sources',
  id: 's',
  label: 'Typed',
  values: [{ in: 'header', name: 'X-Gate', value }],
});
const OWN = at('GET /signed', { identity: profiled(null) });
const GATED = at('GET /gated', { identity: gate('good') });

/** A signature of the demo's own key, made by hand and not as the console makes it. */
function byHand(how: { host?: string; region?: string; service?: string; minutesAgo?: number }): Call['headers'] {
  const host = how.host ?? rig.sandbox.origin.replace('http://', '');
  const path = `/_aws/execute-api/${apiNamed('refusing').id}/s/signed`;
  const time = new Date(Date.now() - (how.minutesAgo ?? 0) * 60_000);
  const { host: _, ...headers } = signed(path, host, { key: DEMO, time, ...how });
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

/** From now on the account is asked at another address. */
function through(origin: string): Partial<Call> {
  vi.stubEnv('AWS_ENDPOINT_URL', origin);
  return { fresh: true };
}

/** The tokens of somebody who signed in to a user pool of the sandbox, so many hours ago. */
async function signedIn(which: 'IdToken' | 'AccessToken', { pool = 'refusing-people', hoursAgo = 0 } = {}) {
  const regions = rig.sandbox.world.accounts.flatMap((account) => [...account.regions.values()]);
  const pools = regions.flatMap((region) => [...directoryOf(region).userPools.values()]);
  const [ClientId] = pools.find(({ name }) => name === pool)?.clients.keys() ?? [];
  const run = UNSIGNED['AWSCognitoIdentityProviderService.InitiateAuth'];
  const AuthParameters = { USERNAME: 'alice', PASSWORD: 'Wonder1and' };
  const input = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: ClientId ?? '', AuthParameters };
  const answer = await run?.({ world: rig.sandbox.world, input, now: Date.now() - hoursAgo * HOUR_MS });
  const { AuthenticationResult } = answer as { AuthenticationResult: Record<string, string> };
  return pasted(AuthenticationResult[which] ?? '');
}

const withToken =
  (route: string, ...how: Parameters<typeof signedIn>) =>
  async () =>
    at(route, { identity: await signedIn(...how) });

const BY_SIGNATURE: Row[] = [
  {
    what: 'a bearer token where a signature is asked for',
    status: 403,
    id: 'unsigned',
    certainty: 'certain',
    says: 'asks for a SigV4 signature and none was sent',
    call: at('GET /signed', { headers: [['Authorization', 'Bearer abc']] }),
    control: OWN,
  },
  {
    what: 'a secret that is not the key’s',
    status: 403,
    id: 'secret-wrong',
    certainty: 'certain',
    says: 'the secret key does not belong to the access key',
    call: at('GET /signed', { identity: profiled('mistyped') }),
    control: OWN,
  },
  {
    what: 'a key that there is not',
    status: 403,
    id: 'keys-refused',
    certainty: 'certain',
    says: 'does not know the access key',
    call: at('GET /signed', { identity: profiled('deleted') }),
    control: OWN,
  },
  {
    what: 'temporary keys without their token',
    status: 403,
    id: 'session-token-missing',
    certainty: 'certain',
    says: 'its session token was not sent',
    call: at('GET /stock', { identity: profiled('halved') }),
    control: at('GET /stock', { identity: profiled('reader') }),
  },
  {
    what: 'temporary keys that are over',
    status: 403,
    id: 'credentials-expired',
    certainty: 'certain',
    says: 'have expired',
    call: at('GET /stock', { identity: profiled('ended') }),
    control: at('GET /stock', { identity: profiled('reader') }),
  },
  {
    what: 'a signature for another Region',
    status: 403,
    id: 'signature-scope',
    certainty: 'certain',
    says: 'another service or Region',
    call: async () => at('GET /signed', { headers: byHand({ region: 'eu-west-1' }) }),
    control: async () => at('GET /signed', { headers: byHand({}) }),
  },
  {
    what: 'a signature for another service',
    status: 403,
    id: 'signature-scope',
    certainty: 'certain',
    says: 'another service or Region',
    call: async () => at('GET /signed', { headers: byHand({ service: 'lambda' }) }),
    control: async () => at('GET /signed', { headers: byHand({}) }),
  },
  {
    what: 'a signature for another host',
    status: 403,
    id: 'signature-by-hand',
    certainty: 'likely',
    says: 'is none of this key for this request',
    call: async () => at('GET /signed', { headers: byHand({ host: 'api.example.com' }) }),
    control: async () => at('GET /signed', { headers: byHand({}) }),
  },
  {
    what: 'a request that a proxy changes',
    status: 403,
    id: 'signature-changed',
    certainty: 'certain',
    says: 'AWS received another request than was signed: query via',
    shows: ['query via, received', 'proxy'],
    call: async () => ({ ...OWN, ...through(await changingProxy(rig.sandbox.origin)) }),
    control: async () => ({ ...OWN, ...through(rig.sandbox.origin) }),
  },
  {
    what: 'a signature that is old',
    status: 403,
    id: 'clock',
    certainty: 'certain',
    says: 'more than 5 minutes off',
    call: async () => at('GET /signed', { headers: byHand({ minutesAgo: 6 }) }),
    control: async () => at('GET /signed', { headers: byHand({ minutesAgo: 4 }) }),
  },
  {
    what: 'a role that may not',
    status: 403,
    id: 'iam-permission',
    certainty: 'certain',
    says: 'lacks execute-api:Invoke',
    call: at('GET /signed', { identity: profiled('reader') }),
    control: at('GET /stock', { identity: profiled('reader') }),
  },
  {
    what: 'a key of another account',
    status: 403,
    id: 'other-account',
    certainty: 'certain',
    says: 'belongs to the account 111122223333',
    shows: ['ARN', 'arn:aws:iam::111122223333:user/other'],
    call: at('GET /signed', { identity: profiled('stranger') }),
    control: OWN,
  },
];

const BY_TOKEN: Row[] = [
  {
    what: 'a token that has expired',
    status: 401,
    id: 'token-expiry',
    certainty: 'certain',
    says: 'The token has expired',
    call: withToken('GET /guarded', 'IdToken', { hoursAgo: 2 }),
    control: withToken('GET /guarded', 'IdToken'),
  },
  {
    what: 'a token of another user pool',
    status: 401,
    id: 'token-issuer',
    certainty: 'certain',
    says: 'was issued by https://cognito-idp',
    call: withToken('GET /guarded', 'IdToken', { pool: 'refusing-others' }),
    control: withToken('GET /guarded', 'IdToken'),
  },
  {
    what: 'an access token where no scopes are asked for',
    status: 401,
    id: 'token-use',
    certainty: 'certain',
    says: 'ID token',
    call: withToken('GET /guarded', 'AccessToken'),
    control: withToken('GET /guarded', 'IdToken'),
  },
  {
    what: 'an ID token where scopes are asked for',
    status: 401,
    id: 'token-use',
    certainty: 'certain',
    says: 'access token',
    call: withToken('GET /scoped', 'IdToken'),
    control: withToken('GET /scoped', 'AccessToken'),
  },
  {
    what: 'a scope that is missing',
    status: 401,
    id: 'token-scope',
    certainty: 'certain',
    says: 'needs scope orders/read',
    call: withToken('GET /narrow', 'AccessToken'),
    control: withToken('GET /scoped', 'AccessToken'),
  },
  {
    what: 'a value that the authorizer does not know',
    status: 401,
    id: 'authorizer-unauthorized',
    certainty: 'likely',
    says: 'the authorizer’s function does not know it',
    call: at('GET /gated', { identity: gate('unknown') }),
    control: GATED,
  },
  {
    what: 'a policy that names another method',
    status: 403,
    id: 'authorizer-denied',
    certainty: 'certain',
    says: 'does not name this method',
    call: at('GET /gated', { identity: gate('narrow') }),
    control: GATED,
  },
  {
    what: 'an authorizer that throws',
    status: 500,
    id: 'authorizer-failed',
    certainty: 'likely',
    says: 'failed or answered in a wrong shape',
    call: at('GET /gated', { identity: gate('broken') }),
    control: GATED,
  },
  {
    what: 'an authorizer that may not be called',
    status: 500,
    id: 'authorizer-permission',
    certainty: 'certain',
    says: 'may not invoke refusing-shut',
    call: at('GET /shut', { identity: gate('good') }),
    control: GATED,
  },
];

describe('each way in which a REST API does not take a signature', () => {
  test.each(BY_SIGNATURE)('$status for $what: $id', checkRow);
});

describe('each way in which a REST API does not take a caller', () => {
  test.each(BY_TOKEN)('$status for $what: $id', checkRow);
});
