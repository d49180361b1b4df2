import { useMemo } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import { byPath } from '@/components/console/facts/routes-table';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import { type Matching, matchOperations } from '@/lib/core/openapi/match';
import { type KeptFile, useKeptFile } from './kept-file';
import type { RouteTold } from './told-route';

/** What an imported file says of an API. */
export interface Told {
  kept: KeptFile;
  matching: Matching<GatewayRoute>;
  /** Those of the API, as people read them. */
  routes: readonly GatewayRoute[];
  /** What it says of a route; null where it says nothing. */
  of: (route: Pick<GatewayRoute, 'key'>) => RouteTold | null;
}

/** The file that was imported for an API, held against the routes that the API has now. `undefined` while it is read. */
export function useTold(place: string, { routes, stages }: CallableDetail): Told | null | undefined {
  const kept = useKeptFile(place);
  return useMemo(() => {
    if (!kept) return kept;
    const { file } = kept;
    const names = stages.map(({ name }) => name);
    const sorted = [...routes].sort(byPath);
    const matching = matchOperations(file.operations, sorted, names);
    const told = new Map(
      [...matching.byRoute].map(([key, operations]): [string, RouteTold] => [key, { file, operations }]),
    );
    return { kept, matching, routes: sorted, of: ({ key }) => told.get(key) ?? null };
  }, [kept, routes, stages]);
}

/** What a route is for, in the words of the file; null where it says nothing, or several things. */
export function summaryOf(told: Told | null | undefined, route: Pick<GatewayRoute, 'key'>): string | null {
  const operations = told?.of(route)?.operations ?? [];
  if (operations.length > 1) return `${operations.length} operations`;
  const [one] = operations;
  return one ? (one.summary ?? one.description?.split('\n', 1)[0] ?? null) : null;
}
