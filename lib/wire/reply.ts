import { z } from 'zod';
import type { Failure } from '@/lib/core/error';

/** One value or our failure: what every server action's `result` resolves to. Actions never throw: Next would mask the words. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/**
 * What a server action returns for one answer. The root value is there at once and the work hangs inside it, because
 * Next runs the actions of one browser one after the other until each one's root value is there.
 */
export interface Answer<T> {
  result: Promise<Reply<T>>;
}

/** What a server action returns for a stream of events. A failure ends the stream. */
export interface Stream<E> {
  events: AsyncIterable<E | { type: 'failure'; failure: Failure }>;
}

/** By which a browser stops a stream that it began. */
export const StreamName = z.uuid();
