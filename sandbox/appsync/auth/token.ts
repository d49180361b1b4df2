import { decodeJwt, type JWTPayload } from 'jose';
import { issuerOf } from '@/sandbox/cognito/directory';
import { verifiedJwt } from '@/sandbox/data/verify-jwt';
import type { Caller, Guarded } from './authorize';
import type { AuthProvider } from './provider';
import { unauthorized } from './refusal';

/**
 * Who a token of a configured issuer is for, once it is proved; undefined for what is no such token, which then is for
 * the Lambda authorizer. Throws where it says that it is of such an issuer and is not good.
 */
export async function callerByToken(guarded: Guarded, authorization: string): Promise<Caller | undefined> {
  const token = authorization.replace(/^Bearer\s+/i, '');
  const issuer = claimedIssuer(token);
  const provider = guarded.providers.find((one) => issuer !== undefined && isOf(one, issuer));
  if (issuer === undefined || !provider) return;
  const claims = await verifiedJwt(guarded.world, token, issuer).catch(() => {
    throw unauthorized();
  });
  const complaint = complaintAbout(claims, provider, Date.now());
  if (complaint) throw unauthorized(complaint);
  const { mode } = provider;
  return { mode, provider, identity: identityOf(claims, provider), groups: groupsOf(claims, mode), deniedFields: [] };
}

function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return;
  }
}

/** An issuer is the same with a slash at its end and without. */
function isOf({ userPool, openId }: AuthProvider, issuer: string): boolean {
  const own = userPool ? issuerOf({ id: userPool.userPoolId, region: userPool.awsRegion }) : openId?.issuer;
  return own?.replace(/\/$/, '') === issuer.replace(/\/$/, '');
}

function complaintAbout(claims: JWTPayload, { userPool, openId }: AuthProvider, now: number): string | undefined {
  const expired = 'Token has expired.';
  const refused = 'You are not authorized to make this call.';
  if (typeof claims.exp !== 'number' || claims.exp * 1000 <= now) return expired;
  if (userPool && !matches(userPool.appIdClientRegex, [claims.aud, claims.client_id])) return refused;
  if (!openId) return;
  if (!matches(openId.clientId, [claims.aud, claims.azp])) return refused;
  if (openId.iatTTL && !(Number(claims.iat) * 1000 + openId.iatTTL > now)) return expired;
  if (openId.authTTL && !(Number(claims.auth_time) * 1000 + openId.authTTL > now)) return expired;
}

/** Client ids are given as a pattern; without one, any will do. */
function matches(pattern: string | undefined, values: unknown[]): boolean {
  if (!pattern) return true;
  const whole = new RegExp(`^(?:${pattern})$`);
  return values.flat().some((value) => typeof value === 'string' && whole.test(value));
}

function identityOf(claims: JWTPayload, { userPool }: AuthProvider): Record<string, unknown> {
  const shared = { sub: claims.sub, issuer: claims.iss, claims };
  if (!userPool) return shared;
  const username = claims['cognito:username'] ?? claims.username ?? claims.sub;
  const groups = claims['cognito:groups'] ?? null;
  return { ...shared, username, groups, defaultAuthStrategy: userPool.defaultAction ?? 'ALLOW' };
}

function groupsOf(claims: JWTPayload, mode: AuthProvider['mode']): string[] {
  const groups = claims['cognito:groups'];
  return mode === 'AMAZON_COGNITO_USER_POOLS' && Array.isArray(groups) ? groups.map(String) : [];
}
