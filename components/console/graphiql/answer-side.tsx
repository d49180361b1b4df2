'use client';

import { ResponseEditor, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { AnswerPane } from '@/components/console/answer/answer-pane';
import { AnswerStatus } from '@/components/console/answer/answer-status';
import { CancelledNote } from '@/components/console/answer/cancelled-note';
import { PhaseBar } from '@/components/console/answer/phase-bar';
import { Regain } from '@/components/console/auth/regain';
import { WhyFailed } from '@/components/console/diagnosis/why-failed';
import type { Exchange, Redo } from '@/components/console/exchange/exchange';
import { exchanges, useExchanges } from '@/components/console/exchange/use-exchanges';
import { useHeldLines } from '@/components/console/line/held-lines';
import type { Identity } from '@/components/identity/identity';
import { findIdentity } from '@/components/identity/identity-store';
import { identities } from '@/components/identity/use-identities';
import { FailureCard } from '@/components/shell/failure';
import { Count } from '@/components/ui/badge';
import { Empty } from '@/components/ui/empty';
import { toast } from '@/components/ui/toast';
import { AnswerWords } from './answer-words';
import { Box } from './editors';
import type { GraphiqlPort } from './port';
import type { KeptSchema } from './schema/schema-shelf';
import { SideTabs } from './side-tabs';
import { SubscriptionPane } from './subscription-pane';
import type { Runs, TabRun } from './use-runs';

type Shown = 'result' | 'stream' | 'answer';

/** What came back: the result as GraphiQL shows it with what its errors mean, the stream, and the whole exchange. */
export function AnswerSide({ port, runs, kept }: { port: GraphiqlPort; runs: Runs; kept: KeptSchema | null }) {
  const [shown, setShown] = useState<Shown>('result');
  const [selected, setSelected] = useState<string | null>(null);
  const tab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id ?? '');
  const run = runs.byTab.get(tab) ?? null;
  const all = useExchanges(port.place);
  const lines = useHeldLines(port.place);
  const { edit, sendAgain } = useRedo(port);
  const began = run?.line ?? run?.exchange ?? null;
  useEffect(() => {
    if (began === null) return;
    // What was just begun is what one wants to see.
    setShown((now) => (typeof began === 'object' ? 'stream' : now === 'stream' ? 'result' : now));
    setSelected(null);
  }, [began]);
  const resend = (exchange: Exchange, identity: Identity) => {
    const operation = port.operationOf(exchange);
    if (!operation) return;
    const { start, input, body } = port.request({ ...operation, operationName: null, headers: [] }, identity);
    exchanges.send(start, input, body);
  };
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SideTabs<Shown>
        label="What came back"
        value={shown}
        onValue={setShown}
        items={[
          { id: 'result', label: 'Result' },
          ...(port.subscribe
            ? [
                {
                  id: 'stream' as const,
                  label: 'Stream',
                  aside: lines.length > 0 ? <Count value={lines.length} /> : null,
                },
              ]
            : []),
          { id: 'answer', label: 'Exchange' },
        ]}
      />
      {/* It stays, whichever is shown: GraphiQL runs nothing without it. */}
      <div hidden={shown !== 'result'} className={shown === 'result' ? 'flex min-h-0 flex-1 flex-col' : ''}>
        <Result port={port} run={run} />
      </div>
      {shown === 'stream' ? (
        <SubscriptionPane port={port} kept={kept} lines={lines} latest={run?.line ?? null} />
      ) : null}
      {shown === 'answer' ? (
        <AnswerPane
          api={port.api}
          place={port.place}
          routeKey={port.routeKey}
          all={all}
          selected={selected ?? run?.exchange ?? null}
          onSelect={setSelected}
          onSendAgain={sendAgain}
          onEdit={edit}
          why={port.why}
          remedy={(exchange) => <Regain exchange={exchange} {...port.who} onSend={(as) => resend(exchange, as)} />}
        />
      ) : null}
    </div>
  );
}

function Result({ port, run }: { port: GraphiqlPort; run: TabRun | null }) {
  const exchange = useExchanges(port.place).find(({ id }) => id === run?.exchange);
  const timings = exchange?.end?.timings ?? exchange?.unreachable?.timings;
  const onMode = useRunUnder(port);
  // Variables that do not parse are told of without a run.
  const untouched = useGraphiQL(({ tabs, activeTabIndex }) => !run && !tabs[activeTabIndex]?.response);
  return (
    <section aria-label="Result" className="flex min-h-0 flex-1 flex-col">
      {exchange ? (
        <div className="flex h-10 shrink-0 items-center border-line border-b px-4">
          <AnswerStatus exchange={exchange} />
        </div>
      ) : null}
      {timings ? <PhaseBar timings={timings} /> : null}
      {exchange ? <WhyFailed exchange={exchange} why={port.why} /> : null}
      {exchange?.failure ? <FailureCard failure={exchange.failure} className="m-4" /> : null}
      {exchange ? <CancelledNote exchange={exchange} /> : null}
      <AnswerWords words={run?.words ?? []} modes={port.modes} onMode={onMode} />
      <Box label="Result of the operation">
        <ResponseEditor />
        {untouched ? (
          <div className="absolute inset-0 flex flex-col justify-center bg-ground p-4">
            <Empty>Run the operation to see its answer here.</Empty>
          </div>
        ) : null}
      </Box>
    </section>
  );
}

/** Chooses a mode, and runs the operation once that is the one. */
function useRunUnder({ modes }: GraphiqlPort): (id: string) => void {
  const { run } = useGraphiQLActions();
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen = modes?.chosen;
  useEffect(() => {
    if (wanted === null || wanted !== chosen) return;
    setWanted(null);
    void run();
  }, [wanted, chosen, run]);
  return (id) => {
    modes?.onChoose(id);
    setWanted(id);
  };
}

/** Brings an operation of the history back: into a tab of its own, or that and off again. */
function useRedo(port: GraphiqlPort) {
  const { addTab, run } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  const edit = (then: Redo): boolean => {
    const operation = port.operationOf(then);
    if (!operation) {
      toast('That request was no GraphQL operation.', { tone: 'bad' });
      return false;
    }
    // Whoever is gone meanwhile stays gone: then it goes as whoever is chosen now.
    if (then.as && findIdentity(identities.list(), then.as.id)) identities.choose(port.who.place, then.as.id);
    addTab();
    queryEditor?.setValue(operation.query);
    variableEditor?.setValue(operation.variables ? JSON.stringify(operation.variables, null, 2) : '');
    return true;
  };
  // GraphiQL learns of the new text a moment later; only then does it know which operations there are.
  const sendAgain = (then: Redo) => {
    if (edit(then)) setTimeout(() => void run(), 200);
  };
  return { edit, sendAgain };
}
