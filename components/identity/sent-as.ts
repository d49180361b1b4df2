import type { AuthInput, AuthScheme } from '@/lib/auth/contract';
import type { Identity } from './identity';

/** As whom a request was sent, for the history: names only, nothing that authenticates. */
export interface SentAs {
  id: string;
  label: string;
  /** `bearer` only for a token in `Authorization`; elsewhere it is one of the `sources`. */
  scheme: AuthScheme;
  /** The profile that signed; null for the account's own. */
  profile: string | null;
}

export function sentAs(identity: Identity, auth: AuthInput): SentAs {
  const elsewhere = auth.scheme === 'bearer' && auth.place !== undefined;
  return {
    id: identity.id,
    label: identity.label,
    scheme: elsewhere ? 'sources' : auth.scheme,
    profile: auth.scheme === 'iam' ? (auth.profile ?? null) : null,
  };
}
