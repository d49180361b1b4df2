'use client';

import { useEffect, useState } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import { bodies } from '@/components/console/viewer/viewer-client';
import type { BodyDiff } from './body-diff';
import { comparableOf } from './comparable';
import { askDiff, askLines } from './diff-client';
import type { DiffLine } from './line-diff';

/** What a column shows of a body: the first one's lines, or how another one differs. */
export type Compared =
  | { type: 'lines'; lines: DiffLine[]; cut: boolean; binary: boolean }
  | { type: 'diff'; diff: BodyDiff };

/** The body of `other` against that of `first`; `other` null for the first itself. Null until both have come to their end. */
export function useCompared(first: Exchange | undefined, other: Exchange | undefined | null): Compared | null {
  const [compared, setCompared] = useState<{ key: string; value: Compared } | null>(null);
  const done = first && !first.running && (other === null || (other && !other.running));
  const key = done ? `${first.id} ${other?.id ?? ''}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two have ended, so that their ids say all of them.
  useEffect(() => {
    if (key === null || !first) return;
    let gone = false;
    void compare(first, other ?? null).then((value) => !gone && setCompared({ key, value }));
    return () => {
      gone = true;
    };
  }, [key]);
  return compared && compared.key === key ? compared.value : null;
}

async function compare(first: Exchange, other: Exchange | null): Promise<Compared> {
  const a = await comparableOf(first, bodies);
  if (other === null) {
    const lines = await askLines(a);
    return { type: 'lines', lines, cut: a.type === 'text' && a.cut, binary: a.type === 'binary' };
  }
  return { type: 'diff', diff: await askDiff(a, await comparableOf(other, bodies)) };
}
