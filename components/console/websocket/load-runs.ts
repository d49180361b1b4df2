'use client';

import { useSyncExternalStore } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { type LoadPlan, LoadRun } from './load-run';

const NONE: readonly LoadRun[] = [];

/** The last load of each API, which goes on while one looks at something else. */
class LoadRuns {
  readonly #runs = new Map<string, readonly LoadRun[]>();
  readonly #listeners = new Set<() => void>();

  start(place: string, lines: readonly HeldLine[], plan: LoadPlan): void {
    for (const run of this.at(place)) run.forget();
    this.#runs.set(
      place,
      lines.map((line) => new LoadRun(line, plan)),
    );
    for (const listener of this.#listeners) listener();
  }

  at(place: string): readonly LoadRun[] {
    return this.#runs.get(place) ?? NONE;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const loadRuns = new LoadRuns();

export function useLoadRuns(place: string): readonly LoadRun[] {
  return useSyncExternalStore(
    loadRuns.subscribe,
    () => loadRuns.at(place),
    () => NONE,
  );
}
