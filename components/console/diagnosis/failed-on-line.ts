import type { LineLabel } from '@/components/console/line/held-line';
import type { LineState } from '@/components/console/line/line-state';
import type { Failed } from '@/lib/diagnosis/exchange';

/**
 * What a line was refused, or something said on it, as a diagnosis looks at it. With `errors` the line is open and they
 * are the API's own; without them it was not opened.
 */
export function failedOnLine(label: Pick<LineLabel, 'startedAt' | 'sent'>, state: LineState, errors: unknown): Failed {
  const { request, head, refusal, timings } = state;
  const open = errors !== null;
  return {
    startedAt: label.startedAt,
    method: 'GET',
    target: request?.target ?? '/',
    stage: '',
    // A signature on a line is over its messages.
    request: open ? null : request,
    head,
    body: open ? JSON.stringify({ errors }) : refusal,
    end: timings && { timings, bytes: { wire: 0, decoded: 0 }, cut: null },
    unreachable: state.unreachable && timings && { ...state.unreachable, timings },
    as: label.sent?.as ?? null,
    foresight: label.sent?.foresight ?? null,
    onLine: true,
  };
}
