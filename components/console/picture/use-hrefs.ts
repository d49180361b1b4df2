'use client';

import { useCatalogue } from '@/components/shell/catalogue-store';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { apiKey } from '@/lib/core/keys';

interface Owner {
  kind: string;
  id: string;
}

/** The address of a route's console, where exactly one of the APIs is known to have that route. */
export function useHrefs(owners: readonly Owner[]): (route: string) => string | null {
  const { routes } = useCatalogue();
  const { profile, region } = usePlace();
  const apis = new Map(owners.map((owner) => [apiKey(owner), owner]));
  return (route) => {
    const holders = [...apis].filter(([key]) => routes.get(key)?.some((target) => target.key === route));
    const [holder] = holders;
    if (!holder || holders.length > 1) return null;
    const { kind, id } = holder[1];
    return placeHref({ api: { kind, id }, profile, region, route });
  };
}
