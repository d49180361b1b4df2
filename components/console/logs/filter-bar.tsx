'use client';

import { clsx } from 'clsx';
import { type KeyboardEvent, useState } from 'react';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { Switch } from '@/components/ui/switch';
import type { SharedWork } from './at-cloudwatch';
import { STATUS_CLASSES, type StatusClass } from './fields';
import type { LogTally } from './log-tally';
import type { LogQuestion } from './question';

interface FilterBarProps {
  question: LogQuestion;
  onQuestion: (question: LogQuestion) => void;
  tally: LogTally;
  /** CloudWatch's own pattern, as it was typed; empty for none. */
  pattern: string;
  onPattern: (pattern: string) => void;
  /** CloudWatch leaves out what it can of what the question does not want. */
  narrow: boolean;
  onNarrow: (narrow: boolean) => void;
  /** What it can, for what is asked. */
  work: SharedWork;
}

const COLOURS: Record<StatusClass, string> = { 2: 'text-ok', 3: 'text-muted', 4: 'text-warn', 5: 'text-bad' };

/** Everything by which lines can be told apart, and where that happens: here, or at CloudWatch already. */
export function FilterBar(props: FilterBarProps) {
  const { question, onQuestion, tally, pattern, onPattern, narrow, onNarrow, work } = props;
  const set = (values: Partial<LogQuestion>) => onQuestion({ ...question, ...values });
  return (
    <fieldset aria-label="Filter" className="shrink-0 border-line border-b px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Statuses statuses={question.statuses} counts={tally.statuses} onStatuses={(statuses) => set({ statuses })} />
        <NativeSelect
          label="Route"
          value={question.route}
          items={[{ value: '', label: 'All routes' }, ...routeItems(tally, question.route)]}
          onValue={(route) => set({ route })}
          className="w-44"
        />
        <Input
          label="Slower than, in ms"
          hideLabel
          type="number"
          min={0}
          placeholder="Slower than ms"
          value={question.slowerThan ?? ''}
          onChange={({ target }) => set({ slowerThan: numberIn(target.value) })}
          className="w-32"
        />
        <Input
          label="Identity or address"
          hideLabel
          placeholder="Identity or address"
          value={question.identity}
          onChange={({ target }) => set({ identity: target.value.trim() })}
          className="w-44"
        />
        <PatternField key={pattern} pattern={pattern} onPattern={onPattern} />
      </div>
      {work.there.length + work.here.length > 0 ? (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
          <Switch
            label="Let CloudWatch leave the rest out"
            showLabel
            checked={narrow && pattern === ''}
            disabled={work.pattern === null || pattern !== ''}
            onChecked={onNarrow}
          />
          <span>{whereInWords(work, narrow && pattern === '')}</span>
        </div>
      ) : null}
    </fieldset>
  );
}

interface StatusesProps {
  statuses: readonly StatusClass[];
  counts: Readonly<Record<StatusClass, number>>;
  onStatuses: (statuses: readonly StatusClass[]) => void;
}

function Statuses({ statuses, counts, onStatuses }: StatusesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it stands in a fieldset already.
    <div role="group" aria-label="Status" className="flex overflow-hidden rounded-md border border-line-strong">
      {STATUS_CLASSES.map((one) => {
        const on = statuses.includes(one);
        return (
          <button
            key={one}
            type="button"
            aria-pressed={on}
            onClick={() => onStatuses(on ? statuses.filter((other) => other !== one) : [...statuses, one])}
            className={clsx(
              'flex h-7 items-center gap-1.5 border-line border-r px-2 text-xs last:border-r-0',
              on ? 'bg-selected' : 'bg-raised hover:bg-hover',
            )}
          >
            <span className={clsx('font-medium font-mono', COLOURS[one])}>{one}xx</span>
            <span className="text-faint tabular-nums">{counts[one].toLocaleString('en-GB')}</span>
          </button>
        );
      })}
    </div>
  );
}

/** CloudWatch is asked anew when it is finished: with Enter, or by going elsewhere. */
function PatternField({ pattern, onPattern }: { pattern: string; onPattern: (pattern: string) => void }) {
  const [text, setText] = useState(pattern);
  const take = () => text.trim() !== pattern && onPattern(text.trim());
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take();
    else if (event.key === 'Escape' && text !== pattern) setText(pattern);
    else return;
    event.preventDefault();
  };
  return (
    <Input
      label="CloudWatch pattern"
      hideLabel
      mono
      placeholder="CloudWatch pattern: { $.status = 5* }"
      maxLength={1_024}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={press}
      onBlur={take}
      className="min-w-56 flex-1"
    />
  );
}

function routeItems({ routes }: LogTally, chosen: string) {
  const known = [...routes].sort(([a], [b]) => a.localeCompare(b));
  const missing = chosen !== '' && !routes.has(chosen) ? [[chosen, 0] as const] : [];
  return [...missing, ...known].map(([route, count]) => ({
    value: route,
    label: `${route} (${count.toLocaleString('en-GB')})`,
  }));
}

function numberIn(text: string): number | null {
  const value = Number(text);
  return text === '' || !Number.isFinite(value) || value < 0 ? null : value;
}

const NAMES = { route: 'route', status: 'status', latency: 'latency', identity: 'identity', text: 'text' };

/** What runs where. */
function whereInWords({ there, here }: SharedWork, narrow: boolean): string {
  const names = (asked: SharedWork['there']) => asked.map((one) => NAMES[one]).join(', ');
  if (there.length === 0) return `Here: ${names(here)}. This format gives CloudWatch nothing to hold on to.`;
  if (!narrow) return `All of it is asked here. CloudWatch could ask: ${names(there)}.`;
  const rest = here.length > 0 ? ` Here: ${names(here)}.` : '';
  return `At CloudWatch: ${names(there)}.${rest} Lines that are not in the format do not come then.`;
}
