import { decodeJwt, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { signingKeys } from '@/sandbox/data/jwks';
import type { World } from '@/sandbox/model';
import { notAuthorized } from './ask';
import { allUserPools, places } from './directory';
import { isRevoked } from './grants';
import type { IdentityPool, UserPool } from './model';
import { verifiedClaims } from './tokens';

/** Somebody whom a provider vouches for. */
export interface Login {
  /** As in Logins: an issuer without `https://`. */
  provider: string;
  /** For a user pool `provider:clientId`, under which role mappings stand. */
  mappingName: string;
  subject: string;
  claims: JWTPayload;
}

interface Asked {
  world: World;
  identityPool: IdentityPool;
  now: number;
}

/** Checks one of the Logins; only tokens of a provider that the identity pool names count. */
export async function verifyLogin(asked: Asked, provider: string, token: string): Promise<Login> {
  const { world, identityPool } = asked;
  const pool = allUserPools(world).find((one) => userPoolProvider(one) === provider);
  if (pool && identityPool.providers.some((one) => one.providerName === provider)) {
    return userPoolLogin(asked, { pool, provider, token });
  }
  const openId = openIdProvider(asked, provider);
  if (openId) return openIdLogin(asked, { ...openId, provider, token });
  throw notAuthorized('Token is not from a supported provider of this identity pool.');
}

export function userPoolProvider({ region, id }: UserPool): string {
  return `cognito-idp.${region}.amazonaws.com/${id}`;
}

async function userPoolLogin(
  { identityPool, now }: Asked,
  { pool, provider, token }: { pool: UserPool; provider: string; token: string },
): Promise<Login> {
  const claims = await verifiedClaims(pool, token, now).catch((error: unknown) => {
    throw invalidLogin(error, token, now);
  });
  if (claims.token_use !== 'id') throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
  const clientId = String(claims.aud);
  const known = identityPool.providers.find((one) => one.providerName === provider && one.clientId === clientId);
  if (!known) throw notAuthorized('Invalid login token. Incorrect token audience.');
  const user = [...pool.users.values()].find(({ sub }) => sub === claims.sub);
  if (known.serverSideTokenCheck && (!user?.enabled || isRevoked(pool, claims.origin_jti))) {
    throw notAuthorized('Invalid login token. The user is disabled, deleted or signed out.');
  }
  return { provider, mappingName: `${provider}:${clientId}`, subject: String(claims.sub), claims };
}

async function openIdLogin(
  { world, now }: Asked,
  { url, clientIds, provider, token }: { url: string; clientIds: string[]; provider: string; token: string },
): Promise<Login> {
  const keys = await signingKeys(world, url);
  const verified = await jwtVerify(
    token,
    async (header) => {
      const jwk = keys.find(({ kid }) => kid === header.kid);
      if (!jwk) throw new Error('no such key');
      return importJWK(jwk, 'RS256');
    },
    { algorithms: ['RS256'], issuer: url, currentDate: new Date(now) },
  ).catch((error: unknown) => {
    throw invalidLogin(error, token, now);
  });
  const claims = verified.payload;
  const audience = [claims.aud].flat();
  if (!clientIds.some((id) => audience.includes(id)))
    throw notAuthorized('Invalid login token. Incorrect token audience.');
  return { provider, mappingName: provider, subject: String(claims.sub), claims };
}

const withoutScheme = (text: string) => text.replace(/^https?:\/\//, '');

/** The registered provider of that name, if the identity pool takes its tokens. */
function openIdProvider(
  { world, identityPool }: Asked,
  provider: string,
): { url: string; clientIds: string[] } | undefined {
  const named = identityPool.openIdProviderArns.some(
    (arn) => withoutScheme(arn.slice(arn.indexOf('oidc-provider/') + 'oidc-provider/'.length)) === provider,
  );
  if (!named) return;
  return places(world)
    .flatMap(({ region }) => [...(region.iam?.openIdProviders.values() ?? [])])
    .find(({ url }) => withoutScheme(url) === provider);
}

function invalidLogin(error: unknown, token: string, now: number) {
  const { code } = error as { code?: string };
  if (code === 'ERR_JWT_EXPIRED') {
    return notAuthorized(`Invalid login token. Token expired: ${decodeJwt(token).exp} >= ${Math.floor(now / 1000)}`);
  }
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED')
    return notAuthorized('Invalid login token. Token signature invalid.');
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED')
    return notAuthorized("Invalid login token. Issuer doesn't match providerName");
  return notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
}
