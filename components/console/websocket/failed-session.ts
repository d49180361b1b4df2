import type { LineLabel } from '@/components/console/line/held-line';
import type { LineState } from '@/components/console/line/line-state';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { GatewayError } from './gateway-error';

type Label = Pick<LineLabel, 'startedAt' | 'sent' | 'as' | 'about'>;

const NOTHING = { method: 'GET', target: '/', request: null, head: null, body: null, end: null } as const;
const NO_BYTES = { bytes: { wire: 0, decoded: 0 }, cut: null };

/** A handshake that opened no session, as a diagnosis looks at it. */
export function failedHandshake(label: Label, state: LineState): Failed {
  const { request, head, refusal, timings } = state;
  return {
    ...NOTHING,
    ...{ request, head, target: request?.target ?? '/', body: refusal, stage: label.about.stage ?? '' },
    startedAt: (state.lastAt ?? label.startedAt) - (timings?.total ?? 0),
    end: timings && { timings, ...NO_BYTES },
    unreachable: null,
    // Lines that an earlier version opened do not say how they were proved.
    as: label.sent?.as ?? { label: label.as, scheme: 'none', profile: null },
    foresight: null,
  };
}

/** A message that API Gateway answered with an error of its own, as a diagnosis looks at it. */
export function failedMessage(
  label: Label,
  error: GatewayError,
  { sentAt, at }: { sentAt: number; at: number },
): Failed {
  const total = at - sentAt;
  const timings = { dns: null, tcp: null, tls: null, firstByte: null, download: null, total, reused: true };
  const headers: [string, string][] = [['x-amzn-requestid', error.requestId]];
  return {
    ...NOTHING,
    startedAt: sentAt,
    stage: label.about.stage ?? '',
    // A frame has no head of its own; its id leads to what was logged.
    head: { status: 0, reason: '', httpVersion: '', headers, remote: null, tls: null },
    body: JSON.stringify(error),
    end: { timings, ...NO_BYTES },
    unreachable: null,
    as: label.sent?.as ?? null,
    foresight: null,
  };
}
