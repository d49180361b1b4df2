import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsClients } from '@/lib/aws/clients';
import { AppError } from '@/lib/core/error';

/** Lines arrive some seconds after they were written. */
const WAITS_MS = [0, 1_000, 2_000, 4_000, 6_000];
const MOST_LINES = 5;
const LONGEST_LINE = 1_000;
/** Both of Lambda's log formats: the text that it and its runtimes write, and its JSON records. */
const PATTERN = '?"Task timed out" ?ERROR ?Error ?Exception ?errorMessage ?"signal: killed" ?REPORT ?platform.report';

export interface ErrorsAsked {
  /** The name of the function, or its ARN. */
  function: string;
  /** Milliseconds since 1970. */
  since: number;
}

/** What a function wrote about errors since then; `ran` once its log has an invocation that ended. Waits for lines that are under way. */
export async function functionErrors(
  aws: AwsClients,
  { function: name, since }: ErrorsAsked,
  signal: AbortSignal,
): Promise<{ lines: string[]; ran: boolean }> {
  const group = await groupOf(aws, name, signal);
  let read: string[] = [];
  for (const wait of WAITS_MS) {
    await sleep(wait, undefined, { signal });
    read = await messages(aws, { group, since }, signal);
    if (read.some(isReport)) break;
  }
  const lines = read.filter((line) => !isReport(line) || /Status: (error|timeout)/.test(line));
  return { lines: lines.slice(0, MOST_LINES).map(told), ran: read.some(isReport) };
}

async function groupOf(aws: AwsClients, name: string, abortSignal: AbortSignal): Promise<string> {
  const plain = /function:([^:]+)/.exec(name)?.[1] ?? name;
  try {
    const { LoggingConfig } = await aws.lambda.getFunctionConfiguration({ FunctionName: name }, { abortSignal });
    return LoggingConfig?.LogGroup ?? `/aws/lambda/${plain}`;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'cancelled') return `/aws/lambda/${plain}`;
    throw error;
  }
}

async function messages(
  aws: AwsClients,
  { group, since }: { group: string; since: number },
  abortSignal: AbortSignal,
): Promise<string[]> {
  const input = { logGroupName: group, startTime: since, filterPattern: PATTERN, limit: 50 };
  const { events = [] } = await aws.cloudwatchLogs.filterLogEvents(input, { abortSignal });
  return events.map(({ message = '' }) => message.trim());
}

function isReport(line: string): boolean {
  return /^REPORT RequestId/.test(line) || /"type":\s*"platform\.report"/.test(line);
}

/** One line for a person: what Lambda puts in front of it says nothing new. */
function told(line: string): string {
  return line.replace(/^\S+Z\t\S+\t/, '').slice(0, LONGEST_LINE);
}
