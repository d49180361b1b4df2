import { isBadStep } from '@/components/console/answer/execution-log';
import type { LambdaLine } from '@/lib/core/lambda-log/line';
import type { LogEvent } from '@/lib/core/log-frame';

/** The request's id in front of each step: `(96307098-…) ` in API Gateway's log, without brackets in AppSync's. */
const ID = /^\(?([A-Za-z0-9_=+/-]{8,64})\)? (?=\S)/;

/** What AWS did of a request, step by step, without the id that all of them repeat. */
export function stepsOf(events: readonly LogEvent[]): { event: LogEvent; line: LambdaLine }[] {
  const ids = events.flatMap(({ message }) => ID.exec(message)?.[1] ?? []);
  return events.map((event) => {
    const [front = '', id = ''] = ID.exec(event.message) ?? [];
    const isShared = ids.filter((one) => one === id).length > 1;
    const text = (isShared ? event.message.slice(front.length) : event.message).trimEnd();
    const level = isBadStep(text) || isFieldError(text) ? 'ERROR' : 'INFO';
    return { event, line: { kind: 'said', requestId: null, level, text, error: null } };
  });
}

/** The steps that say what went wrong. */
export function badSteps(events: readonly LogEvent[]): string[] {
  return stepsOf(events).flatMap(({ line }) => (line.kind === 'said' && line.level === 'ERROR' ? [line.text] : []));
}

/** A mapping of AppSync that ended in an error. */
function isFieldError(text: string): boolean {
  return text.startsWith('{') && /"fieldInError":\s*true/.test(text);
}
