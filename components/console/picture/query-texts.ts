'use client';

import { useSyncExternalStore } from 'react';

// What was typed in place of a generated query, for as long as the page lives.

const texts = new Map<string, string>();
const listeners = new Set<() => void>();

export function editedText(name: string): string | null {
  return texts.get(name) ?? null;
}

/** Null goes back to the generated one. */
export function editText(name: string, text: string | null): void {
  if (text === null) texts.delete(name);
  else texts.set(name, text);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useEditedText(name: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => editedText(name),
    () => null,
  );
}
