import { durationInWords } from '@/components/console/answer/units';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import type { Invocation } from '@/lib/core/lambda-log/invocation';
import type { LambdaReport } from '@/lib/core/lambda-log/report';
import type { LogEvent } from '@/lib/core/log-frame';
import type { StoryFunction } from '@/lib/logs/story/contract';
import { LogLines } from './log-lines';
import { OpenInPane } from './open-in-pane';
import { StorySection } from './story-section';

interface FunctionSectionProps {
  fn: StoryFunction;
  invocation: Invocation<LogEvent>;
  /** More of it may still come. */
  looking: boolean;
  /** What would make sure that this is the one; null where that is sure. */
  joinHint: string | null;
}

/** The invocation that did the work: what Lambda reports of it, and what it printed. */
export function FunctionSection({ fn, invocation, looking, joinHint }: FunctionSectionProps) {
  const { report, cold, lines, startedAt } = invocation;
  const text = () => lines.map(({ event }) => event.message.replace(/\n$/, '')).join('\n');
  return (
    <StorySection
      title={fn.name}
      group={fn.group}
      marks={
        <>
          {cold ? <Badge tone="warn">Cold start</Badge> : null}
          {report?.status === 'timeout' ? <Badge tone="bad">Timed out</Badge> : null}
          {report?.status === 'error' ? <Badge tone="bad">Failed</Badge> : null}
        </>
      }
      actions={
        <>
          <OpenInPane log={fn.place} word={fn.requestId} />
          <CopyButton what="lines" size="small" text={text} />
        </>
      }
    >
      {report ? <Report report={report} requestId={fn.requestId} /> : <NotOver looking={looking} />}
      {joinHint ? <p className="mb-2 text-muted text-xs">{joinHint}</p> : null}
      <LogLines label={`Log of ${fn.name}`} lines={lines} from={startedAt ?? lines[0]?.event.at ?? 0} more={fn.more} />
    </StorySection>
  );
}

function NotOver({ looking }: { looking: boolean }) {
  return (
    <p className="mb-2 text-muted text-xs">
      {looking
        ? 'Its REPORT has not arrived yet: the function still runs, or the line is under way.'
        : 'Its REPORT has not arrived. Look again to see how it ended.'}
    </p>
  );
}

function Report({ report, requestId }: { report: LambdaReport; requestId: string }) {
  const { durationMs, billedMs, initMs, restoreMs, memoryMb, maxMemoryMb, traceId } = report;
  const facts: [string, string | null][] = [
    ['Duration', durationMs === null ? null : durationInWords(durationMs)],
    ['Init', initMs === null ? null : durationInWords(initMs)],
    ['Restore', restoreMs === null ? null : durationInWords(restoreMs)],
    ['Billed', billedMs === null ? null : durationInWords(billedMs)],
    ['Memory', memoryInWords(maxMemoryMb, memoryMb)],
    ['Error type', report.errorType],
    ['Trace', traceId],
    ['Request id', requestId],
  ];
  return (
    <dl aria-label="REPORT" className="mb-2 flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="flex gap-1.5">
            <dt className="text-muted">{name}</dt>
            <dd className="font-medium tabular-nums">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function memoryInWords(most: number | null, size: number | null): string | null {
  if (most === null) return size === null ? null : `${size} MB`;
  return size === null ? `${most} MB` : `${most} of ${size} MB`;
}
