import { randomBytes, randomUUID } from 'node:crypto';
import { AwsFailure } from '@/sandbox/control/failure';
import { type Answered, notAuthorized } from './ask';
import type { Grant, User, UserPool, UserPoolClient } from './model';
import { ADMIN_SCOPE, issueTokens, lifetimes } from './tokens';

interface Holder {
  pool: UserPool;
  client: UserPoolClient;
  now: number;
}

/** Begins a sign-in's line of tokens; returns its first refresh token. */
export function beginGrant(
  { pool, client, now }: Holder,
  user: User,
  scopes: string[] = [ADMIN_SCOPE],
): [string, Grant] {
  const grant: Grant = {
    username: user.username,
    clientId: client.id,
    scopes,
    originJti: randomUUID(),
    authTime: now,
    until: now + lifetimes(client).refresh * 1000,
    revoked: false,
  };
  return [keep(pool, grant), grant];
}

/** What a finished sign-in answers with: `AuthenticationResult`. */
export async function authenticationResult(holder: Holder, user: User): Promise<Answered> {
  const [refreshToken, grant] = beginGrant(holder, user);
  const tokens = await issueTokens({ ...holder, user, grant });
  return {
    AuthenticationResult: { ...tokens, RefreshToken: refreshToken, TokenType: 'Bearer' },
    ChallengeParameters: {},
  };
}

/** New tokens for a refresh token; a client with rotation gets a new refresh token too, and the old one ends. */
export async function refreshed(holder: Holder, token: string) {
  const { pool, client, now } = holder;
  const grant = pool.grants.get(token);
  if (!grant || grant.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  if (grant.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (grant.until <= now) throw notAuthorized('Refresh Token has expired');
  const grace = (client.rotation?.graceSeconds ?? 0) * 1000;
  if (grant.rotatedAt !== undefined && grant.rotatedAt + grace <= now) {
    throw new AwsFailure('RefreshTokenReuseException', 400, 'Refresh token has already been used.');
  }
  const user = pool.users.get(grant.username);
  if (!user) throw notAuthorized('Invalid Refresh Token');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const tokens = await issueTokens({ ...holder, user, grant });
  if (!client.rotation) return { tokens, grant };
  grant.rotatedAt ??= now;
  const { rotatedAt: _, ...next } = grant;
  return { tokens, grant, refreshToken: keep(pool, next) };
}

/** Ends a refresh token, and with it all access tokens that came from the same sign-in. */
export function revokeGrant(pool: UserPool, token: string): void {
  const found = pool.grants.get(token);
  for (const grant of pool.grants.values()) if (grant.originJti === found?.originJti) grant.revoked = true;
}

export function revokeAllGrants(pool: UserPool, user: User): void {
  for (const grant of pool.grants.values()) if (grant.username === user.username) grant.revoked = true;
}

export function isRevoked(pool: UserPool, originJti: unknown): boolean {
  const line = [...pool.grants.values()].filter((grant) => grant.originJti === originJti);
  return line.length > 0 && line.every((grant) => grant.revoked);
}

/** Refresh tokens look like AWS's: an encrypted JWT of five parts that only the pool can read. */
function keep(pool: UserPool, grant: Grant): string {
  const header = Buffer.from(JSON.stringify({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })).toString('base64url');
  const parts = [256, 12, 512, 16].map((size) => randomBytes(size).toString('base64url'));
  const token = [header, ...parts].join('.');
  pool.grants.set(token, grant);
  return token;
}
