'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiRef, ApiSummary } from '@/lib/core/api';
import { type AddressChoice, addressesOf, addressUrl, chosenAddress, type StageAddress } from './addresses';
import { domainsQuery } from './queries';

/** Through which address the requests of a draft go. */
export interface AddressInUse {
  addresses: readonly StageAddress[];
  /** Null for the stage's own. */
  chosen: StageAddress | null;
  /** As it will be asked, without a slash at its end; empty where it is not known. */
  base: string;
}

const NONE: readonly StageAddress[] = [];

/** The custom domains that lead to a stage. Empty until they are known, and where they cannot be read. */
export function useAddresses(api: Pick<ApiRef, 'id' | 'account'>, stage: string | null): readonly StageAddress[] {
  const { data } = useQuery(domainsQuery(api.account));
  return useMemo(() => (data ? addressesOf(data.domains, { apiId: api.id, stage }) : NONE), [data, api.id, stage]);
}

export function useAddress(
  draft: AddressChoice & { base: string },
  { api, summary, stage }: { api: ApiRef; summary: ApiSummary; stage: GatewayStage | null },
): AddressInUse {
  const addresses = useAddresses(api, stage?.name ?? null);
  const chosen = chosenAddress(draft, addresses, summary.endpointDisabled);
  const own = (draft.base || stage?.base.url || '').replace(/\/+$/, '');
  return { addresses, chosen, base: chosen ? addressUrl(chosen, draft.label, stage?.base ?? null) : own };
}

/** The draft with the address that is meant written out, so that what is sent says where it goes. */
export function useAddressed<D extends { through: string }>(draft: D, chosen: StageAddress | null): D {
  const through = chosen?.place ?? '';
  return useMemo(() => (draft.through === through ? draft : { ...draft, through }), [draft, through]);
}
