import type { WebSocket } from 'ws';
import type { Faults } from './faults';

/** What goes wrong on purpose on a line that GraphQL or AppSync holds open, by the name in `realtime` of `/_sandbox/faults`. */
export const REALTIME_FAULTS = [
  'no-connection-ack',
  'no-subscription-ack',
  'no-keep-alive',
  'dies',
  'garbage',
  'broadcast-error',
] as const;
export type RealtimeFault = (typeof REALTIME_FAULTS)[number];

/** By fault, the types of messages that never come. */
const SWALLOWED: Partial<Record<RealtimeFault, readonly string[]>> = {
  'no-connection-ack': ['connection_ack'],
  'no-subscription-ack': ['start_ack', 'subscribe_success'],
  'no-keep-alive': ['ka'],
};

/** What carries an event, in graphql-transport-ws and in AppSync's two dialects. */
const EVENTS: readonly unknown[] = ['next', 'data'];

/** What AppSync Events says where it could not send an event on. */
const BROADCAST_ERROR = JSON.stringify({
  type: 'broadcast_error',
  errors: [{ errorType: 'MessageProcessingError', message: 'There was an error processing the message' }],
});

/** Nothing of it is in any protocol; each stands before one event, in turn. */
const GARBAGE: readonly (string | Buffer)[] = [
  '{"type":"data","id":',
  'null',
  '[]',
  '{"type":"surprise","id":7}',
  '{"id":"nobody","type":"data","payload":{"data":{}},"event":"{}"}',
  Buffer.from([0, 159, 146, 150]),
];

/**
 * Lets the chosen fault into what is sent on a line: `dies` cuts the connection in place of the second event, `garbage`
 * puts something that is no message before each event, `broadcast-error` AppSync's message in place of the second, the
 * others keep one kind of message back.
 */
export function withRealtimeFault(line: WebSocket, faults: Faults): void {
  let events = 0;
  const send = line.send.bind(line) as (data: unknown, ...rest: unknown[]) => void;
  const faulty = (data: unknown, ...rest: unknown[]): void => {
    const type = typeOf(data);
    events += EVENTS.includes(type) ? 1 : 0;
    const instead = sentInstead(faults.settings.realtime, { type, data, events });
    if (!instead) line.terminate();
    for (const one of instead ?? []) send(one, ...(one === data ? rest : []));
    if (!instead?.includes(data)) tellSent(rest);
  };
  line.send = faulty as WebSocket['send'];
}

/** What goes out in place of a message; null: nothing any more. */
function sentInstead(
  fault: RealtimeFault | null,
  { type, data, events }: { type: string; data: unknown; events: number },
): unknown[] | null {
  if (fault !== null && SWALLOWED[fault]?.includes(type)) return [];
  if (fault === null || !EVENTS.includes(type)) return [data];
  if (fault === 'dies' && events > 1) return null;
  if (fault === 'broadcast-error' && events === 2) return [BROADCAST_ERROR];
  return fault === 'garbage' ? [GARBAGE[(events - 1) % GARBAGE.length], data] : [data];
}

function typeOf(data: unknown): string {
  return /"type":"(\w+)"/.exec(String(data))?.[1] ?? '';
}

/** Whoever waits for a message to have gone out hears that it has. */
function tellSent(rest: unknown[]): void {
  const done = rest.at(-1);
  if (typeof done === 'function') done();
}
