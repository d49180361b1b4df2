'use client';

import { clsx } from 'clsx';
import { useMemo } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { LineBar } from '@/components/console/line/line-bar';
import { StreamView } from '@/components/console/stream/stream-view';
import type { Asked } from '@/components/identity/asked';
import { Empty } from '@/components/ui/empty';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { LimitTimes } from './limit-times';
import { RefusalCard } from './refusal-card';
import { RowNote } from './row-note';
import { SessionActions } from './session-actions';
import { messageInRow } from './session-row';
import { TalkIndex } from './talk-index';

interface SessionColumnProps {
  api: ApiRef;
  line: HeldLine;
  detail: WebSocketDetail;
  connect: WebSocketRoute;
  asked: Asked;
  /** What is written goes here, where there are several sessions. */
  spokenTo: boolean;
  /** Null where there is only this session. */
  onSpeak: (() => void) | null;
}

/** One session: where it stands, how long it has, and everything that was said on it. */
export function SessionColumn({ api, line, detail, connect, asked, spokenTo, onSpeak }: SessionColumnProps) {
  const { routes, routeSelectionExpression: expression } = detail;
  const index = useMemo(
    () => new TalkIndex(line.store, { expression, keys: routes.map(({ key }) => key) }),
    [line, expression, routes],
  );
  return (
    <section
      aria-label={`Session ${line.label.as}`}
      className="flex h-full min-h-0 min-w-88 flex-1 snap-start flex-col border-line border-r last:border-r-0 max-sm:min-w-full"
    >
      <div className={clsx('shrink-0 border-t-2', spokenTo ? 'border-accent bg-selected' : 'border-transparent')}>
        <LineBar line={line}>
          <SessionActions {...{ api, line, asked, spokenTo, onSpeak }} />
        </LineBar>
      </div>
      <LimitTimes line={line} />
      <Refusal {...{ line, detail, connect, asked }} />
      <StreamView
        store={line.store}
        label="Messages"
        fileName={`${detail.api.name} ${line.label.as.replaceAll(' · ', ' ')}`}
        words={(row) => messageInRow(row, index)}
        more={(row) => <RowNote row={row} index={index} />}
        empty={<Kept line={line} />}
      />
    </section>
  );
}

function Kept({ line }: { line: HeldLine }) {
  const { link } = useLineState(line);
  return (
    <Empty>
      {link === 'gone'
        ? 'The console was started anew while this page was closed, and kept nothing of it.'
        : 'Nothing was said yet.'}
    </Empty>
  );
}

function Refusal(props: Pick<SessionColumnProps, 'line' | 'detail' | 'connect' | 'asked'>) {
  const state = useLineState(props.line);
  if (state.refusal === null || state.head === null) return null;
  return <RefusalCard {...props} head={state.head} body={state.refusal} request={state.request} />;
}
