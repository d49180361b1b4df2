import type { AuthInput, SourceValue, TokenPlace } from '@/lib/auth/contract';
import { judgeToken } from '@/lib/core/token-judge';
import type { Asked } from './asked';
import { type Identity, isSignedIn, type Pasted, type SignedIn } from './identity';

/** Which of an identity's tokens is sent. */
export type TokenUse = 'access' | 'id' | 'pasted';

export interface ChosenToken {
  token: string;
  use: TokenUse;
}

/** Whether a route would take a token, its times left aside: a token that has expired can be renewed. */
export function fitsButForTime(token: string, asked: Asked): boolean {
  const { checks } = judgeToken(token, asked, 0);
  return !checks.some(({ what, verdict }) => verdict === 'refused' && what !== 'expiry' && what !== 'start');
}

/** The token that the route takes: the access token, or the ID token where only that fits. */
export function tokenFor(identity: SignedIn | Pasted, asked: Asked): ChosenToken {
  if (identity.kind === 'pasted') return { token: identity.token, use: 'pasted' };
  const { accessToken, idToken } = identity.tokens;
  const fits = (token: string) => fitsButForTime(token, asked);
  const byId = asked.auth === 'jwt' && idToken !== null && !fits(accessToken) && fits(idToken);
  return byId ? { token: idToken, use: 'id' } : { token: accessToken, use: 'access' };
}

/** How the request proves that it comes from this identity: the one way from an identity to what is sent. */
export function authFor(identity: Identity, asked: Asked): AuthInput {
  if (isSignedIn(identity) || identity.kind === 'pasted') {
    const { token } = tokenFor(identity, asked);
    const place = placeOf(asked);
    return { scheme: 'bearer', token: token.trim(), ...(place ? { place } : {}) };
  }
  switch (identity.kind) {
    case 'none':
      return { scheme: 'none' };
    case 'iam':
      return { scheme: 'iam', ...(identity.profile === null ? {} : { profile: identity.profile }) };
    case 'held':
      return { scheme: 'held', id: identity.held.id };
    case 'api-key':
      return { scheme: 'api-key', keyId: identity.keyId };
    case 'sources':
      return identity.values.length === 0 ? { scheme: 'none' } : { scheme: 'sources', values: [...identity.values] };
  }
}

/** What is added to the request for this, in words; null for nothing. Never the value. */
export function proofInWords(auth: AuthInput): string | null {
  switch (auth.scheme) {
    case 'none':
      return null;
    case 'iam':
    case 'held':
      return 'authorization and x-amz-date by the signature';
    case 'bearer': {
      const { place } = auth;
      if (place?.in === 'query') return `the token as ${place.name} in the query`;
      return `${place?.name.toLowerCase() ?? 'authorization'} with the token`;
    }
    case 'sources':
      return auth.values.map(({ in: where, name }) => (where === 'query' ? `${name} in the query` : name)).join(', ');
    case 'api-key':
      return 'x-api-key with the key';
  }
}

/** Undefined for the usual place, so that requests to it look as they always did. */
function placeOf({ sources: [source], bare = false }: Asked): TokenPlace | undefined {
  const prefix = bare ? '' : 'Bearer ';
  if (bare && source?.in !== 'query') return { in: 'header', name: source?.name ?? 'Authorization', prefix };
  if (!source || (source.in === 'header' && source.name.toLowerCase() === 'authorization')) return undefined;
  if (source.in === 'query') return { in: 'query', name: source.name };
  return { in: 'header', name: source.name, prefix };
}

/** The form of a Lambda authorizer: its sources, with what was typed for them. */
export function valuesFor(asked: Asked, typed: readonly SourceValue[]): SourceValue[] {
  return asked.sources.map(({ in: where, name }) => {
    const kept = typed.find((one) => one.in === where && one.name.toLowerCase() === name.toLowerCase());
    return { in: where, name, value: kept?.value ?? '' };
  });
}
