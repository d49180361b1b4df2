import { generateKeyPair, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { type JWK, jwtVerify, SignJWT } from 'jose';
import { issuerOf } from './directory';
import type { Grant, User, UserPool, UserPoolClient } from './model';

interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** AWS signs access and ID tokens with a key each; both stand in the pool's key set. */
interface PoolKeys {
  id: SigningKey;
  access: SigningKey;
}

const keys = new WeakMap<UserPool, Promise<PoolKeys>>();
const makeKeyPair = promisify(generateKeyPair);

/** Made when they are first needed: a pool that nobody uses costs nothing. */
export function keysOf(pool: UserPool): Promise<PoolKeys> {
  const known = keys.get(pool);
  if (known) return known;
  const made = Promise.all([newKey(), newKey()]).then(([id, access]) => ({ id, access }));
  keys.set(pool, made);
  return made;
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await makeKeyPair('rsa', { modulusLength: 2048 });
  return { kid: randomBytes(32).toString('base64'), privateKey, publicKey };
}

export async function keySetOf(pool: UserPool): Promise<{ keys: JWK[] }> {
  const { id, access } = await keysOf(pool);
  const shown = ({ kid, publicKey }: SigningKey): JWK => ({
    ...publicKey.export({ format: 'jwk' }),
    alg: 'RS256',
    kid,
    use: 'sig',
  });
  return { keys: [shown(id), shown(access)] };
}

export interface Issue {
  pool: UserPool;
  client: UserPoolClient;
  user: User;
  grant: Grant;
  /** Milliseconds since 1970. */
  now: number;
}

/** The access token and, where the grant has it, the ID token of one sign-in. */
export async function issueTokens(issue: Issue): Promise<{ AccessToken: string; IdToken?: string; ExpiresIn: number }> {
  const { pool, client, user, grant, now } = issue;
  const own = await keysOf(pool);
  const seconds = lifetimes(client);
  const shared = {
    sub: user.sub,
    ...groupsClaim(pool, user),
    iss: issuerOf(pool),
    origin_jti: grant.originJti,
    event_id: randomUUID(),
    auth_time: Math.floor(grant.authTime / 1000),
  };
  const access = {
    ...shared,
    client_id: client.id,
    token_use: 'access',
    scope: grant.scopes.join(' '),
    username: user.username,
  };
  const sign = (claims: Record<string, unknown>, { key, lifetime }: { key: SigningKey; lifetime: number }) =>
    signed(claims, { key, lifetime, now });
  // Sign-in through the API gives an ID token without any OpenID scope; managed login only with `openid`.
  const wantsId = grant.scopes.includes('openid') || grant.scopes.join() === ADMIN_SCOPE;
  return {
    AccessToken: await sign(access, { key: own.access, lifetime: seconds.access }),
    ...(wantsId
      ? { IdToken: await sign({ ...shared, ...idClaims(issue) }, { key: own.id, lifetime: seconds.id }) }
      : {}),
    ExpiresIn: seconds.access,
  };
}

/** The scope of a token that the sign-in API gives out. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** A machine's token: no user, no ID token. */
export async function issueMachineToken(
  pool: UserPool,
  { client, scopes, now }: { client: UserPoolClient; scopes: string[]; now: number },
) {
  const lifetime = lifetimes(client).access;
  const claims = {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: Math.floor(now / 1000),
    iss: issuerOf(pool),
    version: 2,
    client_id: client.id,
  };
  const { access } = await keysOf(pool);
  return { access_token: await signed(claims, { key: access, lifetime, now }), expires_in: lifetime };
}

function signed(
  claims: Record<string, unknown>,
  { key, lifetime, now }: { key: SigningKey; lifetime: number; now: number },
) {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ kid: key.kid, alg: 'RS256' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .sign(key.privateKey);
}

function idClaims({ client, user, grant }: Issue): Record<string, unknown> {
  const readable = Object.entries(user.attributes).filter(
    ([name]) => name !== 'sub' && (client.readAttributes === undefined || client.readAttributes.includes(name)),
  );
  const typed = readable.map(([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value]);
  return {
    ...Object.fromEntries(typed),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    ...(grant.nonce ? { nonce: grant.nonce } : {}),
  };
}

function groupsClaim(pool: UserPool, user: User): Record<string, unknown> {
  const groups = [...user.groups].flatMap((name) => pool.groups.get(name) ?? []);
  if (groups.length === 0) return {};
  const ranked = groups.toSorted((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity));
  const roles = ranked.flatMap(({ roleArn }) => (roleArn ? [roleArn] : []));
  return {
    'cognito:groups': ranked.map(({ name }) => name),
    ...(roles.length > 0 ? { 'cognito:roles': roles, 'cognito:preferred_role': roles[0] } : {}),
  };
}

const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Seconds; an hour for access and ID tokens and 30 days for refresh tokens unless the client says otherwise. */
export function lifetimes({ validity, units }: Pick<UserPoolClient, 'validity' | 'units'>) {
  const of = (amount: number | undefined, unit: string, usual: number) =>
    amount ? amount * (UNIT_SECONDS[unit] ?? 1) : usual;
  return {
    access: of(validity.access, units.access, 3600),
    id: of(validity.id, units.id, 3600),
    refresh: of(validity.refresh, units.refresh, 30 * 86_400),
  };
}

/** The claims of a token that this pool signed; rejects for any other, and for an expired one. */
export async function verifiedClaims(pool: UserPool, token: string, now: number): Promise<Record<string, unknown>> {
  const { id, access } = await keysOf(pool);
  const { payload } = await jwtVerify(
    token,
    (header) => {
      const key = [id, access].find(({ kid }) => kid === header.kid);
      if (!key) throw new Error('no such key');
      return key.publicKey;
    },
    { algorithms: ['RS256'], issuer: issuerOf(pool), currentDate: new Date(now) },
  );
  return payload;
}
