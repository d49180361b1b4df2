import type { UserPool } from './model';

/** Where a pool's managed login stands in the sandbox; in AWS it is `https://{domain}.auth.{region}.amazoncognito.com`. */
export function managedLoginBase(origin: string, domain: string): string {
  return `${origin}/_cognito/${domain}`;
}

/** A pool's OpenID discovery document. The issuer is AWS's own; what can be called stands in the sandbox. */
export function discoveryOf(pool: UserPool, { origin, issuer }: { origin: string; issuer: string }) {
  const base = pool.domain ? managedLoginBase(origin, pool.domain) : null;
  return {
    issuer,
    jwks_uri: `${origin}/${pool.id}/.well-known/jwks.json`,
    ...(base
      ? {
          authorization_endpoint: `${base}/oauth2/authorize`,
          token_endpoint: `${base}/oauth2/token`,
          userinfo_endpoint: `${base}/oauth2/userInfo`,
          revocation_endpoint: `${base}/oauth2/revoke`,
          end_session_endpoint: `${base}/logout`,
        }
      : {}),
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
  };
}
