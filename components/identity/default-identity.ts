import { expiryOf } from '@/lib/core/token';
import type { Asked } from './asked';
import { fitsButForTime, tokenFor } from './auth-for';
import { type Identity, isSignedIn, type KeptIdentity, type Keyed, NOBODY, profiled, type Sourced } from './identity';

/** The entry of a Lambda authorizer's own form: there is one as soon as a route asks for it. */
export function formId(apiKey: string, authorizerId: string | null): string {
  return `sources ${apiKey} ${authorizerId ?? ''}`;
}

/** The form of the route's Lambda authorizer while nothing was typed. */
export function emptyForm(apiKey: string, asked: Asked): Sourced {
  const names = asked.sources.map(({ name }) => name).join(', ');
  return { kind: 'sources', id: formId(apiKey, asked.authorizerId), label: names || 'Authorizer', values: [] };
}

/** The API's own keys as identities: they follow from the API, and are kept nowhere. */
export function ownKeys({ keys = [] }: Asked): Keyed[] {
  return keys.map(({ id, label }) => ({ kind: 'api-key', id: `own-key ${id}`, label, keyId: id }));
}

/** Whether an identity is of the sort that the route takes: of its issuer and, as far as can be seen, for its audience. */
export function fitsRoute(identity: Identity, asked: Asked): boolean {
  switch (asked.auth) {
    case 'none':
      return identity.kind === 'none';
    case 'iam':
      return identity.kind === 'iam' || identity.kind === 'held';
    case 'lambda':
      return identity.kind === 'sources' || identity.kind === 'api-key';
    case 'jwt':
      return fitsIssuer(identity, asked);
    case 'api-key':
      return ownKeys(asked).some(({ id }) => id === identity.id);
    case 'unknown':
      return false;
  }
}

function fitsIssuer(identity: Identity, asked: Asked): boolean {
  if (!isSignedIn(identity) && identity.kind !== 'pasted') return false;
  // What somebody may do is no question of who they are.
  const unscoped = { ...asked, scopes: [] };
  return fitsButForTime(tokenFor(identity, unscoped).token, unscoped);
}

/** As whom a request goes when nobody was chosen: newest sign-ins come first in `kept`. */
export function defaultIdentity(kept: readonly KeptIdentity[], asked: Asked, apiKey: string): Identity {
  if (asked.auth === 'iam') return profiled(null);
  if (asked.auth === 'lambda') return emptyForm(apiKey, asked);
  if (asked.auth === 'api-key') return ownKeys(asked)[0] ?? NOBODY;
  if (asked.auth !== 'jwt') return NOBODY;
  return kept.find((identity) => fitsRoute(identity, asked)) ?? NOBODY;
}

/** When an identity stops being good, in milliseconds; null where it does not, or nobody can tell. */
export function expiresAt(identity: Identity): number | null {
  if (isSignedIn(identity)) return identity.tokens.expiresAt;
  if (identity.kind === 'held') return identity.held.expiresAt;
  return identity.kind === 'pasted' ? expiryOf(identity.token) : null;
}
