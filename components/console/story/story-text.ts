import type { LogEvent } from '@/lib/core/log-frame';
import type { Story } from './story';

/** Whether any line was found. */
export function hasLines({ access, execution, fn }: Story): boolean {
  return access !== null || execution !== null || fn !== null;
}

/** All lines as CloudWatch has them, by log group, to paste into a message or a ticket. */
export function storyText({ access, execution, fn }: Story): string {
  const parts: [group: string, events: readonly LogEvent[]][] = [
    ...(access ? [[access.group, [access.event]] as [string, LogEvent[]]] : []),
    ...(execution ? [[execution.group, execution.events] as [string, LogEvent[]]] : []),
    ...(fn ? [[fn.group, fn.events] as [string, LogEvent[]]] : []),
  ];
  return parts.map(([group, events]) => [group, ...events.map(lineOf)].join('\n')).join('\n\n');
}

function lineOf({ at, message }: LogEvent): string {
  return `${new Date(at).toISOString()} ${message.replace(/[\t\r\n]+$/, '')}`;
}
