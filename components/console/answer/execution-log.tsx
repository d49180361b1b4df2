import { clsx } from 'clsx';
import { formatJson } from '@/components/console/viewer/format-json';
import { VisibleLines } from './visible-text';

interface LogLine {
  /** Milliseconds since the first line; null where it has no time. */
  after: number | null;
  name: string;
  value: string | null;
  bad: boolean;
}

/** `Wed Nov 25 13:41:07 UTC 2026 : Method request body before transformations: {…}` */
const LINE = /^(\w{3} \w{3} \d{1,2} [\d:.]+ \w+ \d{4}) : (.*)$/s;

const BAD_STEP =
  /^(Execution failed|Lambda execution failed|Missing required|Request body does not match|The client is not authorized|Unauthorized request|Usage Plan check failed)/;

/** Whether a step of an execution log, without its time and id, says what went wrong. */
export function isBadStep(said: string): boolean {
  return BAD_STEP.test(said);
}

/** The lines of an execution log: what happened, and what was in it. A value over several lines belongs to the line before. */
export function readExecutionLog(text: string): LogLine[] {
  const raw: string[] = [];
  for (const line of text.split('\n')) {
    if (LINE.test(line) || raw.length === 0 || /^Execution log for request/.test(line)) raw.push(line);
    else raw[raw.length - 1] += `\n${line}`;
  }
  let first: number | null = null;
  return raw
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, time, said = line] = LINE.exec(line) ?? [];
      const at = time ? Date.parse(time) : Number.NaN;
      first ??= Number.isNaN(at) ? null : at;
      const colon = said.indexOf(': ');
      return {
        after: first === null || Number.isNaN(at) ? null : at - first,
        name: (colon < 0 ? said : said.slice(0, colon)).trim(),
        value: colon < 0 ? null : said.slice(colon + 2).trim(),
        bad: isBadStep(said),
      };
    });
}

/** An execution log of API Gateway, one line each, with JSON written out. It counts whole seconds, told where one begins. */
export function ExecutionLog({ text }: { text: string }) {
  const lines = readExecutionLog(text);
  if (lines.length === 0) return <p className="p-4 text-muted">API Gateway wrote nothing down.</p>;
  return (
    <ol className="divide-y divide-line">
      {lines.map(({ after, name, value, bad }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and never move.
        <li key={at} className={clsx('flex gap-4 py-1 text-xs', bad && 'text-bad')}>
          <span className="min-w-0 flex-1">
            <span className={bad ? '' : 'text-muted'}>
              <VisibleLines text={name} />
            </span>
            {value ? <Value text={value} /> : null}
          </span>
          {after !== null && after !== (lines[at - 1]?.after ?? 0) ? (
            <span className="shrink-0 text-faint tabular-nums">{after / 1000} s</span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Value({ text }: { text: string }) {
  return (
    <pre className="whitespace-pre-wrap break-all font-mono">
      <VisibleLines text={isJson(text) ? formatJson(text) : text} />
    </pre>
  );
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
