'use client';

import { type ReactNode, useMemo } from 'react';
import { WhyRefused } from '@/components/console/diagnosis/why-refused';
import type { HeldLine } from '@/components/console/line/held-line';
import type { StreamRow } from '@/components/console/stream/stream-store';
import type { WebSocketDetail } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { diagnoseFrame } from '@/lib/diagnosis/websocket/frame';
import { failedMessage } from './failed-session';
import type { GatewayError } from './gateway-error';
import { sessionDeed } from './session-deed';
import type { TalkIndex } from './talk-index';

interface WhyMessageProps {
  api: ApiRef;
  detail: WebSocketDetail;
  line: HeldLine;
  index: TalkIndex;
  row: StreamRow;
  error: GatewayError;
  /** How to look into its logs. */
  logs: ReactNode;
}

/** Why API Gateway answered a message with an error of its own. */
export function WhyMessage({ api, detail, line, index, row, error, logs }: WhyMessageProps) {
  const { message, connectionId, requestId } = error;
  const { failed, rules } = useMemo(() => {
    const said = index.saidBefore(row);
    const key = said && index.keyOf(said.text);
    const taken = said && index.routeOf(said.text);
    const route = detail.routes.find((one) => one.key === taken) ?? null;
    return {
      failed: failedMessage(
        line.label,
        { message, connectionId, requestId },
        { sentAt: said?.at ?? row.at, at: row.at },
      ),
      rules: (one: Failed, seeker: Seeker) => diagnoseFrame(one, { detail, key, route }, seeker),
    };
  }, [detail, line, index, row, message, connectionId, requestId]);
  return (
    <>
      {/* The height of a card is bounded by that of its pane; here the pane scrolls as a whole. */}
      <div>
        <WhyRefused {...{ api, failed, rules }} id={`${line.id} ${requestId}`} deed={sessionDeed} silent />
      </div>
      <div className="flex items-center gap-2 border-line border-b px-3 py-1.5 text-muted text-xs">
        <span className="min-w-0 flex-1">The session stays open.</span>
        {logs}
      </div>
    </>
  );
}
