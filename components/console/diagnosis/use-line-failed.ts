'use client';

import { useMemo } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { isLive, type LineState } from '@/components/console/line/line-state';
import type { Failed } from '@/lib/diagnosis/exchange';
import { failedOnLine } from './failed-on-line';

/** Why a line is not open that somebody opened, as a diagnosis looks at it; null where it is, or ended as it should. */
export function useLineRefused(line: HeldLine): Failed | null {
  const state = useLineState(line);
  const isRefused = !isLive(state) && (state.errors !== null || state.refusal !== null || state.unreachable !== null);
  return useFailed(line, state, isRefused ? { errors: state.errors } : null);
}

/** The last of a sort that was said on a line and not taken, and by which channel; null where all was. */
export function useNotTaken(line: HeldLine, said: 'subscribe' | 'publish') {
  const state = useLineState(line);
  const notTaken = state.notTaken?.said === said ? state.notTaken : null;
  const failed = useFailed(line, state, notTaken);
  return useMemo(() => failed && notTaken && { failed, channel: notTaken.channel }, [failed, notTaken]);
}

/** The same for as long as the line is as it is: each message that comes changes its state. */
function useFailed({ label }: HeldLine, state: LineState, refused: { errors: unknown } | null): Failed | null {
  const { request, head, refusal, timings, unreachable } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the state, only these are looked at.
  return useMemo(
    () => refused && failedOnLine(label, state, refused.errors),
    [label, request, head, refusal, timings, unreachable, refused?.errors],
  );
}
