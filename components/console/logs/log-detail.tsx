'use client';

import { CornerUpLeft, Route, SquareFunction, X } from 'lucide-react';
import Link from 'next/link';
import { durationInWords } from '@/components/console/answer/units';
import { VisibleLines, VisibleText } from '@/components/console/answer/visible-text';
import { ScrollRegion } from '@/components/console/scroll-region';
import { StoryButton } from '@/components/console/story/story-button';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import type { StoryInput } from '@/lib/logs/story/contract';
import { valueInWords } from './columns';
import { logEventInWords } from './event-words';
import { statusOf } from './fields';
import { Status, timeInWords } from './log-row';
import { eventIn, type LogRow, messageOf } from './log-store';

/** Of a longer line only so much is drawn; it is copied and exported whole. */
const MOST_DRAWN = 64 * 1024;

/** Where one can go from a line; null for where there is no way from it. */
export interface WaysFromLine {
  routeHref: string | null;
  onInvocation: (() => void) | null;
  onAgain: (() => void) | null;
  /** What all that was logged of the request is found by, from the time of its line. */
  follow: ((at: number) => StoryInput) | null;
}

interface LogDetailProps {
  row: LogRow;
  record: AccessLogRecord | null;
  /** It is of a log with a format, and not in it. */
  unread: boolean;
  source: string;
  ways: WaysFromLine;
  onClose: () => void;
}

/** One line in full: what it says by AWS's names, the line as it was written, and where one can go from it. */
export function LogDetail({ row, record, unread, source, ways, onClose }: LogDetailProps) {
  const event = eventIn(row);
  return (
    <section aria-label="Line" className="flex h-full min-h-0 min-w-0 flex-col bg-panel">
      <div className="flex h-9 shrink-0 items-center gap-3 border-line border-b pr-2 pl-3 text-xs">
        <span className="shrink-0 font-mono text-muted tabular-nums">{timeInWords(row.at)}</span>
        {record ? <Status status={statusOf(record)} text={record.text('status') ?? ''} /> : null}
        <span className="min-w-0 truncate text-muted">{source}</span>
        <span className="ml-auto flex items-center">
          {event ? null : <CopyButton size="small" what="line" text={() => messageOf(row)} />}
          <IconButton size="small" label="Close the line" icon={<X aria-hidden="true" size={13} />} onClick={onClose} />
        </span>
      </div>
      <Ways {...ways} row={row} />
      <ScrollRegion label="What the line says" className="bg-ground px-3 py-2">
        {event ? <p>{logEventInWords(event).text}</p> : <Said row={row} record={record} unread={unread} />}
      </ScrollRegion>
    </section>
  );
}

function Ways({ routeHref, onInvocation, onAgain, follow, row }: WaysFromLine & { row: LogRow }) {
  if (!routeHref && !onInvocation && !onAgain && !follow) return null;
  return (
    <div className="flex shrink-0 flex-wrap gap-1.5 border-line border-b px-3 py-1.5">
      {routeHref ? (
        <Link
          href={routeHref}
          className="inline-flex h-6 items-center gap-1.5 rounded border border-line-strong bg-raised px-2 text-xs hover:bg-hover"
        >
          <Route aria-hidden="true" size={12} />
          Open the route
        </Link>
      ) : null}
      {onInvocation ? (
        <Button size="small" icon={<SquareFunction aria-hidden="true" size={12} />} onClick={onInvocation}>
          Lambda log
        </Button>
      ) : null}
      {follow ? <Follow input={follow(row.at)} /> : null}
      {onAgain ? (
        <Button size="small" icon={<CornerUpLeft aria-hidden="true" size={12} />} onClick={onAgain}>
          Send such a request again
        </Button>
      ) : null}
    </div>
  );
}

function Follow({ input }: { input: StoryInput }) {
  const id = `line ${input.ids.join(' ')} ${input.answeredAt}`;
  return <StoryButton id={id} input={input} title="Logs of the request" label="Follow the request" />;
}

function Said({ row, record, unread }: { row: LogRow; record: AccessLogRecord | null; unread: boolean }) {
  const text = messageOf(row, MOST_DRAWN).replace(/[\r\n]+$/, '');
  return (
    <div className="space-y-3">
      {unread ? <Note tone="plain">This line is not in the format of its stage, so it is shown as it is.</Note> : null}
      {record?.ambiguous ? (
        <Note tone="warn">
          A value in it holds what the format has between values, so it can be read in another way too. Whoever sent the
          request wrote that value.
        </Note>
      ) : null}
      {record ? (
        <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-0.5 font-mono text-xs">
          {[...record.entries()].map(([name, value]) => (
            <Value key={name} name={name} text={valueInWords(name, value)} />
          ))}
        </dl>
      ) : null}
      <pre className="whitespace-pre-wrap break-all rounded border border-line bg-panel p-2 font-mono text-xs">
        <VisibleLines text={text} />
      </pre>
      {row.message.length > MOST_DRAWN ? (
        <p className="text-muted text-xs">The first 64 KB are shown. Copy it to have it whole.</p>
      ) : null}
      <p className="text-faint text-xs">
        Written {new Date(row.at).toISOString()}, taken in by CloudWatch{' '}
        {durationInWords(Math.max(0, row.ingestedAt - row.at))} later
        {row.stream === '' ? '' : `, in the stream ${row.stream}`}.
      </p>
    </div>
  );
}

function Value({ name, text }: { name: string; text: string | null }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-all">
        {text === null ? <span className="text-faint">–</span> : <VisibleText text={text.slice(0, MOST_DRAWN)} />}
      </dd>
    </>
  );
}

function Note({ tone, children }: { tone: 'plain' | 'warn'; children: string }) {
  return (
    <p className="flex items-start gap-2 text-muted text-xs">
      <Badge tone={tone}>{tone === 'warn' ? 'ambiguous' : 'raw'}</Badge>
      <span className="pt-0.5">{children}</span>
    </p>
  );
}
