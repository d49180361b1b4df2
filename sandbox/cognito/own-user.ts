import { AwsFailure } from '@/sandbox/control/failure';
import { flagOf, isObject } from '@/sandbox/template/json';
import { type Answered, type Ask, invalid, notAuthorized, optional, required } from './ask';
import { allUserPools, clientOf, issuerOf } from './directory';
import { isRevoked, refreshed, revokeAllGrants, revokeGrant } from './grants';
import type { Mfa, Session, User, UserPool } from './model';
import { isClientSecret } from './secret-hash';
import { closeSession } from './sessions';
import { shownAttributes } from './shapes';
import { ADMIN_SCOPE, verifiedClaims } from './tokens';
import { newTotpSecret, totpStep } from './totp';

/** The user whose access token this is; the token must be of a sign-in that has not ended. */
export async function bearerOf(ask: Ask, needsScope = ADMIN_SCOPE): Promise<{ pool: UserPool; user: User }> {
  const token = required(ask, 'AccessToken');
  const pool = poolOfToken(ask, token);
  const claims = await verifiedClaims(pool, token, ask.now).catch((error: { code?: string }) => {
    throw notAuthorized(error.code === 'ERR_JWT_EXPIRED' ? 'Access Token has expired' : 'Invalid Access Token');
  });
  if (claims.token_use !== 'access') throw notAuthorized('Invalid Access Token');
  if (!String(claims.scope).split(' ').includes(needsScope)) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  const user = [...pool.users.values()].find(({ sub }) => sub === claims.sub);
  if (!user) throw new AwsFailure('UserNotFoundException', 400, 'User does not exist.');
  const began = Number(claims.auth_time) * 1000;
  if (isRevoked(pool, claims.origin_jti) || (user.signedOutAt !== undefined && began <= user.signedOutAt)) {
    throw notAuthorized('Access Token has been revoked');
  }
  return { pool, user };
}

function poolOfToken({ world }: Ask, token: string): UserPool {
  try {
    const { iss } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      iss?: string;
    };
    const pool = allUserPools(world).find((one) => issuerOf(one) === iss);
    if (pool) return pool;
  } catch {
    // Not a JWT at all, which AWS refuses in the same words.
  }
  throw notAuthorized('Invalid Access Token');
}

export async function getUser(ask: Ask): Promise<Answered> {
  const { user } = await bearerOf(ask);
  return {
    Username: user.username,
    UserAttributes: shownAttributes(user),
    ...(user.preferredMfa ? { PreferredMfaSetting: user.preferredMfa } : {}),
    ...(user.mfas.length > 0 ? { UserMFASettingList: user.mfas } : {}),
  };
}

export async function globalSignOut(ask: Ask): Promise<Answered> {
  const { pool, user } = await bearerOf(ask);
  revokeAllGrants(pool, user);
  user.signedOutAt = ask.now;
  return {};
}

export async function revokeToken(ask: Ask): Promise<Answered> {
  const { pool, client } = clientOf(ask.world, required(ask, 'ClientId'));
  const token = required(ask, 'Token');
  if (!isClientSecret(client, optional(ask, 'ClientSecret'))) {
    throw new AwsFailure('UnauthorizedException', 400, 'Invalid client secret.');
  }
  if (!client.revocation) {
    throw new AwsFailure('UnsupportedOperationException', 400, 'Token revocation is not enabled for this client.');
  }
  const grant = pool.grants.get(token);
  if (!grant && token.split('.').length === 3) {
    throw new AwsFailure('UnsupportedTokenTypeException', 400, 'Token type is not supported.');
  }
  if (grant && grant.clientId !== client.id)
    throw new AwsFailure('UnauthorizedException', 400, 'Invalid refresh token.');
  revokeGrant(pool, token);
  return {};
}

