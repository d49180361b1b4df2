'use client';

import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { VisibleLines } from '@/components/console/answer/visible-text';
import { JsonText } from '@/components/console/stream/json-text';
import { Button } from '@/components/ui/button';
import type { Invocation } from '@/lib/core/lambda-log/invocation';
import type { LambdaLine } from '@/lib/core/lambda-log/line';
import type { LogEvent } from '@/lib/core/log-frame';

interface LogLinesProps {
  label: string;
  lines: Invocation<LogEvent>['lines'];
  /** What the offsets count from; ms since 1970. */
  from: number;
  /** So many were left out, behind this many of those shown. */
  more: number;
}

/** The lines of a log with how long after the beginning each was written. */
export function LogLines({ label, lines, from, more }: LogLinesProps) {
  const half = more > 0 ? Math.ceil(lines.length * 0.6) : lines.length;
  return (
    <ol aria-label={label} className="font-mono text-xs">
      {lines.map(({ event, line }, at) => (
        <li key={event.id} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 border-line border-b py-0.5">
          <span className="text-right text-faint tabular-nums">{offset(event.at - from)}</span>
          <Said line={line} message={event.message} />
          {at === half - 1 && more > 0 ? (
            <p className="col-span-2 py-1 text-center font-sans text-muted">
              {more.toLocaleString('en-GB')} lines are left out here.
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** `+12 ms`, `−150 ms`, `+2.41 s` */
function offset(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : '+';
  const amount = Math.abs(milliseconds);
  return amount < 10_000 ? `${sign}${amount} ms` : `${sign}${(amount / 1000).toFixed(1)} s`;
}

const TONES: Record<string, string> = {
  ERROR: 'text-bad',
  FATAL: 'text-bad',
  CRITICAL: 'text-bad',
  WARN: 'text-warn',
  WARNING: 'text-warn',
  DEBUG: 'text-muted',
  TRACE: 'text-muted',
};

function Said({ line, message }: { line: LambdaLine; message: string }) {
  if (line.kind !== 'said') return <Long text={plain(message)} className="text-faint" />;
  const tone = line.error ? 'text-bad' : (TONES[line.level ?? ''] ?? '');
  return (
    <div className="min-w-0">
      {line.level === null || line.level === 'INFO' ? null : (
        <span className={clsx('mr-2 text-2xs', tone)}>{line.level}</span>
      )}
      <Long text={line.text} className={tone} />
    </div>
  );
}

/** Without what ends an event. */
function plain(message: string): string {
  return message.replace(/[\t\r\n]+$/, '');
}

/** Longer texts are cut until somebody wants to read them. */
const SHORT = 1_200;

/** A text of somebody else's, line by line, with what would hide or turn round shown by its name. */
function Long({ text, className }: { text: string; className: string }) {
  const [shown, show] = useState<'short' | 'whole' | 'json'>('short');
  if (shown === 'json') return <JsonText text={text} />;
  const isCut = shown === 'short' && text.length > SHORT;
  const part = isCut ? text.slice(0, SHORT) : text;
  return (
    <span className={clsx('whitespace-pre-wrap break-words', className)}>
      <VisibleLines text={part} />
      {isCut ? (
        <More onClick={() => show('whole')}>Show all {text.length.toLocaleString('en-GB')} characters</More>
      ) : null}
      {isJson(text) ? <More onClick={() => show('json')}>Show as JSON</More> : null}
    </span>
  );
}

function More({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="small" variant="ghost" className="ml-2 h-5! font-sans" onClick={onClick}>
      {children}
    </Button>
  );
}

const LONGEST_JSON = 16 * 1024;

/** Whether a text is an object or a list that is easier to read over several lines. */
function isJson(text: string): boolean {
  if (text.length < 40 || text.length > LONGEST_JSON || !/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
