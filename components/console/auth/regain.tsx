'use client';

import { useState } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { HeldIdentity, Identity } from '@/components/identity/identity';
import { openIdentityTask } from '@/components/identity/identity-dialog';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { renewIdentity } from '@/components/identity/renew';
import { isRenewable } from '@/components/identity/renewal';
import { identities } from '@/components/identity/use-identities';
import { Button } from '@/components/ui/button';

interface RegainProps {
  exchange: Exchange;
  place: IdentityPlace;
  chosen: Identity;
  /** Sends the request as the identity with its new credentials. */
  onSend: (identity: Identity) => void;
}

/** For credentials that the server no longer holds, as after its restart: one click gets new ones and sends again. */
export function Regain({ exchange, place, chosen, onSend }: RegainProps) {
  const [busy, setBusy] = useState(false);
  if (chosen.kind !== 'held' || !lost(exchange, chosen)) return null;
  const type = chosen.from.type === 'role' ? 'assume-role' : 'identity-pool';
  const inWindow = () => openIdentityTask(place, { type, again: chosen });
  const regain = () => {
    setBusy(true);
    identities
      .renew(chosen.id, renewIdentity)
      // The window says why it does not work, and takes what is missing.
      .then(onSend, inWindow)
      .finally(() => setBusy(false));
  };
  const atOnce = isRenewable(chosen);
  return (
    <Button size="small" variant="primary" disabled={busy} onClick={atOnce ? regain : inWindow}>
      {atOnce ? 'Get new credentials and send' : 'Get new credentials'}
    </Button>
  );
}

function lost({ failure, as }: Exchange, chosen: HeldIdentity): boolean {
  return failure?.code === 'expired-credentials' && as?.id === chosen.id;
}