export async function getTokensFromRefreshToken(ask: Ask): Promise<Answered> {
  const { pool, client } = clientOf(ask.world, required(ask, 'ClientId'));
  if (!isClientSecret(client, optional(ask, 'ClientSecret'))) {
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  }
  const { tokens, refreshToken } = await refreshed({ pool, client, now: ask.now }, required(ask, 'RefreshToken'));
  return {
    AuthenticationResult: { ...tokens, TokenType: 'Bearer', ...(refreshToken ? { RefreshToken: refreshToken } : {}) },
  };
}

/** For a signed-in user, or within a sign-in that asks for MFA_SETUP. */
export async function associateSoftwareToken(ask: Ask): Promise<Answered> {
  const secret = newTotpSecret();
  if (optional(ask, 'AccessToken')) {
    const { user } = await bearerOf(ask);
    pending.set(user, secret);
    return { SecretCode: secret };
  }
  const { pool, session, id } = setupSession(ask);
  session.totpSecret = secret;
  return { SecretCode: secret, Session: reopen(pool, session, id) };
}

/** Secrets that a signed-in user was shown and has not proven yet. */
const pending = new WeakMap<User, string>();

export async function verifySoftwareToken(ask: Ask): Promise<Answered> {
  const code = required(ask, 'UserCode');
  if (optional(ask, 'AccessToken')) {
    const { user } = await bearerOf(ask);
    const secret = pending.get(user);
    checkSetupCode(secret, code, ask.now);
    if (secret) user.totp = { secret };
    pending.delete(user);
    return { Status: 'SUCCESS' };
  }
  const { pool, session, id } = setupSession(ask);
  checkSetupCode(session.totpSecret, code, ask.now);
  session.totpVerified = true;
  return { Status: 'SUCCESS', Session: reopen(pool, session, id) };
}

function checkSetupCode(secret: string | undefined, code: string, now: number): void {
  if (!secret) {
    throw new AwsFailure('SoftwareTokenMFANotFoundException', 400, 'Software Token MFA not found for user.');
  }
  if (totpStep(secret, code, now) === undefined) {
    throw new AwsFailure('EnableSoftwareTokenMFAException', 400, 'Code mismatch');
  }
}

function setupSession(ask: Ask): { pool: UserPool; session: Session; id: string } {
  const id = optional(ask, 'Session');
  if (!id) throw invalid('Either AccessToken or Session must be given.');
  for (const pool of allUserPools(ask.world)) {
    const session = pool.sessions.get(id);
    if (session?.challenge === 'MFA_SETUP' && session.until > ask.now) return { pool, session, id };
  }
  throw notAuthorized('Invalid session for the user, session is expired.');
}

/** Each step of a set-up hands out a new Session, as AWS does. */
function reopen(pool: UserPool, session: Session, id: string): string {
  closeSession(pool, id);
  const next = Buffer.from(id, 'base64url').reverse().toString('base64url');
  pool.sessions.set(next, session);
  return next;
}

const SETTINGS: Record<string, Mfa> = {
  SMSMfaSettings: 'SMS_MFA',
  SoftwareTokenMfaSettings: 'SOFTWARE_TOKEN_MFA',
  EmailMfaSettings: 'EMAIL_OTP',
};

export async function setUserMfaPreference(ask: Ask): Promise<Answered> {
  const { user } = await bearerOf(ask);
  for (const [member, mfa] of Object.entries(SETTINGS)) {
    const setting = ask.input[member];
    if (!isObject(setting)) continue;
    if (mfa === 'SOFTWARE_TOKEN_MFA' && flagOf(setting.Enabled) && !user.totp) {
      throw invalid('User has not verified software token mfa');
    }
    setMfa(user, mfa, { enabled: flagOf(setting.Enabled) ?? false, preferred: flagOf(setting.PreferredMfa) ?? false });
  }
  return {};
}

function setMfa(user: User, mfa: Mfa, { enabled, preferred }: { enabled: boolean; preferred: boolean }): void {
  user.mfas = user.mfas.filter((one) => one !== mfa);
  if (enabled) user.mfas.push(mfa);
  if (preferred && enabled) user.preferredMfa = mfa;
  else if (user.preferredMfa === mfa) delete user.preferredMfa;
}
