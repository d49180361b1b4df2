import 'server-only';
import type { Tokens } from '@/lib/auth/sign-in/contract';
import { openIssuer, type Program, toTokens } from './client';

/** Tokens of a program that signs in as itself (RFC 6749, 4.4). */
export async function clientCredentials(
  program: Program,
  request: { scopes: readonly string[]; audience: string | undefined },
): Promise<Tokens> {
  const { library, config, ask } = await openIssuer(program);
  const parameters = {
    ...(request.scopes.length > 0 ? { scope: request.scopes.join(' ') } : {}),
    ...(request.audience ? { audience: request.audience } : {}),
  };
  return toTokens(await ask(() => library.clientCredentialsGrant(config, parameters)));
}

/** New tokens for a refresh token; where the issuer gives no new refresh token, the old one stays good. */
export async function refresh(program: Program, refreshToken: string): Promise<Tokens> {
  const { library, config, ask } = await openIssuer(program);
  return toTokens(await ask(() => library.refreshTokenGrant(config, refreshToken)), refreshToken);
}

/** Tells the issuer that a refresh token is no longer wanted (RFC 7009). False where it offers no such thing. */
export async function revoke(program: Program, refreshToken: string): Promise<boolean> {
  const { library, config, metadata, ask } = await openIssuer(program);
  if (!metadata.revocation_endpoint) return false;
  await ask(() => library.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' }));
  return true;
}
