'use client';

import { useRef, useState } from 'react';
import { Failed } from '@/components/shell/answer';
import type { Failure } from '@/lib/core/error';
import type { Identity } from './identity';
import { renewIdentity } from './renew';
import { standingOf } from './renewal';
import { identities } from './use-identities';

/** The identity as it can be sent: renewed when little time is left. Throws Failed where that needs the person. */
export async function readyIdentity(identity: Identity): Promise<Identity> {
  if (standingOf(identity, Date.now()).state !== 'renewable') return identity;
  return identities.renew(identity.id, renewIdentity);
}

interface ReadyIdentity {
  /** Calls `go` at once where the identity is good, else when it is renewed; not at all where that fails. */
  whenReady: (go: (identity: Identity) => void) => void;
  renewing: boolean;
  /** Why the last renewal failed, until another identity is chosen or it is tried again. */
  failure: Failure | null;
  /** Goes on with the identity as it is. */
  goAnyway: () => void;
}

/** Has an identity renewed before a request goes out as it. */
export function useReadyIdentity(chosen: Identity): ReadyIdentity {
  const [renewing, setRenewing] = useState(false);
  const [failed, setFailed] = useState<{ identity: Identity; failure: Failure } | null>(null);
  const waiting = useRef<(() => void) | null>(null);

  const whenReady = (go: (identity: Identity) => void) => {
    setFailed(null);
    if (standingOf(chosen, Date.now()).state !== 'renewable') return go(chosen);
    if (renewing) return;
    waiting.current = () => go(chosen);
    setRenewing(true);
    readyIdentity(chosen)
      .then(go, (error: unknown) => setFailed({ identity: chosen, failure: failureOf(error) }))
      .finally(() => setRenewing(false));
  };
  const goAnyway = () => {
    setFailed(null);
    waiting.current?.();
  };
  return { whenReady, renewing, failure: failed?.identity === chosen ? failed.failure : null, goAnyway };
}

function failureOf(error: unknown): Failure {
  return error instanceof Failed
    ? error.failure
    : { code: 'unexpected', message: 'The identity could not be renewed.', detail: { next: 'Sign in again.' } };
}
