'use client';

import { useMemo } from 'react';
import { useLineRefused, useNotTaken } from '@/components/console/diagnosis/use-line-failed';
import { WhyRefused } from '@/components/console/diagnosis/why-refused';
import type { HeldLine } from '@/components/console/line/held-line';
import type { EventsDeed } from '@/lib/diagnosis/events/diagnose';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { EventsWhy } from './use-events-why';

interface WhyNotProps {
  why: EventsWhy;
  /** Tells one refusal from another. */
  id: string;
  failed: Failed;
  what: EventsDeed['what'];
  channel: string;
  mode: string | null;
}

/** Why something that was done at an Event API came to nothing. */
export function WhyNot({ why: { api, rules: ofKind, deed }, id, failed, what, channel, mode }: WhyNotProps) {
  const rules = useMemo(
    () => ofKind(what === 'connect' ? { what } : { what, channel }, mode),
    [ofKind, what, channel, mode],
  );
  return (
    <div className="mt-2 overflow-hidden rounded-md border border-line border-b-0">
      <WhyRefused api={api} id={id} failed={failed} rules={rules} deed={deed} silent={what !== 'connect'} />
    </div>
  );
}

/** Why a line was not opened; nothing where it was. */
export function WhyNotOpen({ why, line }: { why: EventsWhy; line: HeldLine }) {
  const failed = useLineRefused(line);
  if (!failed) return null;
  const about = {
    id: `${line.id} connect`,
    what: 'connect',
    channel: '',
    mode: line.label.sent?.mode ?? null,
  } as const;
  return <WhyNot why={why} failed={failed} {...about} />;
}

/** Why the last of a sort that was said on a line was not taken; nothing where it was. */
export function WhyNotTaken({ why, line, said }: { why: EventsWhy; line: HeldLine; said: 'subscribe' | 'publish' }) {
  const notTaken = useNotTaken(line, said);
  if (!notTaken) return null;
  const { failed, channel } = notTaken;
  const about = { id: `${line.id} ${said} ${failed.body}`, what: said, channel, mode: line.label.sent?.mode ?? null };
  return <WhyNot why={why} failed={failed} {...about} />;
}
