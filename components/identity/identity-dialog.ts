'use client';

import { useSyncExternalStore } from 'react';
import type { HeldIdentity, Pasted, SignedIn } from './identity';
import type { IdentityPlace } from './identity-place';

/** What a person wants to do about identities. `again` is whose sign-in is over: it is replaced, not added to. */
export type IdentityTask =
  | { type: 'sign-in'; again?: SignedIn }
  | { type: 'assume-role'; again?: HeldIdentity }
  | { type: 'identity-pool'; again?: HeldIdentity }
  | { type: 'paste'; again?: Pasted };

export interface OpenTask {
  place: IdentityPlace;
  task: IdentityTask;
}

/** Marks the button that lists the identities. */
export const PICKER = 'data-identity-picker';

let open: OpenTask | null = null;
let opener: Element | null = null;
const listeners = new Set<() => void>();

function set(next: OpenTask | null): void {
  open = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the window for a task, from wherever on the page. */
export function openIdentityTask(place: IdentityPlace, task: IdentityTask): void {
  if (open === null) opener = document.activeElement;
  set({ place, task });
}

/** Closes the window. The focus goes back where it was, or to the list of identities where that is gone. */
export function closeIdentityTask(): void {
  set(null);
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const back = opener?.isConnected && opener !== document.body ? opener : document.querySelector(`[${PICKER}]`);
    if (back instanceof HTMLElement) back.focus();
  });
}

export function useOpenTask(): OpenTask | null {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
}
