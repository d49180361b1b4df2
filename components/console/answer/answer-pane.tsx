'use client';

import { clsx } from 'clsx';
import { type ReactNode, useMemo, useState } from 'react';
import type { Why } from '@/components/console/diagnosis/why';
import { WhyFailed } from '@/components/console/diagnosis/why-failed';
import type { Exchange, Redo } from '@/components/console/exchange/exchange';
import { exchanges } from '@/components/console/exchange/use-exchanges';
import { figuresOf } from '@/components/console/story/figures';
import { useStory } from '@/components/console/story/use-story';
import { FailureCard } from '@/components/shell/failure';
import type { FollowInput } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import { AnswerEmpty } from './answer-empty';
import { AnswerNotes } from './answer-notes';
import { AnswerStatus } from './answer-status';
import { type AnswerTab, AnswerTabs } from './answer-tabs';
import { CancelledNote } from './cancelled-note';
import { HistoryMenu } from './history-menu';
import { PhaseBar } from './phase-bar';

interface AnswerPaneProps {
  api: ApiRef;
  place: string;
  /** The route key, by which its function's log is found; null where there are no routes. */
  routeKey: string | null;
  all: readonly Exchange[];
  /** The exchange that was picked from the history; null for the latest. */
  selected: string | null;
  onSelect: (id: string | null) => void;
  onSendAgain: (then: Redo) => void;
  onEdit: (then: Redo) => void;
  /** What can be done at once where a request could not be sent. */
  remedy: (exchange: Exchange) => ReactNode;
  /** Why a call of this API fails. */
  why: Why;
}

/** What came back, or why nothing did. */
export function AnswerPane(props: AnswerPaneProps) {
  const { api, place, routeKey, all, selected, onSelect, onSendAgain, onEdit, remedy } = props;
  const [tab, setTab] = useState<AnswerTab>('body');
  const current = all.find((exchange) => exchange.id === selected) ?? all[0];
  // Until the new answer begins, the one before stays to look at: quick answers must not make the screen flicker.
  const waiting = current?.running && !current.head;
  const shown = waiting ? (all.find((exchange) => exchange.head && exchange !== current) ?? current) : current;
  const story = useStory(shown?.id ?? null);
  const figures = useMemo(() => figuresOf(story), [story]);
  const why = useMemo(() => withLogs(props.why, () => setTab('logs')), [props.why]);
  const logsAt = useMemo(() => ({ api, routeKey }), [api, routeKey]);
  if (!current || !shown) return <AnswerEmpty />;

  const follow = (exchange: Exchange) => {
    const redirect = exchange.end?.redirect;
    if (!redirect) return;
    const input: FollowInput = { api, follow: redirect.id, timeoutMs: exchange.draft?.timeoutMs ?? 30_000 };
    onSelect(null);
    exchanges.send(
      {
        place,
        method: redirect.method,
        target: redirect.location,
        draft: null,
        stage: exchange.stage,
        as: redirect.sameOrigin ? exchange.as : null,
        foresight: null,
      },
      input,
      null,
    );
  };
  const timings = shown.end?.timings ?? shown.unreachable?.timings;
  return (
    <section aria-label="Answer" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-2 border-line border-b pr-2 pl-4">
        <AnswerStatus exchange={current} />
        <HistoryMenu
          place={place}
          all={all}
          shown={current}
          onSelect={onSelect}
          onSendAgain={onSendAgain}
          onEdit={onEdit}
        />
      </div>
      <div
        className={clsx('flex min-h-0 flex-1 flex-col transition-opacity delay-150', waiting && 'opacity-50')}
        inert={Boolean(waiting)}
      >
        {timings ? <PhaseBar timings={timings} figures={figures} /> : null}
        <WhyFailed exchange={shown} why={why} />
        <AnswerNotes exchange={shown} onFollow={() => follow(shown)} />
        {shown.failure ? (
          <FailureCard failure={shown.failure} className="m-4">
            {remedy(shown)}
          </FailureCard>
        ) : null}
        <CancelledNote exchange={shown} />
        <AnswerTabs tab={tab} onTab={setTab} exchange={shown} account={api.account} logs={{ place: logsAt, story }} />
      </div>
    </section>
  );
}

/** The logs stand in this pane, whichever console it belongs to. */
function withLogs(why: Why, onLogs: () => void): Why {
  const logs = { label: 'Look at the logs', run: onLogs };
  return { ...why, deed: (action, exchange) => (action.do === 'logs' ? logs : why.deed(action, exchange)) };
}
