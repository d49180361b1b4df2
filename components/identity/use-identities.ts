'use client';

import { useSyncExternalStore } from 'react';
import type { Identity, KeptIdentity } from './identity';
import { browserShelves, type ChoicePlace, chosenOf, IdentityStore } from './identity-store';

/** The identities of this tab. */
export const identities = new IdentityStore(browserShelves());

/** All that are kept, newest first. */
export function useIdentities(): readonly KeptIdentity[] {
  return useSyncExternalStore(identities.subscribe, identities.list, identities.none);
}

/** As whom requests to a route go. */
export function useChosenIdentity(place: ChoicePlace): Identity {
  const all = useIdentities();
  const choices = useSyncExternalStore(identities.subscribe, identities.choices, identities.noChoices);
  return chosenOf(all, choices, place);
}
