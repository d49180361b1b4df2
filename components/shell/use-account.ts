'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { localSlot, useSlot } from '@/components/store';
import type { AccountRef, ProfileList } from '@/lib/core/account';
import type { Source } from './catalogue-store';
import { accountOf, type Place, readPlace } from './place';
import { profilesQuery } from './queries';

/** What the address says. */
export function usePlace(): Place {
  const pathname = usePathname();
  const params = useSearchParams();
  return useMemo(() => readPlace(pathname, new URLSearchParams(params)), [pathname, params]);
}

// The names of profiles from the last visit, so that the last catalogue can be shown before the server has answered.
const lastProfiles = localSlot<ProfileList | null>('profiles', {
  fallback: null,
  parse: (value) => (Array.isArray((value as ProfileList | null)?.profiles) ? (value as ProfileList) : null),
});

export interface AccountInUse {
  place: Place;
  list: ProfileList | undefined;
  /** null until it is known which region is meant. */
  account: AccountRef | null;
  source: Source | null;
  /** The server has confirmed it; before, it is what the last visit left behind. */
  sure: boolean;
}

/** The account on screen: from the address, completed by the shared config. */
export function useAccount(): AccountInUse {
  const place = usePlace();
  const { data, isSuccess } = useQuery(profilesQuery());
  const [remembered, remember] = useSlot(lastProfiles);
  useEffect(() => {
    if (data) remember(data);
  }, [data, remember]);

  const list = data ?? remembered ?? undefined;
  const { profile, region } = place;
  const account = useMemo(() => accountOf({ profile, region }, list), [profile, region, list]);
  const endpoint = list?.endpoint ?? list?.profiles.find((one) => one.name === account?.profile)?.endpoint ?? null;
  const source = useMemo(() => (account ? { account, endpoint } : null), [account, endpoint]);
  return { place, list, account, source, sure: isSuccess };
}
