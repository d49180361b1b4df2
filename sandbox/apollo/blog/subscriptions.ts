import { on } from 'node:events';
import { ticking } from '@/sandbox/apollo/ticking';
import type { BlogStore } from './store';

/** The blog's subscriptions: what is added, and counters whose pace the caller sets. */
export function subscriptionsOf(store: BlogStore) {
  return {
    postAdded: {
      subscribe: (_: unknown, { authorId }: { authorId?: string }) =>
        on(store.added, authorId ? `postAdded ${authorId}` : 'postAdded'),
      resolve: first,
    },
    commentAdded: {
      subscribe: (_: unknown, { postId }: { postId: string }) => on(store.added, `commentAdded ${postId}`),
      resolve: first,
    },
    counter: {
      subscribe: (_: unknown, { to, everyMs }: { to: number; everyMs: number }) => ticking({ count: to, everyMs }),
      resolve: itself,
    },
    ticks: {
      subscribe: (_: unknown, asked: { count: number; everyMs: number }) => ticking(asked),
      resolve: (number: number, { bytes }: { bytes: number }) => ({
        number,
        sentAt: performance.timeOrigin + performance.now(),
        padding: 'x'.repeat(Math.min(Math.max(bytes, 0), MOST_BYTES)),
      }),
    },
    failsAfter: {
      subscribe: (_: unknown, { count, everyMs }: { count: number; everyMs: number }) =>
        ticking({ count, everyMs, failure: new Error(`It was to fail after ${count}.`) }),
      resolve: itself,
    },
  };
}

const MOST_BYTES = 1_000_000;

/** `on` gives what was emitted as the list of the listener's arguments. */
function first([value]: unknown[]): unknown {
  return value;
}

function itself(value: unknown): unknown {
  return value;
}
