import { releaseHeld, revokeTokens } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import { toast } from '@/components/ui/toast';
import { revokeInBrowser } from './cognito-refresh';
import { isSignedIn, type KeptIdentity, type SignedIn } from './identity';
import { identities } from './use-identities';

/**
 * Forgets an identity at once, then tells whoever issued it. The access token stays good until it expires: API Gateway
 * does not ask anybody.
 */
export async function signOut(identity: KeptIdentity): Promise<void> {
  const renewal = identities.renewal(identity.id);
  identities.remove(identity.id);
  try {
    await end(identity);
    // What was being renewed comes to something new, which nobody wants any more either.
    const fresh = await renewal?.catch(() => null);
    if (fresh && !sameGrant(fresh, identity)) await end(fresh);
    toast(isSignedIn(identity) ? `${identity.label} is signed out` : `${identity.label} is forgotten`);
  } catch {
    toast(`${identity.label} is forgotten here, but the issuer could not be told.`, { tone: 'bad' });
  }
}

/** A refresh token that was not replaced is told once. */
function sameGrant(one: KeptIdentity, other: KeptIdentity): boolean {
  return isSignedIn(one) && isSignedIn(other) && one.tokens.refreshToken === other.tokens.refreshToken;
}

async function end(identity: KeptIdentity): Promise<void> {
  if (isSignedIn(identity)) await revoke(identity);
  else if (identity.kind === 'held') await answered(releaseHeld(identity.held.id));
}

async function revoke({ tokens, renewBy }: SignedIn): Promise<void> {
  const { refreshToken } = tokens;
  if (refreshToken === null || renewBy.by === 'client-credentials') return;
  if (renewBy.by === 'browser') return revokeInBrowser(renewBy, refreshToken);
  const { source, clientId, managedLogin } = renewBy;
  await answered(revokeTokens({ source, clientId, managedLogin, refreshToken }));
}
