'use client';

import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { useLineRefused } from '@/components/console/diagnosis/use-line-failed';
import { WhyRefused } from '@/components/console/diagnosis/why-refused';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { standingOf } from '@/components/console/line/line-bar';
import { isLive, type LineState } from '@/components/console/line/line-state';
import { Button } from '@/components/ui/button';
import { errorsOf } from '@/lib/core/graphql-errors';
import type { Failed } from '@/lib/diagnosis/exchange';
import { errorContext } from './explain-answer';
import type { GraphiqlPort, PortWays, WhyLine } from './port';
import type { KeptSchema } from './schema/schema-shelf';

interface SubscriptionEndProps {
  line: HeldLine;
  port: GraphiqlPort;
  kept: KeptSchema | null;
}

/** Why a subscription ended that nobody stopped, and what else may be tried. Nothing where all is well. */
export function SubscriptionEnd({ line, port, kept }: SubscriptionEndProps) {
  const refused = useLineRefused(line);
  if (!refused || !port.whyRefused) return <Ended line={line} ways={port.ways} />;
  return <Refused line={line} port={port} kept={kept} why={port.whyRefused} failed={refused} />;
}

interface RefusedProps extends SubscriptionEndProps {
  why: WhyLine;
  failed: Failed;
}

function Refused({ line, port, kept, why, failed }: RefusedProps) {
  const mode = line.label.sent?.mode ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a port is another for each drawing, and `why` changes with what is looked at of it.
  const rules = useMemo(() => why.rules(mode, errorContext({ port, kept, operation: null })), [why, mode, kept]);
  return <WhyRefused api={port.api} id={`${line.id} refused`} failed={failed} rules={rules} deed={why.deed} />;
}

function Ended({ line, ways }: { line: HeldLine; ways: PortWays | null }) {
  const state = useLineState(line);
  const sentences = isLive(state) ? [] : whyEnded(state);
  if (sentences.length === 0) return null;
  const another = ways && state.refusal !== null ? ways.all.find(({ id }) => id === ways.instead) : undefined;
  return (
    <div
      role="status"
      aria-label="Why it ended"
      className="flex shrink-0 items-start gap-2 border-line border-b bg-warn-soft px-3 py-2"
    >
      <TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0 flex-1 break-words text-warn">
        {sentences.map((sentence) => (
          <p key={sentence}>
            <VisibleText text={sentence} />
          </p>
        ))}
      </div>
      {another && ways && ways.chosen !== another.id ? (
        <Button size="small" onClick={() => ways.onChoose(another.id)}>
          Use {another.label.toLowerCase()}
        </Button>
      ) : null}
    </div>
  );
}

const MOST_CHARACTERS = 300;

function whyEnded(state: LineState): string[] {
  const errors = errorsOf({ errors: Array.isArray(state.errors) ? state.errors : [] }).map(({ message }) => message);
  const asked = state.closed?.by === 'asked';
  const standing = asked ? null : standingOf(state);
  const answer = state.refusal?.trim() ?? '';
  const shown = answer.length > MOST_CHARACTERS ? `${answer.slice(0, MOST_CHARACTERS)}…` : answer;
  const said = [...errors, standing, shown, asked ? null : state.note];
  return [...new Set(said.filter((one): one is string => one !== null && one !== ''))];
}
