import type { LogValue } from '@/lib/core/access-log/value';
import { invocationIn } from '@/lib/core/lambda-log/invocation';
import type { Story } from './story';

/** What the logs tell of the time a request took; ms, null where they do not say. */
export interface Figures {
  /** From the gateway's receiving the request to its answering. */
  response: number | null;
  integration: number | null;
  authorizer: number | null;
  /** How long the function's environment took to begin. */
  init: number | null;
  /** The gateway called nothing. */
  notCalled: boolean;
}

type Fields = readonly (readonly [name: string, value: LogValue])[];

/** Null while the access log has not told anything of it. */
export function figuresOf(story: Story | null): Figures | null {
  const fields = story?.access?.fields;
  if (!story || !fields) return null;
  const report = story.fn ? invocationIn(story.fn.events, story.fn.requestId).report : null;
  return {
    response: numberOf(fields, 'responseLatency'),
    integration: numberOf(fields, 'integration.latency', 'integrationLatency'),
    authorizer: numberOf(fields, 'authorizer.latency', 'authorizer.integrationLatency'),
    init: report?.initMs ?? report?.restoreMs ?? null,
    notCalled: story.notCalled,
  };
}

/** The first of these variables that is a number. */
function numberOf(fields: Fields, ...names: string[]): number | null {
  for (const name of names) {
    const value = fields.find(([one]) => one === name)?.[1];
    if (typeof value === 'number' && value >= 0) return value;
  }
  return null;
}
