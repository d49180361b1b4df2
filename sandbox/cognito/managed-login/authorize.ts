import type { UserPool, UserPoolClient } from '@/sandbox/cognito/model';
import { ADMIN_SCOPE } from '@/sandbox/cognito/tokens';
import { browserOf, memoryOf, random, redirect, showError, type Visit } from './visit';

const CODE_MS = 5 * 60_000;
const OPENID_SCOPES = ['openid', 'email', 'phone', 'profile', ADMIN_SCOPE];

/** What an application asked for, once its address is known to be one of its own. */
export interface Application {
  client: UserPoolClient;
  redirectUri: string;
  scopes: string[];
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
export function authorize(visit: Visit): void {
  const application = applicationOf(visit);
  if (!application) return;
  const known = browserOf(visit);
  const prompt = visit.query.get('prompt');
  if (known && prompt !== 'login') giveCode(visit, application, known);
  else if (prompt === 'none') sendError(visit, application.redirectUri, 'login_required');
  else redirect(visit, `${visit.base}/login?${visit.query}`);
}

/** Checks what the application asks; where it may not be answered, this has answered and gives undefined. */
export function applicationOf(visit: Visit): Application | undefined {
  const { pool, query } = visit;
  const client = pool.clients.get(query.get('client_id') ?? '');
  if (!client) {
    showError(visit, 'invalid_client');
    return;
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  // Registered addresses are compared letter by letter.
  if (!client.callbackUrls.includes(redirectUri)) {
    showError(visit, 'redirect_mismatch');
    return;
  }
  const scopes = query.get('scope')?.split(' ').filter(Boolean) ?? client.oauthScopes;
  const error = complaint(pool, client, { query, scopes });
  if (error) {
    sendError(visit, redirectUri, error);
    return;
  }
  return { client, redirectUri, scopes };
}

function complaint(
  pool: UserPool,
  client: UserPoolClient,
  { query, scopes }: { query: URLSearchParams; scopes: string[] },
): string | undefined {
  if (query.get('response_type') !== 'code') return 'invalid_request';
  if (!client.oauthEnabled || !client.oauthFlows.includes('code')) return 'unauthorized_client';
  const method = query.get('code_challenge_method');
  const challenge = query.get('code_challenge');
  if ((challenge !== null || method !== null) && (method !== 'S256' || !/^[\w-]{43}$/.test(challenge ?? ''))) {
    return 'invalid_request';
  }
  const allowed = scopes.every((scope) => client.oauthScopes.includes(scope) && exists(pool, scope));
  return allowed && scopes.length > 0 ? undefined : 'invalid_scope';
}

export function exists(pool: UserPool, scope: string): boolean {
  if (OPENID_SCOPES.includes(scope)) return true;
  return [...pool.resourceServers.values()].some(({ identifier, scopes }) =>
    scopes.some(({ name }) => `${identifier}/${name}` === scope),
  );
}

export function giveCode(
  visit: Visit,
  { client, redirectUri, scopes }: Application,
  who: { username: string; authTime: number; cookie?: string },
): void {
  const { pool, query, now } = visit;
  const code = random();
  memoryOf(pool).codes.set(code, {
    clientId: client.id,
    username: who.username,
    redirectUri,
    scopes,
    nonce: query.get('nonce'),
    challenge: query.get('code_challenge'),
    authTime: who.authTime,
    until: now + CODE_MS,
  });
  redirect(visit, withQuery(visit, redirectUri, { code }), who.cookie);
}

export function sendError(visit: Visit, redirectUri: string, error: string): void {
  redirect(visit, withQuery(visit, redirectUri, { error }));
}

/** The application's address with an answer; its state goes back as it came. */
function withQuery({ query }: Visit, redirectUri: string, answer: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}
