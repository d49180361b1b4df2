import type { LineEnd, LineEvent } from '@/lib/core/line';

/** How a line goes down. */
export type LineDown = Extract<LineEvent, { type: 'closed' | 'refused' | 'unreachable' }>;

/** What a server of graphql-transport-ws means by its own close codes (PROTOCOL.md of graphql-ws). */
const CODES: Record<number, string> = {
  4400: 'The server did not understand what it was sent (4400). It may speak another protocol: try server-sent events.',
  4401: 'The server does not know who asks (4401). Choose another identity, or send it in connection_init too.',
  4403: 'The server does not let this caller in (4403). Choose another identity, or send it in connection_init too.',
  4406: 'The server does not speak graphql-transport-ws (4406). Try server-sent events.',
  4408: 'The server waited too long for connection_init (4408).',
  4409: 'The server says that this subscription is there already (4409).',
  4429: 'The server got connection_init more than once (4429).',
  4500: 'The server failed while it handled the subscription (4500). Look into its log.',
};

/** Says the same the next time: the protocol's own refusals, but for a server that was too slow itself. */
const LATE = 4408;

/** The end of a line in words; null where the code is none of the protocol, or the person ended it. */
export function closeInWords({ code, by }: LineEnd): string | null {
  if (code === null || by === 'asked') return null;
  if (code === 1000) return 'The server closed the line in good order, and did not complete the subscription.';
  return CODES[code] ?? null;
}

/** Whether it is no use to open again. */
export function isForGood(event: LineDown): boolean {
  if (event.type === 'refused') return event.head.status < 500 && event.head.status !== 429;
  if (event.type === 'unreachable') return event.reason === 'cancelled';
  const { code } = event.end;
  return code === 1000 || (code !== null && code in CODES && code !== LATE);
}
