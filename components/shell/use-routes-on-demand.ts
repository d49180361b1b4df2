'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '@/lib/core/error';
import { apiKey } from '@/lib/core/keys';
import { Failed } from './answer';
import { learnRoutes, type Source } from './catalogue-store';
import { targetsQuery } from './queries';

/** What became of loading the routes of an API, by its key. */
export type Demand = ReadonlyMap<string, 'loading' | Failure>;

/** Loads the routes of an API that is opened before the background has come to it. */
export function useRoutesOnDemand(source: Source | null) {
  const client = useQueryClient();
  const [states, setStates] = useState<Demand>(new Map());
  const set = (key: string, state: 'loading' | Failure | null) =>
    setStates((before) => {
      const next = new Map(before);
      if (state) next.set(key, state);
      else next.delete(key);
      return next;
    });
  const load = async (api: { kind: string; id: string }) => {
    const key = apiKey(api);
    if (!source || states.get(key) === 'loading') return;
    set(key, 'loading');
    try {
      const routes = await client.fetchQuery(targetsQuery({ ...api, account: source.account }));
      learnRoutes(source, api, routes);
      set(key, null);
    } catch (error) {
      set(key, error instanceof Failed ? error.failure : null);
    }
  };
  return { load, states };
}
