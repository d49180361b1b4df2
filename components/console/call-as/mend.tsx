'use client';

import type { Identity, KeptIdentity } from '@/components/identity/identity';
import { Again } from '@/components/identity/identity-notice';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { isRenewable } from '@/components/identity/renewal';
import { Button } from '@/components/ui/button';

interface MendProps {
  place: IdentityPlace;
  identity: Identity;
  /** The server no longer holds its credentials, as after a restart. */
  lost: boolean;
  /** Gets new credentials without asking and calls again. */
  onRegain: (identity: KeptIdentity) => void;
  /** Before the window opens in which the person is asked. */
  onAsk: () => void;
}

/** What makes an identity good again that could not be sent: one click where nobody need be asked, else its window. */
export function Mend({ place, identity, lost, onRegain, onAsk }: MendProps) {
  if (lost && identity.kind === 'held' && isRenewable(identity)) {
    return (
      <Button size="small" variant="primary" onClick={() => onRegain(identity)}>
        Get new credentials
      </Button>
    );
  }
  return <Again place={place} chosen={identity} onAsk={onAsk} />;
}
