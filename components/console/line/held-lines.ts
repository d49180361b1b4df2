'use client';

import { useSyncExternalStore } from 'react';
import { sessionSlot } from '@/components/store';
import { HeldLine, type LineLabel } from './held-line';
import type { LineState } from './line-state';

interface Kept extends LineLabel {
  id: string;
}

const NONE: readonly HeldLine[] = [];
/** The ids of this tab's lines, so that a reload finds them again. They open nothing to anybody else: the session cookie does. */
const kept = sessionSlot<Kept[]>('lines', { fallback: [], parse: (value) => (Array.isArray(value) ? value : null) });

/** The lines that this tab holds, oldest first; they go on while one looks at something else. */
class HeldLines {
  #all: readonly HeldLine[] | null = null;
  #byPlace = new Map<string, readonly HeldLine[]>();
  readonly #listeners = new Set<() => void>();

  open(label: LineLabel, input: unknown): HeldLine {
    const line = HeldLine.open(label, input);
    this.#settle([...this.#list(), line]);
    return line;
  }

  /** Ends the line, if it goes on, and drops all that was said on it. */
  drop(line: HeldLine): void {
    line.forget();
    this.#settle(this.#list().filter((one) => one !== line));
  }

  at(place: string): readonly HeldLine[] {
    const known = this.#byPlace.get(place);
    if (known) return known;
    const found = this.#list().filter((line) => line.label.place === place);
    this.#byPlace.set(place, found);
    return found;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What an earlier page of this tab held is taken up again when somebody first asks. */
  #list(): readonly HeldLine[] {
    this.#all ??= kept.read().map(({ id, ...label }) => HeldLine.resume(label, id));
    return this.#all;
  }

  #settle(all: readonly HeldLine[]): void {
    this.#all = all;
    this.#byPlace.clear();
    kept.write(all.map(({ id, label }) => ({ id, ...label })));
    for (const listener of this.#listeners) listener();
  }
}

export const heldLines = new HeldLines();

/** The lines of a place. */
export function useHeldLines(place: string): readonly HeldLine[] {
  return useSyncExternalStore(
    heldLines.subscribe,
    () => heldLines.at(place),
    () => NONE,
  );
}

/** Where a line stands. */
export function useLineState(line: HeldLine): LineState {
  return useSyncExternalStore(line.subscribe, line.state, line.state);
}
