import { verifiedJwt } from '@/sandbox/data/verify-jwt';
import type { RestCall } from './call';
import { valueIn } from './expressions';
import type { RestAuthorizer } from './model';
import { RestRefusal, unauthorized } from './refusal';

/** Without scopes the method takes an ID token, with scopes an access token that has one of them (AWS: "Integrate a REST API with an Amazon Cognito user pool"). */
export async function authorizeByPool(call: RestCall, authorizer: RestAuthorizer): Promise<void> {
  const source = authorizer.identitySource ?? 'method.request.header.Authorization';
  const token = valueIn(call, source)?.replace(/^Bearer\s+/i, '');
  if (!token) throw unauthorized(`no token at ${source}`);
  const claims = await claimsOf(call, token, authorizer);
  if (typeof claims.exp !== 'number' || claims.exp <= call.at.getTime() / 1000) {
    throw new RestRefusal('EXPIRED_TOKEN', 'The incoming token has expired', 'the token has expired');
  }
  const scopes = call.restMethod.authorizationScopes ?? [];
  const wanted = scopes.length > 0 ? 'access' : 'id';
  if (claims.token_use !== wanted) throw unauthorized(`the method takes ${wanted} tokens, and this is another`);
  const granted = String(claims.scope ?? '').split(' ');
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
    throw unauthorized(`the token has none of the scopes ${scopes.join(' ')}`);
  }
  const text = Object.entries(claims).map(([name, value]) => [name, textOf(value)]);
  call.trace.caller.authorizer = { claims: Object.fromEntries(text) };
}

async function claimsOf(call: RestCall, token: string, { providerARNs = [] }: RestAuthorizer) {
  const complaints: string[] = [];
  for (const arn of providerARNs) {
    const [, region, pool] = /^arn:aws:cognito-idp:([^:]+):[^:]*:userpool\/(.+)$/.exec(arn) ?? [];
    const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool}`;
    try {
      const claims = await verifiedJwt(call.target.world, token, issuer);
      if (claims.iss === issuer) return claims;
      complaints.push(`the token is of ${claims.iss}`);
    } catch (error) {
      complaints.push((error as Error).message);
    }
  }
  throw unauthorized(complaints.join('; ') || 'the authorizer names no user pool');
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
