'use client';

import type { HeldLine } from '@/components/console/line/held-line';
import type { Asked } from '@/components/identity/asked';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { SessionColumn } from './session-column';
import type { SpokenTo } from './spoken-to';

interface SessionColumnsProps {
  api: ApiRef;
  detail: WebSocketDetail;
  connect: WebSocketRoute;
  lines: readonly HeldLine[];
  spoken: SpokenTo;
  asked: Asked;
  onConnect: () => void;
}

/** The sessions side by side, in the order in which they were opened. */
export function SessionColumns({ api, detail, connect, lines, spoken, asked, onConnect }: SessionColumnsProps) {
  if (lines.length === 0) {
    return (
      <div className="flex h-full flex-col justify-center p-4">
        <Empty action={<Button onClick={onConnect}>Open a session</Button>}>
          Connect to say something and to see everything that comes. Connect again to have several sessions side by
          side.
        </Empty>
      </div>
    );
  }
  return (
    <section
      aria-label="Sessions"
      // More sessions than fit are scrolled by key.
      tabIndex={lines.length > 1 ? 0 : undefined}
      className="flex h-full min-h-0 snap-x overflow-x-auto outline-offset-[-2px]"
    >
      {lines.map((line) => (
        <SessionColumn
          key={line.id}
          {...{ api, line, detail, connect, asked }}
          spokenTo={lines.length > 1 && spoken.lines.includes(line)}
          onSpeak={lines.length > 1 ? () => spoken.speakTo(line.id) : null}
        />
      ))}
    </section>
  );
}
