import type { JWTPayload } from 'jose';
import type { Authorizer } from '@/sandbox/model';
import type { ApiCall, Identity } from './api-call';
import { forbidden, unauthorized } from './refusal';
import { selectValue } from './values';
import { verifiedJwt } from './verify-jwt';

/** A JWT authorizer, in the order of AWS: "Control access to HTTP APIs with JWT authorizers". */
export async function authorizeByJwt(call: ApiCall, authorizer: Authorizer): Promise<Identity> {
  const scopes = call.route.authorizationScopes ?? [];
  const invalid = (description: string) =>
    unauthorized(
      description,
      `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${description}"`,
    );

  const source = authorizer.identitySource[0] ?? '$request.header.Authorization';
  const token = selectValue(call, source)?.replace(/^Bearer\s+/i, '');
  if (!token) throw unauthorized(`no token at ${source}`, 'Bearer');

  const { issuer = '', audience = [] } = authorizer.jwtConfiguration ?? {};
  const claims = await verifiedJwt(call.target.world, token, issuer).catch((error: Error) => {
    throw invalid(error.message);
  });
  const complaint = claimComplaint(claims, { issuer, audience, now: call.at.getTime() / 1000 });
  if (complaint) throw invalid(complaint);

  const granted = grantedScopes(claims);
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
    throw forbidden(`the token has none of the scopes ${scopes.join(' ')}`);
  }
  const text = Object.entries(claims).map(([name, value]) => [name, claimText(value)]);
  return { jwt: { claims: Object.fromEntries(text), scopes: scopes.length > 0 ? granted : null } };
}

interface Expected {
  issuer: string;
  audience: string[];
  /** Seconds since 1970. */
  now: number;
}

function claimComplaint(claims: JWTPayload, { issuer, audience, now }: Expected): string | undefined {
  if (claims.iss !== issuer) return 'the token does not have a valid issuer';
  const named = claims.aud ?? claims.client_id;
  if (![named].flat().some((one) => typeof one === 'string' && audience.includes(one))) {
    return 'the token does not have a valid audience';
  }
  if (typeof claims.exp !== 'number' || claims.exp <= now) return 'the token has expired';
  if (claims.nbf !== undefined && !(claims.nbf <= now)) return 'the token is not valid yet';
  if (claims.iat !== undefined && !(claims.iat <= now)) return 'the token was issued in the future';
  return undefined;
}

function grantedScopes(claims: JWTPayload): string[] {
  const value = claims.scope ?? claims.scp;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(' ').filter((scope) => scope !== '') : [];
}

/** Claims reach the integration as text, lists as `[a b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
