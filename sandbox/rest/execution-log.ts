import { createHash } from 'node:crypto';
import { createGroup, logsOf } from '@/sandbox/logs/directory';
import { writeLog } from '@/sandbox/logs/write';
import type { Region } from '@/sandbox/model';

/** Longer values are cut, as API Gateway cuts them. */
const LONGEST = 1024;

/** What API Gateway says of the way of one request: the log of a test, and the execution log of a stage. */
export class ExecutionLog {
  readonly #lines: { at: Date; text: string; error: boolean }[] = [];

  say(text: string, error = false): void {
    this.#lines.push({ at: new Date(), text, error });
  }

  /** As `TestInvokeMethod` answers it. */
  text(requestId: string): string {
    const lines = this.#lines.map(({ at, text }) => `${logTime(at)} : ${text}`);
    return [`Execution log for request ${requestId}`, ...lines, ''].join('\n');
  }

  /** Into the stage's log group, which API Gateway makes when it first writes to it. */
  write(region: Region, account: string, at: { apiId: string; stage: string; requestId: string; level: string }): void {
    const logs = logsOf(region, account);
    const name = `API-Gateway-Execution-Logs_${at.apiId}/${at.stage}`;
    const group = logs.groups.get(name) ?? createGroup(logs, { name, createdAt: Date.now() });
    const stream = createHash('md5')
      .update(`${at.requestId.slice(0, 2)}`)
      .digest('hex');
    for (const line of this.#lines) {
      if (at.level === 'ERROR' && !line.error) continue;
      writeLog(logs, group, { stream, timestamp: line.at.getTime(), message: `(${at.requestId}) ${line.text}` });
    }
  }
}

/** `{a=1, b=2}`, as Java prints maps. */
export function mapText(values: Record<string, string>): string {
  return `{${Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}}`;
}

export function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} [TRUNCATED]` : text;
}

/** `Wed Nov 25 13:41:07 UTC 2026` */
function logTime(at: Date): string {
  const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
