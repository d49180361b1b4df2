'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { followRequest } from '@/app/log-actions';
import { stoppableEventsOf } from '@/components/shell/answer';
import type { Story } from './story';
import { StoryRegistry } from './story-registry';

/** The stories of this page. */
export const stories = new StoryRegistry((input, signal) =>
  stoppableEventsOf((name) => followRequest(input, name), signal),
);

/** What is known of one exchange's logs; null where nobody asked. It is looked for no longer than the exchange is shown. */
export function useStory(exchange: string | null): Story | null {
  useEffect(() => {
    if (exchange === null) return;
    return () => stories.leave(exchange);
  }, [exchange]);
  return useSyncExternalStore(
    stories.subscribe,
    () => (exchange === null ? null : stories.get(exchange)),
    () => null,
  );
}
