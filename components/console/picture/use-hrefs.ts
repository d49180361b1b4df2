'use client';

import { useCatalogue } from '@/components/shell/catalogue-store';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { apiKey } from '@/lib/core/keys';
import { targetKeyOf } from './route-target';

interface Owner {
  kind: string;
  id: string;
}

/** The address of a route's console, where exactly one of the APIs is known to have that route. */
export function useHrefs(owners: readonly Owner[]): (route: string) => string | null {
  const { routes } = useCatalogue();
  const { profile, region } = usePlace();
  const apis = owners.map((owner) => ({ owner, keys: new Set(routes.get(apiKey(owner))?.map(({ key }) => key)) }));
  return (route) => {
    const holders = apis.flatMap(({ owner, keys }) => {
      const key = targetKeyOf(route, keys);
      return key === null ? [] : [{ owner, key }];
    });
    const [holder] = holders;
    if (!holder || holders.length > 1) return null;
    const { kind, id } = holder.owner;
    return placeHref({ api: { kind, id }, profile, region, route: holder.key });
  };
}
