'use client';

import { useCallback, useState } from 'react';
import { localSlot, type Slot } from '@/components/store';

/** Longer than this, a draft lives as long as the page. */
const STORED_CHARACTERS = 256 * 1024;

interface KeptOptions<T> {
  /** What was kept, checked; null where it is none. */
  parse: (value: unknown) => T | null;
  /** The draft with everything masked that has the shape of a secret. */
  redact: (draft: T) => T;
}

/** Drafts of one sort by place: whole in the page, redacted in the browser's storage. */
export class KeptDrafts<T> {
  readonly #name: string;
  readonly #options: KeptOptions<T>;
  readonly #page = new Map<string, T>();

  constructor(name: string, options: KeptOptions<T>) {
    this.#name = name;
    this.#options = options;
  }

  read(place: string): T | null {
    return this.#page.get(place) ?? this.#slot(place).read();
  }

  write(place: string, draft: T): void {
    this.#page.set(place, draft);
    const redacted = this.#options.redact(draft);
    if (JSON.stringify(redacted).length <= STORED_CHARACTERS) this.#slot(place).write(redacted);
    else this.#slot(place).clear();
  }

  #slot(place: string): Slot<T | null> {
    return localSlot<T | null>(`${this.#name}:${place}`, { fallback: null, parse: this.#options.parse });
  }
}

/** The draft of a place, or `fresh` where none was kept. Mount it anew for another place. */
export function useKeptDraft<T>(drafts: KeptDrafts<T>, place: string, fresh: () => T): [T, (draft: T) => void] {
  const [draft, setDraft] = useState(() => drafts.read(place) ?? fresh());
  const write = useCallback(
    (next: T) => {
      drafts.write(place, next);
      setDraft(next);
    },
    [drafts, place],
  );
  return [draft, write];
}
