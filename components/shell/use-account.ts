'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
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

export interface AccountInUse {
  place: Place;
  list: ProfileList | undefined;
  /** null until it is known which region is meant. */
  account: AccountRef | null;
  source: Source | null;
  /** The profiles have been read; before, it is what the address says. */
  sure: boolean;
}

/** The account on screen: from the address, completed by the shared config. */
export function useAccount(): AccountInUse {
  const place = usePlace();
  const { data: list, isSuccess } = useQuery(profilesQuery());
  const { profile, region } = place;
  const account = useMemo(() => accountOf({ profile, region }, list), [profile, region, list]);
  const endpoint = list?.endpoint ?? list?.profiles.find((one) => one.name === account?.profile)?.endpoint ?? null;
  const source = useMemo(() => (account ? { account, endpoint } : null), [account, endpoint]);
  return { place, list, account, source, sure: isSuccess };
}
