import type { IncomingMessage, ServerResponse } from 'node:http';
import { allUserPools } from '@/sandbox/cognito/directory';
import { bearerOf } from '@/sandbox/cognito/own-user';
import { AwsFailure } from '@/sandbox/control/failure';
import type { World } from '@/sandbox/model';
import { authorize } from './authorize';
import { login } from './login';
import { revoke, token } from './token';
import { forgetCookie, redirect, showError, type Visit } from './visit';

export const MANAGED_LOGIN_PREFIX = '/_cognito/';

const ENDPOINTS: Record<string, (visit: Visit) => void | Promise<void>> = {
  'GET /oauth2/authorize': authorize,
  'GET /login': login,
  'POST /login': login,
  'POST /oauth2/token': token,
  'POST /oauth2/revoke': revoke,
  'GET /oauth2/userInfo': userInfo,
  'GET /logout': logout,
};

/** A pool's managed login at `/_cognito/{domain}/…`; in AWS the domain is a host of its own. */
export async function answerManagedLogin(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname, searchParams: query } = new URL(req.url ?? '/', world.origin);
  const [, domain = '', path = ''] = /^\/_cognito\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const pool = allUserPools(world).find((one) => one.domain !== undefined && one.domain === domain);
  const endpoint = ENDPOINTS[`${req.method} ${path}`];
  if (!pool || (!endpoint && req.method !== 'OPTIONS')) {
    res.writeHead(404, { 'content-type': 'text/plain' });
    res.end(pool ? 'Not found' : `No user pool has the domain ${domain}.`);
    return;
  }
  if (!endpoint) return preflight(res);
  await endpoint({ world, pool, req, res, base: `${MANAGED_LOGIN_PREFIX}${domain}`, query, now: Date.now() });
}

function preflight(res: ServerResponse): void {
  res.writeHead(204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
  });
  res.end();
}

async function userInfo({ world, req, res, now }: Visit): Promise<void> {
  const headers = { 'content-type': 'application/json;charset=UTF-8', 'access-control-allow-origin': '*' };
  try {
    const AccessToken = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
    const { user } = await bearerOf({ world, now, input: { AccessToken } }, 'openid');
    res.writeHead(200, headers);
    res.end(JSON.stringify({ ...user.attributes, username: user.username }));
  } catch (failure) {
    if (!(failure instanceof AwsFailure)) throw failure;
    const challenge = `error="invalid_token", error_description="${failure.message}"`;
    res.writeHead(401, { ...headers, 'www-authenticate': challenge });
    res.end(JSON.stringify({ error: 'invalid_token', error_description: failure.message }));
  }
}

/** Ends the browser's sign-in; it goes on only to an address that the client registered. */
function logout(visit: Visit): void {
  const { pool, query, base } = visit;
  const client = pool.clients.get(query.get('client_id') ?? '');
  const logoutUri = query.get('logout_uri');
  if (!client) showError(visit, 'invalid_client');
  else if (logoutUri === null) redirect(visit, `${base}/login?${query}`, forgetCookie(visit));
  else if (client.logoutUrls.includes(logoutUri)) redirect(visit, logoutUri, forgetCookie(visit));
  else showError(visit, 'redirect_mismatch');
}
