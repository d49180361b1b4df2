'use client';

import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { FailureCard } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import type { Failure } from '@/lib/core/error';
import { expiresAt } from './default-identity';
import { type Identity, isSignedIn } from './identity';
import { type IdentityTask, openIdentityTask } from './identity-dialog';
import type { IdentityPlace } from './identity-place';
import { realmOf } from './realm';
import { standingOf } from './renewal';
import { useNow } from './use-now';

interface IdentityNoticeProps {
  place: IdentityPlace;
  chosen: Identity;
  /** Why the identity could not be renewed, and how to send all the same. */
  failure: Failure | null;
  onSendAnyway: () => void;
}

/** What must be done about the identity before the request can be let in, with the one click that does it. */
export function IdentityNotice({ place, chosen, failure, onSendAnyway }: IdentityNoticeProps) {
  const now = useNow(expiresAt(chosen) !== null);
  if (failure) {
    return (
      <FailureCard failure={failure} subject={chosen.label} className="mx-4 mt-3">
        <Again place={place} chosen={chosen} />
        <Button size="small" onClick={onSendAnyway}>
          Send as it is
        </Button>
      </FailureCard>
    );
  }
  const { auth, issuer } = place.asked;
  if (auth === 'jwt' && chosen.kind === 'none' && issuer !== null) {
    return (
      <Strip text={`This route takes tokens of ${realmOf(issuer)}.`}>
        <Button size="small" variant="primary" onClick={() => openIdentityTask(place, { type: 'sign-in' })}>
          Sign in
        </Button>
        <Button size="small" onClick={() => openIdentityTask(place, { type: 'paste' })}>
          Paste a token
        </Button>
      </Strip>
    );
  }
  if (standingOf(chosen, now).state !== 'over') return null;
  return (
    <Strip text={isSignedIn(chosen) ? `The sign-in of ${chosen.label} has expired.` : `${chosen.label} has expired.`}>
      <Again place={place} chosen={chosen} />
    </Strip>
  );
}

function Strip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b bg-selected px-4 py-1.5 text-ink"
    >
      <KeyRound aria-hidden="true" size={14} className="shrink-0 text-accent-strong" />
      <p className="min-w-0 flex-1 break-words">{text}</p>
      {children}
    </div>
  );
}

interface AgainProps {
  place: IdentityPlace;
  chosen: Identity;
  /** Before the window opens. */
  onAsk?: () => void;
}

/** Opens the window in which this very identity is made good again; nothing for those that have none. */
export function Again({ place, chosen, onAsk }: AgainProps) {
  const ask = (task: IdentityTask) => {
    onAsk?.();
    openIdentityTask(place, task);
  };
  if (isSignedIn(chosen)) {
    return (
      <Button size="small" variant="primary" onClick={() => ask({ type: 'sign-in', again: chosen })}>
        Sign in again
      </Button>
    );
  }
  if (chosen.kind === 'pasted') {
    return (
      <Button size="small" variant="primary" onClick={() => ask({ type: 'paste', again: chosen })}>
        Paste a new token
      </Button>
    );
  }
  if (chosen.kind !== 'held') return null;
  const type = chosen.from.type === 'role' ? 'assume-role' : 'identity-pool';
  return (
    <Button size="small" variant="primary" onClick={() => ask({ type, again: chosen })}>
      Get new credentials
    </Button>
  );
}
