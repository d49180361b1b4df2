'use client';

import { clsx } from 'clsx';
import { type ReactNode, useMemo } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { LineBar } from '@/components/console/line/line-bar';
import { StoryButton } from '@/components/console/story/story-button';
import { storyOfHead, storyOfId } from '@/components/console/story/story-input';
import type { StreamRow } from '@/components/console/stream/stream-store';
import { StreamView } from '@/components/console/stream/stream-view';
import type { Asked } from '@/components/identity/asked';
import { Empty } from '@/components/ui/empty';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import type { StoryInput } from '@/lib/logs/story/contract';
import { failedHandshake } from './failed-session';
import type { GatewayError } from './gateway-error';
import { LimitTimes } from './limit-times';
import { RefusalCard } from './refusal-card';
import { RowNote } from './row-note';
import { SessionActions } from './session-actions';
import { messageInRow } from './session-row';
import { TalkIndex } from './talk-index';
import { WhyClosed } from './why-closed';
import { WhyMessage } from './why-message';

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
  const logsOf = errorLogs(api, line);
  const why = (error: GatewayError, row: StreamRow) => (
    <WhyMessage key={row.row} {...{ api, detail, line, index, row, error }} logs={logsOf(error, row.at)} />
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
      <Refusal {...{ api, line, detail, connect }} />
      <WhyClosed line={line} />
      <StreamView
        store={line.store}
        label="Messages"
        fileName={`${detail.api.name} ${line.label.as.replaceAll(' · ', ' ')}`}
        words={(row) => messageInRow(row, index)}
        more={(row) => <RowNote row={row} index={index} why={why} />}
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

function Refusal({ api, line, detail, connect }: Pick<SessionColumnProps, 'api' | 'line' | 'detail' | 'connect'>) {
  const state = useLineState(line);
  const { head } = state;
  const failed = useMemo(
    () => (state.refusal === null || state.head === null ? null : failedHandshake(line.label, state)),
    // Each message that comes changes the state, and nothing does once it was refused.
    [line, state],
  );
  if (!failed || !head) return null;
  const answeredAt = state.lastAt ?? line.label.startedAt;
  const logs = (
    <SessionLogs
      line={line}
      title="Logs of the handshake"
      input={storyOfHead(head.headers, {
        ...{ api, answeredAt, routeKey: connect.key, stage: line.label.about.stage ?? null },
        sentAt: failed.startedAt,
      })}
    />
  );
  return <RefusalCard {...{ api, line, detail, connect, failed, head, logs }} />;
}

/** A session's requests are told apart by their ids. */
function SessionLogs({ line, title, input }: { line: HeldLine; title: string; input: StoryInput }) {
  return <StoryButton id={[line.id, ...input.ids].join(' ')} title={title} input={input} />;
}

/** API Gateway gives an integration 29 seconds, so that the message went out no longer ago. */
const LONGEST_MS = 30_000;

function errorLogs(api: ApiRef, line: HeldLine): (error: GatewayError, at: number) => ReactNode {
  return ({ requestId }, at) => {
    const times = { sentAt: at - LONGEST_MS, answeredAt: at };
    const input = storyOfId(requestId, { api, ...times, routeKey: null, stage: line.label.about.stage ?? null });
    return <SessionLogs line={line} title="Logs of the message" input={input} />;
  };
}
