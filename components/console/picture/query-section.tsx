'use client';

import { Code, Download, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { csvLine } from '@/components/console/csv-line';
import { save } from '@/components/console/save';
import { FailureCard } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import type { InsightsResult } from '@/lib/logs/contract';
import { insightsRuns, type Run } from './insights-runs';
import { QueryEditor } from './query-editor';
import { editText, useEditedText } from './query-texts';
import { runInWords } from './run-words';

interface QuerySectionProps {
  /** The name of the run. */
  name: string;
  title: string;
  generated: string;
  run: Run | null;
  onRun: (text: string) => void;
  children: (result: InsightsResult, run: Run) => ReactNode;
}

/** One query of Insights: how it goes and what it costs, its text on demand, what is wrong with it, and its result. */
export function QuerySection({ name, title, generated, run, onRun, children }: QuerySectionProps) {
  const edited = useEditedText(name);
  const [opened, setOpened] = useState(false);
  const text = edited ?? generated;
  const rejection = run?.state === 'rejected' && run.input.query === text ? run.rejection : null;
  // A text that is wrong is in sight, whoever ran it.
  const shown = opened || rejection !== null;
  return (
    <section aria-label={title} className="border-line border-t">
      <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
        <h3 className="font-medium max-sm:flex-1">{title}</h3>
        <p role="status" className="min-w-0 flex-1 text-muted text-xs tabular-nums max-sm:order-last max-sm:basis-full">
          {run ? runInWords(run) : ''}
        </p>
        <RunActions name={name} title={title} run={run} />
        <Button
          size="small"
          variant="ghost"
          icon={<Code aria-hidden="true" size={12} />}
          aria-expanded={shown}
          onClick={() => setOpened(!shown)}
        >
          {edited === null ? 'Query' : 'Query, edited'}
        </Button>
      </header>
      {run?.state === 'running' ? <Progress label={`${title} is running`} done={0} total={null} /> : null}
      {shown ? (
        <QueryEditor
          label={`Query ${title.toLowerCase()}`}
          text={text}
          edited={edited !== null}
          rejection={rejection}
          onText={(next) => editText(name, next === generated ? null : next)}
          onRestore={() => editText(name, null)}
          onRun={() => onRun(text)}
        />
      ) : null}
      {run?.state === 'failed' ? (
        <FailureCard failure={run.failure} onRetry={() => onRun(text)} className="mx-4 mb-3" />
      ) : null}
      {run?.state === 'done' ? children(run.result, run) : null}
    </section>
  );
}

function RunActions({ name, title, run }: Pick<QuerySectionProps, 'name' | 'title' | 'run'>) {
  if (run?.state === 'running') {
    return (
      <Button size="small" icon={<X aria-hidden="true" size={12} />} onClick={() => insightsRuns.stop(name)}>
        Cancel
      </Button>
    );
  }
  if (run?.state !== 'done' || run.result.rows.length === 0) return null;
  return (
    <Button
      size="small"
      variant="ghost"
      icon={<Download aria-hidden="true" size={12} />}
      onClick={() => save(csvOf(run.result), fileName(title, run))}
    >
      CSV
    </Button>
  );
}

function csvOf({ columns, rows }: InsightsResult): Blob {
  return new Blob([csvLine(columns), ...rows.map(csvLine)], { type: 'text/csv' });
}

function fileName(title: string, { input }: Run): string {
  const time = new Date(input.to).toISOString().slice(0, 16).replace(/[:T]/g, '-');
  return `${title.toLowerCase().replaceAll(' ', '-')}-${time}.csv`;
}
