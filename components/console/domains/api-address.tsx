'use client';

import { useMemo } from 'react';
import { sessionSlot, useSlot } from '@/components/store';
import type { Through } from '@/lib/apis/domains/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { AddressPicker } from './address-picker';
import { throughIn } from './addresses';
import { type AddressInUse, useAddresses } from './use-address';

interface ApiAddress {
  address: AddressInUse;
  /** What goes to the server with each request. */
  through: { through?: Through };
  onPick: (through: string) => void;
}

/** The address of an API without stages, as it was chosen in this tab: AppSync's own, or a custom domain. */
export function useApiAddress(api: ApiRef): ApiAddress {
  const key = `${accountKey(api.account)} ${apiKey(api)}`;
  const slot = useMemo(
    () =>
      sessionSlot<string>(`address:${key}`, {
        fallback: '',
        parse: (value) => (typeof value === 'string' ? value : null),
      }),
    [key],
  );
  const [place, onPick] = useSlot(slot);
  const addresses = useAddresses(api, null);
  const chosen = addresses.find((one) => one.place === place) ?? null;
  return {
    address: { addresses, chosen, base: chosen ? `https://${chosen.place}` : '' },
    through: chosen ? throughIn({ through: chosen.place, label: '' }) : {},
    onPick,
  };
}

/** The choice of that address, with the domain beside it where it is one. Nothing where there is only one address. */
export function ApiAddressPicker({ api, own }: { api: ApiRef; own: string | null }) {
  const { address, onPick } = useApiAddress(api);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {address.chosen ? (
        <span className="hidden min-w-0 truncate font-mono text-muted text-xs sm:block">{address.chosen.place}</span>
      ) : null}
      <AddressPicker address={address} own={own} onPick={onPick} />
    </span>
  );
}
