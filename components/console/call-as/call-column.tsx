'use client';

import { type ReactNode, useId } from 'react';
import { AnswerStatus } from '@/components/console/answer/answer-status';
import { CancelledNote } from '@/components/console/answer/cancelled-note';
import type { Why } from '@/components/console/diagnosis/why';
import { WhyFailed } from '@/components/console/diagnosis/why-failed';
import { type Exchange, outcomeOf } from '@/components/console/exchange/exchange';
import { ScrollRegion } from '@/components/console/scroll-region';
import type { KeptIdentity } from '@/components/identity/identity';
import { IdentityIcon } from '@/components/identity/identity-icon';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { whoOf } from '@/components/identity/who';
import { FailureCard } from '@/components/shell/failure';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { BodyDiff } from './body-diff';
import { DiffLines } from './diff-lines';
import { HeaderChanges } from './header-changes';
import { Mend } from './mend';
import type { Member } from './runs';
import { type Compared, useCompared } from './use-compared';

export interface Answered {
  member: Member;
  /** Undefined until it is sent, and once it was given up for newer ones. */
  exchange: Exchange | undefined;
}

interface CallColumnProps {
  answered: Answered;
  /** What it is compared with; null for the first itself. */
  first: Answered | null;
  place: IdentityPlace;
  why: Why;
  onCancel: (exchange: string) => void;
  /** Calls again as an identity whose credentials are got anew. */
  onRegain: (identity: KeptIdentity) => void;
  /** Before a window opens in which the person is asked about the identity. */
  onAsk: () => void;
  onOpen: (exchange: string) => void;
}

/** One identity's answer: status, duration and size, and how it differs from the first. */
export function CallColumn(props: CallColumnProps) {
  const { answered, first, onCancel, onOpen } = props;
  const { member, exchange } = answered;
  const { identity } = member;
  const id = useId();
  return (
    <li className="min-w-0">
      <article
        aria-labelledby={id}
        className="flex h-full flex-col overflow-hidden rounded-lg border border-line-strong"
      >
        <header className="border-line border-b bg-panel px-3 py-2">
          <div className="flex items-center gap-2">
            <IdentityIcon kind={identity.kind} />
            <h3 id={id} className="min-w-0 flex-1 truncate font-medium" title={whoOf(identity)}>
              {identity.label}
            </h3>
            {first === null ? <Badge>First</Badge> : null}
          </div>
          <div className="mt-1 flex min-h-7 items-center gap-2">
            {exchange ? <AnswerStatus exchange={exchange} nameless /> : <MemberState state={member.state} />}
            {exchange?.running ? (
              <Button size="small" aria-label={`Cancel as ${identity.label}`} onClick={() => onCancel(exchange.id)}>
                Cancel
              </Button>
            ) : null}
            {exchange?.head && !exchange.running ? (
              <Button
                size="small"
                aria-label={`Open the answer as ${identity.label}`}
                onClick={() => onOpen(exchange.id)}
              >
                Open
              </Button>
            ) : null}
          </div>
        </header>
        <Told {...props} />
      </article>
    </li>
  );
}

function MemberState({ state }: { state: Member['state'] }) {
  if (state.type === 'preparing') {
    return (
      <span className="flex flex-1 items-center gap-2 text-muted">
        <Spinner /> Renewing the identity
      </span>
    );
  }
  const word = { failed: 'Not sent', cancelled: 'Cancelled', sent: 'Given up for newer answers' }[state.type];
  return <span className="flex-1 text-muted">{word}</span>;
}

function Told({ answered: { member, exchange }, first, place, why, onRegain, onAsk }: CallColumnProps) {
  const mend = { place, identity: member.identity, onRegain, onAsk };
  if (member.state.type === 'failed') {
    return (
      <FailureCard failure={member.state.failure} className="m-3">
        <Mend {...mend} lost={false} />
      </FailureCard>
    );
  }
  if (!exchange) return null;
  return (
    <>
      <WhyFailed exchange={exchange} why={why} brief />
      <CancelledNote exchange={exchange} />
      {exchange.failure ? (
        <FailureCard failure={exchange.failure} className="m-3">
          {exchange.failure.code === 'expired-credentials' ? <Mend {...mend} lost /> : null}
        </FailureCard>
      ) : null}
      {exchange.head && first?.exchange?.head ? (
        <HeaderChanges
          first={first.exchange.head.headers}
          other={exchange.head.headers}
          against={first.member.identity.label}
        />
      ) : null}
      {exchange.head && !exchange.running ? (
        <Body exchange={exchange} label={member.identity.label} first={first} />
      ) : null}
    </>
  );
}

function Body({ exchange, label, first }: { exchange: Exchange; label: string; first: Answered | null }) {
  const compared = useCompared(first === null ? exchange : first.exchange, first === null ? null : exchange);
  if (first !== null && !first.exchange?.head) {
    const waiting = first.exchange?.running || first.member.state.type === 'preparing';
    return <Line>{waiting ? 'Waiting for the first answer.' : 'The first has no answer to compare with.'}</Line>;
  }
  if (!compared) return <Line>Comparing the bodies.</Line>;
  return <Drawn compared={compared} label={label} against={first?.member.identity.label ?? ''} />;
}

function Drawn({ compared, label, against }: { compared: Compared; label: string; against: string }) {
  if (compared.type === 'lines') {
    if (compared.binary) return <Line>The body is no text.</Line>;
    if (compared.lines.length === 0) return <Line>The answer has no body.</Line>;
    return (
      <>
        {compared.cut ? <Line>The first 1 MB of the body.</Line> : null}
        <Lines label={`Body as ${label}`}>
          <DiffLines lines={compared.lines} whole />
        </Lines>
      </>
    );
  }
  const { diff } = compared;
  return (
    <>
      <Line>{diffInWords(diff, against)}</Line>
      {diff.type === 'lines' && diff.diff.gone + diff.diff.new > 0 ? (
        <Lines label={`How the body as ${label} differs`}>
          <DiffLines lines={diff.diff.lines} />
        </Lines>
      ) : null}
    </>
  );
}

function Lines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ScrollRegion label={label} className="max-h-[45vh] bg-ground">
      {children}
    </ScrollRegion>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <p className="border-line border-b px-3 py-1.5 text-muted text-xs last:border-b-0">{children}</p>;
}

/** How a body differs, in one sentence. */
function diffInWords(diff: BodyDiff, against: string): string {
  if (diff.type === 'equal') return `The same body as ${against}.`;
  if (diff.type === 'other') return diff.sentence;
  const { gone, new: added, coarse } = diff.diff;
  const cut = diff.cut ? ' The first 1 MB was compared.' : '';
  if (gone + added === 0) return `The same lines as ${against}.${cut}`;
  const rough = coarse ? ' They differ so much that only what is around the differences was found.' : '';
  return `Against ${against}: ${lines(gone)} gone, ${lines(added)} new.${rough}${cut}`;
}

function lines(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'line' : 'lines'}`;
}

/** All answers in one sentence, to be read out: `200 as alice, 403 as bob, 401 without an identity`. */
export function answersInWords(all: readonly Answered[]): string {
  return all
    .map(({ member, exchange }) => {
      const who = member.identity.kind === 'none' ? 'without an identity' : `as ${member.identity.label}`;
      const what = exchange ? outcomeOf(exchange) : member.state.type === 'preparing' ? 'Running' : 'Not sent';
      return `${what} ${who}`;
    })
    .join(', ');
}
