import { assumeRole, clientCredentials, exchangeIdentityPool, refreshTokens } from '@/app/auth-actions';
import { answered, Failed } from '@/components/shell/answer';
import type { Held, Tokens } from '@/lib/auth/sign-in/contract';
import type { Failure } from '@/lib/core/error';
import { refreshInBrowser } from './cognito-refresh';
import { type HeldIdentity, isSignedIn, type KeptIdentity, type SignedIn } from './identity';
import type { IdentityStore } from './identity-store';
import { standingOf } from './renewal';

/** Gets tokens or credentials again, without asking the person. Throws Failed where that needs them. */
export async function renewIdentity(identity: KeptIdentity, store: IdentityStore): Promise<KeptIdentity> {
  if (isSignedIn(identity)) return { ...identity, tokens: await freshTokens(identity) };
  if (identity.kind === 'held') return { ...identity, held: await freshHeld(identity, store) };
  return identity;
}

async function freshTokens({ tokens, renewBy }: SignedIn): Promise<Tokens> {
  if (renewBy.by === 'client-credentials') {
    const { source, clientId, scopes, audience } = renewBy;
    return answered(clientCredentials({ source, clientId, scopes, ...(audience ? { audience } : {}) }));
  }
  const { refreshToken } = tokens;
  if (refreshToken === null) throw new Failed(over('There is nothing to renew this sign-in with.'));
  if (renewBy.by === 'browser') return refreshInBrowser(renewBy, refreshToken);
  const { source, clientId, managedLogin } = renewBy;
  return answered(refreshTokens({ source, clientId, managedLogin, refreshToken }));
}

async function freshHeld({ from }: HeldIdentity, store: IdentityStore): Promise<Held> {
  if (from.type === 'role') {
    const { mfaSerial, ...assumption } = from.assumption;
    if (mfaSerial !== null) throw new Failed(over('This role wants a new MFA code.'));
    return answered(assumeRole(assumption));
  }
  const idToken = from.memberId === null ? null : await idTokenOf(from.memberId, store);
  return answered(exchangeIdentityPool({ ...from.exchange, login: idToken === null ? null : { idToken } }));
}

/** The ID token of whoever the credentials of an identity pool belong to, renewed where need be. */
async function idTokenOf(id: string, store: IdentityStore): Promise<string> {
  const known = store.get(id);
  if (!known || !isSignedIn(known)) throw new Failed(over('Whoever these credentials belong to has signed out.'));
  const stale = standingOf(known, Date.now()).state === 'renewable';
  const member = stale ? await store.renew(id, renewIdentity) : known;
  if (isSignedIn(member) && member.tokens.idToken !== null) return member.tokens.idToken;
  throw new Failed(over(`${known.label} has no ID token, which identity pools ask for.`));
}

function over(message: string): Failure {
  return { code: 'sign-in-refused', message, detail: { next: 'Sign in again.', reason: 'refresh-refused' } };
}
