import { errorIn, type LambdaError } from './error';
import { type LambdaReport, reportOfJson, reportOfText } from './report';

/** What one event of a Lambda function's log is, whether the function logs text or JSON. */
export type LambdaLine =
  /** An environment begins; what follows until `start` belongs to no request. */
  | { kind: 'init' }
  | { kind: 'start'; requestId: string }
  | { kind: 'end'; requestId: string }
  | { kind: 'report'; requestId: string; report: LambdaReport }
  /** Another word of Lambda's own: `platform.initReport`, an extension. */
  | { kind: 'platform'; requestId: string | null }
  | { kind: 'said'; requestId: string | null; level: string | null; text: string; error: LambdaError | null };

/** Nobody reads a longer line; what comes after is not looked at. */
const MOST_CHARACTERS = 256 * 1024;

/** Reads one event (AWS: "Sending Lambda function logs to CloudWatch Logs"). What it does not know is `said` as it stands. */
export function readLambdaLine(message: string): LambdaLine {
  const text = withoutEnds(message.slice(0, MOST_CHARACTERS));
  return (text.startsWith('{') ? readJson(text) : null) ?? readWord(text) ?? readText(text);
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const WORD = new RegExp(`^(START|END|REPORT) RequestId: (${ID})(?:\\s|$)`);
const WHOLE_ID = new RegExp(`^${ID}$`);

function readWord(text: string): LambdaLine | null {
  if (/^(INIT_START|RESTORE_START) /.test(text)) return { kind: 'init' };
  if (/^(INIT_REPORT|RESTORE_REPORT|EXTENSION|TELEMETRY|XRAY)\b/.test(text))
    return { kind: 'platform', requestId: null };
  const [, word, requestId = ''] = WORD.exec(text) ?? [];
  if (word === 'START') return { kind: 'start', requestId };
  if (word === 'END') return { kind: 'end', requestId };
  return word === 'REPORT' ? { kind: 'report', requestId, report: reportOfText(text) } : null;
}

/** `time TAB id TAB LEVEL TAB text` of Node.js, `[LEVEL] TAB time TAB id TAB text` of Python, `time id Task timed out …` of Lambda itself. */
function readText(text: string): LambdaLine {
  const cells = text.split('\t', 4);
  const [first = '', second = '', third = ''] = cells;
  const after = (count: number) => text.split('\t').slice(count).join('\t');
  if (isTime(first) && (WHOLE_ID.test(second) || second === 'undefined') && /^[A-Z]+$/.test(third)) {
    return said(after(3), third, WHOLE_ID.test(second) ? second : null);
  }
  const bracketed = /^\[([A-Z]+)\]$/.exec(first)?.[1];
  if (bracketed && isTime(second) && WHOLE_ID.test(third)) return said(after(3), bracketed, third);
  return readPlain(text);
}

const TIMED_OUT = new RegExp(`^\\S+Z (${ID}) (Task timed out after .*)$`);
const EXITED = new RegExp(`^RequestId: (${ID}) ((?:Error: )?(?:Runtime|Process) exited.*)$`);

function readPlain(text: string): LambdaLine {
  const [, requestId, words] = TIMED_OUT.exec(text) ?? EXITED.exec(text) ?? [];
  if (requestId !== undefined && words !== undefined) return said(words, 'ERROR', requestId);
  return said(text, /^\[([A-Z]+)\] /.exec(text)?.[1] ?? null, null);
}

function said(text: string, level: string | null, requestId: string | null): LambdaLine {
  return { kind: 'said', requestId, level, text, error: errorIn(text, level) };
}

function isTime(text: string): boolean {
  return text.length <= 40 && /^\d{4}-\d\d-\d\dT[\d:.]+Z?$/.test(text);
}

type Members = Record<string, unknown>;

function readJson(text: string): LambdaLine | null {
  const value = objectOf(text);
  if (!value) return null;
  return typeof value.type === 'string' && value.type.startsWith('platform.')
    ? readPlatform(value)
    : readSaid(value, text);
}

function readPlatform({ type, record }: Members): LambdaLine {
  const members = isMembers(record) ? record : {};
  const requestId = typeof members.requestId === 'string' ? members.requestId : null;
  if (type === 'platform.initStart' || type === 'platform.restoreStart') return { kind: 'init' };
  if (requestId === null) return { kind: 'platform', requestId };
  if (type === 'platform.start') return { kind: 'start', requestId };
  if (type === 'platform.report') return { kind: 'report', requestId, report: reportOfJson(members) };
  return { kind: 'platform', requestId };
}

/** A line of the function's own, in the JSON that Lambda's runtimes write: what it says is in `message`. */
function readSaid(value: Members, text: string): LambdaLine | null {
  const id = value.requestId ?? value.AWSRequestId ?? value.awsRequestId ?? value.function_request_id;
  const requestId = typeof id === 'string' ? id : null;
  const level = typeof value.level === 'string' ? value.level.toUpperCase() : null;
  if (requestId === null && level === null) return null;
  const { message } = value;
  const words = typeof message === 'string' ? message : JSON.stringify(message);
  return {
    kind: 'said',
    requestId,
    level,
    text: words ?? text,
    error: errorIn(isMembers(message) ? (words ?? '') : text, level),
  };
}

export function objectOf(text: string): Members | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutEnds(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return text.slice(0, end);
}
