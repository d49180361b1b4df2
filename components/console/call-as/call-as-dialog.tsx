'use client';

import { Play, Square, UsersRound } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ByHand } from '@/components/console/auth/foresight';
import type { Why } from '@/components/console/diagnosis/why';
import { exchanges, useExchanges } from '@/components/console/exchange/use-exchanges';
import { ProductionPrompt } from '@/components/guard/production-prompt';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { pickerGroups } from '@/components/identity/picker-choices';
import { renewIdentity } from '@/components/identity/renew';
import { identities as kept, useIdentities } from '@/components/identity/use-identities';
import { useNow } from '@/components/identity/use-now';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { useAccount } from '@/components/shell/use-account';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useShortcut } from '@/components/ui/use-shortcut';
import { answersInWords, CallColumn } from './call-column';
import { CandidateList } from './candidate-list';
import { candidateOf, firstMembers } from './members';
import { MOST_MEMBERS } from './runs';
import { callRuns, useRun } from './use-runs';

interface CallAsDialogProps {
  /** The place of the exchanges. */
  place: string;
  who: { place: IdentityPlace; chosen: Identity };
  method: string;
  byHand: ByHand;
  /** False where the draft cannot go: the focus is then led to what must be mended. */
  check: (identity: Identity) => boolean;
  send: (identity: Identity) => string;
  why: Why;
  onOpen: (exchange: string) => void;
  onClose: () => void;
}

/** Whom was picked last, by place, for as long as the page lives. */
const lastPicked = new Map<string, readonly string[]>();

/** The same request as several identities at once, and their answers side by side. */
export function CallAsDialog(props: CallAsDialogProps) {
  const { place, who, method, byHand, check, send, why, onOpen, onClose } = props;
  const { list, account } = useAccount();
  const all = useIdentities();
  const now = useNow(true);
  const own = account?.profile ?? list?.current ?? null;
  const groups = pickerGroups(who.place, all, { own, names: (list?.profiles ?? []).map(({ name }) => name) });
  const [picked, setPicked] = useState(
    () => lastPicked.get(place) ?? firstMembers(groups, who.chosen, who.place, Date.now()),
  );
  const answers = useAnswers(place);
  const running = answers.some(({ exchange, member }) => exchange?.running || member.state.type === 'preparing');
  const button = useRef<HTMLButtonElement>(null);
  const [choosing, setChoosing] = useState(answers.length === 0);

  const pick = (id: string, on: boolean) => {
    const next = on ? [...picked, id] : picked.filter((one) => one !== id);
    lastPicked.set(place, next);
    setPicked(next);
  };
  const everybody = groups.flatMap(({ identities }) => identities);
  // In the order in which they stand, whoever is chosen first: the others are compared with them.
  const members = everybody
    .filter(({ id }) => picked.includes(id))
    .sort((a, b) => Number(b.id === who.chosen.id) - Number(a.id === who.chosen.id));
  const run = () => {
    const [first] = members;
    if (!first) return;
    if (!check(first)) return onClose();
    setChoosing(false);
    callRuns.start(place, members, { ready: readyIdentity, send, cancel: (id) => exchanges.cancel(id) });
  };
  const toggle = () => (running ? callRuns.cancel(place) : run());
  useShortcut('Mod+Enter', (event) => {
    if (!event.repeat) toggle();
  });

  return (
    <Dialog open title="Call as several identities" onClose={onClose} initialFocus={button} className="max-w-[92rem]">
      <div className="space-y-4">
        {choosing
          ? groups.map(({ title, identities }) => (
              <CandidateList
                key={title}
                title={title}
                candidates={identities.map((one) => candidateOf(one, who.place, byHand, now))}
                picked={picked}
                full={members.length >= MOST_MEMBERS}
                onPick={pick}
              />
            ))
          : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button
            ref={button}
            variant={running ? 'secondary' : 'primary'}
            disabled={!running && members.length === 0}
            icon={
              running ? (
                <Square aria-hidden="true" size={12} fill="currentColor" />
              ) : (
                <Play aria-hidden="true" size={12} fill="currentColor" />
              )
            }
            onClick={toggle}
          >
            {running ? 'Cancel all' : `Send as ${members.length} ${members.length === 1 ? 'identity' : 'identities'}`}
          </Button>
          <Button
            aria-expanded={choosing}
            icon={<UsersRound aria-hidden="true" size={14} />}
            onClick={() => setChoosing(!choosing)}
          >
            Choose whom
          </Button>
          <p className="min-w-0 text-muted">{intention(method, members.length)}</p>
        </div>
        <p role="status" className="sr-only">
          {answers.length > 0 && !running ? answersInWords(answers) : ''}
        </p>
        {answers.length > 0 ? (
          <ol
            aria-label="Answers"
            className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,19rem),1fr))] items-start gap-3"
          >
            {answers.map((answered, at) => (
              <CallColumn
                key={answered.member.identity.id}
                answered={answered}
                first={at === 0 ? null : (answers[0] ?? null)}
                place={who.place}
                why={why}
                onCancel={(id) => exchanges.cancel(id)}
                onRegain={(one) => callRuns.again(place, one, () => kept.renew(one.id, renewIdentity))}
                onAsk={onClose}
                onOpen={onOpen}
              />
            ))}
          </ol>
        ) : null}
        <ProductionPrompt />
      </div>
    </Dialog>
  );
}

function useAnswers(place: string) {
  const run = useRun(place);
  const known = useExchanges(place);
  return (run?.members ?? []).map((member) => {
    const { state } = member;
    return { member, exchange: state.type === 'sent' ? known.find(({ id }) => id === state.exchange) : undefined };
  });
}

/** A request that changes something is done as often as it is sent. */
function intention(method: string, times: number): string {
  if (times === 0) return 'Choose as whom to send.';
  if (['GET', 'HEAD', 'OPTIONS'].includes(method))
    return `Up to ${MOST_MEMBERS} at once; the first is what the others are compared with.`;
  return `${method} is really sent ${times === 1 ? 'once' : `${times} times`}, once as each.`;
}
