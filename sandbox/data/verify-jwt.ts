import { compactVerify, decodeProtectedHeader, importJWK, type JWTPayload } from 'jose';
import type { World } from '@/sandbox/model';
import { signingKeys } from './jwks';

/** The claims of a token that this issuer signed with RS256; rejects with a complaint in the words of API Gateway. Times and audience are the caller's to judge. */
export async function verifiedJwt(world: World, token: string, issuer: string): Promise<JWTPayload> {
  if (token.split('.').length !== 3) throw new Error('token contains an invalid number of segments');
  const header = attempt(() => decodeProtectedHeader(token), 'token is malformed');
  if (header.alg !== 'RS256') throw new Error(`signing method ${header.alg} is invalid`);
  if (!header.kid) throw new Error('the token does not have a kid');
  const keys = await signingKeys(world, issuer);
  const jwk = keys.find((key) => key.kid === header.kid && key.kty === 'RSA');
  if (!jwk) throw new Error('unable to find a signing key that matches the kid of the token');
  const { payload } = await compactVerify(token, await importJWK(jwk, 'RS256'), { algorithms: ['RS256'] }).catch(() => {
    throw new Error('crypto/rsa: verification error');
  });
  return attempt(() => JSON.parse(new TextDecoder().decode(payload)) as JWTPayload, 'token is malformed');
}

function attempt<T>(read: () => T, complaint: string): T {
  try {
    return read();
  } catch {
    throw new Error(complaint);
  }
}
