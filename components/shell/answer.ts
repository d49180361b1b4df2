import { stop } from '@/app/actions';
import type { Failure } from '@/lib/core/error';
import type { Answer, Stream } from '@/lib/wire/reply';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failed;
  }
}

/** A failure on its way through TanStack Query, which wants something thrown. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The value of a server action, or a thrown Failed; nothing else is thrown. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  const reply = await call
    .then((answer) => answer.result)
    .catch((error: unknown) => ({ ok: false as const, failure: broken(error) }));
  if (reply.ok) return reply.value;
  throw new Failed(reply.failure);
}

/** The events of a server action. Never throws: a connection that breaks is a last event `failure`. */
export async function* eventsOf<E>(
  call: Promise<Stream<E>>,
): AsyncGenerator<E | { type: 'failure'; failure: Failure }> {
  try {
    const stream = await call;
    yield* stream.events;
  } catch (error) {
    yield { type: 'failure', failure: broken(error) };
  }
}

/** The events of a server action that takes a name and is stopped by it: the server works no longer than `signal` lets it. */
export async function* stoppableEventsOf<E>(
  begin: (name: string) => Promise<Stream<E>>,
  signal: AbortSignal,
): AsyncGenerator<E | { type: 'failure'; failure: Failure }> {
  if (signal.aborted) return;
  const name = crypto.randomUUID();
  // Where the server is gone there is nothing to stop.
  const end = () => void stop(name).catch(() => {});
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const event of eventsOf(begin(name))) {
      if (signal.aborted) return;
      yield event;
    }
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** The action itself did not come back: it has a defect, or the server is gone or was started anew with another session. */
function broken(error: unknown): Failure {
  const told = error instanceof Error && 'digest' in error;
  return {
    code: 'unexpected',
    message: told ? 'Something in Signalbox broke.' : 'The server of this console does not answer.',
  };
}
