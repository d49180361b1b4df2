'use client';

import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * The one door to the browser's storage: small values in localStorage, values of one tab in sessionStorage, big ones
 * in IndexedDB. The promise: no secret goes in. A caller that keeps anything of a request passes it through
 * `lib/core/redact` first, and nothing that authenticates (a token, a key, a cookie) is ever a value here. There is one
 * exception, `components/identity`: access tokens, which are good for an hour or so, in the slot of their tab alone.
 *
 * Storage may be full, forbidden or hold another version's words; each of these reads as "nothing kept".
 */
export interface Slot<T> {
  read(): T;
  write(value: T): void;
  clear(): void;
  subscribe(listener: () => void): () => void;
  fallback: T;
}

interface SlotOptions<T> {
  fallback: T;
  /** What was kept, checked; null where it is not what this version keeps. */
  parse: (value: unknown) => T | null;
  /** Raise it when the meaning of the value changes: what older versions kept then counts as nothing. */
  version?: number;
}

const PREFIX = 'signalbox:';
const listeners = new Map<string, Set<() => void>>();

/** A small value that stays. Other tabs see a change at once. */
export function localSlot<T>(key: string, options: SlotOptions<T>): Slot<T> {
  return slot(() => localStorage, PREFIX + key, options);
}

/** A small value of this tab; it survives a reload. */
export function sessionSlot<T>(key: string, options: SlotOptions<T>): Slot<T> {
  return slot(() => sessionStorage, PREFIX + key, options);
}

/** The value of a slot and its setter. While the server renders, and for the first paint, it is the fallback. */
export function useSlot<T>(slot: Slot<T>): [T, (value: T) => void] {
  const value = useSyncExternalStore(slot.subscribe, slot.read, () => slot.fallback);
  return [value, useCallback((next: T) => slot.write(next), [slot])];
}

function slot<T>(storage: () => Storage, key: string, options: SlotOptions<T>): Slot<T> {
  const { fallback, parse, version = 1 } = options;
  let lastText: string | null = null;
  let lastValue = fallback;
  // What could not be stored still counts for the life of the page.
  let unstored: { value: T } | null = null;
  return {
    fallback,
    read() {
      if (unstored) return unstored.value;
      const text = attempt(() => storage().getItem(key));
      if (text !== lastText) {
        lastText = text;
        lastValue = text === null ? fallback : (unwrap(text, version, parse) ?? fallback);
      }
      return lastValue;
    },
    write(value) {
      const text = JSON.stringify({ v: version, d: value });
      unstored = attempt(() => storage().setItem(key, text) === undefined) ? null : { value };
      tell(key);
    },
    clear() {
      unstored = null;
      attempt(() => storage().removeItem(key));
      tell(key);
    },
    subscribe: (listener) => listen(key, listener),
  };
}

function unwrap<T>(text: string, version: number, parse: (value: unknown) => T | null): T | null {
  return attempt(() => {
    const kept = JSON.parse(text) as { v?: unknown; d?: unknown } | null;
    return kept?.v === version ? parse(kept.d) : null;
  });
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function tell(key: string): void {
  for (const listener of listeners.get(key) ?? []) listener();
}

function listen(key: string, listener: () => void): () => void {
  const here = listeners.get(key) ?? new Set();
  listeners.set(key, here.add(listener));
  const elsewhere = (event: StorageEvent) => (event.key === key || event.key === null) && listener();
  addEventListener('storage', elsewhere);
  return () => {
    here.delete(listener);
    removeEventListener('storage', elsewhere);
  };
}

/** Values that are too big for a slot, by key, in IndexedDB. Reading answers null, writing false, where there is no storage. */
export interface Shelf<T> {
  read(key: string): Promise<T | null>;
  write(key: string, value: T): Promise<boolean>;
  remove(key: string): Promise<void>;
}

/** `parse` checks what was kept, as for a slot; the value is stored as it is, without JSON. */
export function shelf<T>(name: string, parse: (value: unknown) => T | null, version = 1): Shelf<T> {
  let opened: UseStore | null = null;
  const store = () => {
    opened ??= createStore(PREFIX + name, 'values');
    return opened;
  };
  const settle = <R>(work: () => Promise<R>): Promise<R | null> =>
    Promise.resolve()
      .then(work)
      .catch(() => null);
  return {
    async read(key) {
      const kept = await settle(() => get<{ v: number; d: unknown }>(key, store()));
      return kept?.v === version ? attempt(() => parse(kept.d)) : null;
    },
    async write(key, value) {
      return (await settle(() => set(key, { v: version, d: value }, store()).then(() => true))) ?? false;
    },
    async remove(key) {
      await settle(() => del(key, store()));
    },
  };
}

/** Keeps a small preference where the server sees it when it renders: the theme, the sidebar. Nothing else goes here. */
export function writePreference(name: 'theme' | 'sidebar', value: string | null): void {
  const age = value === null ? 0 : 365 * 24 * 3_600;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and not in every browser.
  document.cookie = `signalbox-${name}=${value ?? ''}; Path=/; Max-Age=${age}; SameSite=Strict`;
}
