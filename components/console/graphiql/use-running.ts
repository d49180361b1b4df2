'use client';

import { useGraphiQL } from '@graphiql/react';

/** Whether an operation is under way, or a subscription is held. */
export function useRunning(): boolean {
  return useGraphiQL(({ isFetching, subscription }) => isFetching || subscription !== null);
}
