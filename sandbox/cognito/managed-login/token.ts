import { createHash } from 'node:crypto';
import { beginGrant, refreshed, revokeGrant } from '@/sandbox/cognito/grants';
import type { UserPoolClient } from '@/sandbox/cognito/model';
import { isClientSecret } from '@/sandbox/cognito/secret-hash';
import { issueMachineToken, issueTokens } from '@/sandbox/cognito/tokens';
import { AwsFailure } from '@/sandbox/control/failure';
import { readForm } from '@/sandbox/page';
import { exists } from './authorize';
import { memoryOf, type Visit } from './visit';

/** An error of RFC 6749, 5.2; Cognito answers 400 to all of them. */
class OAuthError extends Error {
  override readonly name = 'OAuthError';
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export async function token(visit: Visit): Promise<void> {
  await answering(visit, async (sent) => {
    const client = clientOf(visit, sent);
    const grant = GRANTS[sent.get('grant_type') ?? ''];
    if (!grant) throw new OAuthError('unsupported_grant_type');
    return { ...(await grant(visit, client, sent)), token_type: 'Bearer' };
  });
}

export async function revoke(visit: Visit): Promise<void> {
  await answering(visit, async (sent) => {
    const client = clientOf(visit, sent);
    const given = sent.get('token');
    if (!given) throw new OAuthError('invalid_request');
    const grant = visit.pool.grants.get(given);
    if (!grant && given.split('.').length === 3) throw new OAuthError('unsupported_token_type');
    if (grant && grant.clientId !== client.id) throw new OAuthError('invalid_client');
    revokeGrant(visit.pool, given);
    return null;
  });
}

type Grant = (visit: Visit, client: UserPoolClient, sent: URLSearchParams) => Promise<Record<string, unknown>>;

const GRANTS: Record<string, Grant> = {
  authorization_code: codeGrant,
  refresh_token: refreshGrant,
  client_credentials: machineGrant,
};

async function codeGrant({ pool, now }: Visit, client: UserPoolClient, sent: URLSearchParams) {
  const { codes } = memoryOf(pool);
  const given = sent.get('code') ?? '';
  const code = codes.get(given);
  // Used or not, right or wrong: a code is good for one attempt.
  codes.delete(given);
  const fits = code && code.clientId === client.id && code.redirectUri === sent.get('redirect_uri') && code.until > now;
  if (!(fits && provesChallenge(code.challenge, sent.get('code_verifier')))) throw new OAuthError('invalid_grant');
  const user = pool.users.get(code.username);
  if (!user?.enabled) throw new OAuthError('invalid_grant');
  const [refreshToken, grant] = beginGrant({ pool, client, now }, user, code.scopes);
  grant.authTime = code.authTime;
  const nonce = code.nonce === null ? {} : { nonce: code.nonce };
  const tokens = await issueTokens({ pool, client, user, grant: { ...grant, ...nonce }, now });
  return { ...shown(tokens), refresh_token: refreshToken };
}

function provesChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  );
}

async function refreshGrant({ pool, now }: Visit, client: UserPoolClient, sent: URLSearchParams) {
  const { tokens, refreshToken } = await refreshed({ pool, client, now }, sent.get('refresh_token') ?? '');
  return { ...shown(tokens), ...(refreshToken ? { refresh_token: refreshToken } : {}) };
}

async function machineGrant({ pool, now }: Visit, client: UserPoolClient, sent: URLSearchParams) {
  const allowed = client.oauthEnabled && client.oauthFlows.includes('client_credentials');
  if (!allowed || client.secrets.length === 0) throw new OAuthError('unauthorized_client');
  const custom = client.oauthScopes.filter((scope) => scope.includes('/') && exists(pool, scope));
  const asked = sent.get('scope')?.split(' ').filter(Boolean) ?? custom;
  if (!asked.every((scope) => custom.includes(scope))) throw new OAuthError('invalid_scope');
  return issueMachineToken(pool, { client, scopes: asked, now });
}

function shown(tokens: { AccessToken: string; IdToken?: string; ExpiresIn: number }) {
  return {
    access_token: tokens.AccessToken,
    ...(tokens.IdToken ? { id_token: tokens.IdToken } : {}),
    expires_in: tokens.ExpiresIn,
  };
}

/** By HTTP Basic or in the form; a client that has a secret must show it, one that has none must not. */
function clientOf({ pool, req }: Visit, sent: URLSearchParams): UserPoolClient {
  const basic = /^Basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  const [user, ...rest] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':');
  const id = user === undefined ? (sent.get('client_id') ?? '') : decodeURIComponent(user);
  const secret = user === undefined ? (sent.get('client_secret') ?? undefined) : decodeURIComponent(rest.join(':'));
  const client = pool.clients.get(id);
  if (!(client && isClientSecret(client, secret))) throw new OAuthError('invalid_client');
  return client;
}

async function answering({ req, res }: Visit, run: (sent: URLSearchParams) => Promise<unknown>): Promise<void> {
  const headers = {
    'content-type': 'application/json;charset=UTF-8',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
  };
  const write = (status: number, body: unknown) => {
    res.writeHead(status, headers);
    res.end(body === null ? '' : JSON.stringify(body));
  };
  try {
    write(200, await run(await readForm(req)));
  } catch (failure) {
    if (failure instanceof OAuthError) write(400, { error: failure.message });
    else if (failure instanceof AwsFailure) write(400, { error: 'invalid_grant', error_description: failure.message });
    else throw failure;
  }
}
