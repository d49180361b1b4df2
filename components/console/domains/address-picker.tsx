'use client';

import { Check, Globe } from 'lucide-react';
import type { Dispatch } from 'react';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { OWN_ADDRESS, type StageAddress } from './addresses';
import type { AddressInUse } from './use-address';

interface AddressPickerProps {
  address: AddressInUse;
  /** The stage's own address; null where it is not known. */
  own: string | null;
  dispatch: Dispatch<DraftAction>;
}

/** Through which of a stage's addresses requests go. Nothing where there is only one. */
export function AddressPicker({ address: { addresses, chosen }, own, dispatch }: AddressPickerProps) {
  if (addresses.length === 0) return null;
  const pick = (through: string) => dispatch({ type: 'set', values: { through } });
  const mark = (on: boolean) =>
    on ? (
      <Check aria-hidden="true" size={13} className="text-accent-strong" />
    ) : (
      <span className="inline-block w-[13px]" />
    );
  return (
    <Menu
      label="Addresses of the stage"
      align="start"
      trigger={
        <IconButton
          size="small"
          label={`Address: ${chosen?.place ?? 'the stage’s own'}`}
          icon={<Globe aria-hidden="true" size={13} className={chosen ? 'text-accent-strong' : ''} />}
        />
      }
      entries={[
        {
          id: OWN_ADDRESS,
          label: own?.replace(/^https?:\/\//, '') ?? 'The stage’s own address',
          icon: mark(!chosen),
          note: 'own',
          onSelect: () => pick(OWN_ADDRESS),
        },
        ...addresses.map((one) => ({
          id: one.place,
          label: one.place,
          icon: mark(one.place === chosen?.place),
          note: noteOf(one),
          onSelect: () => pick(one.place),
        })),
      ]}
    />
  );
}

function noteOf({ wildcard, mutualTls }: StageAddress): string | undefined {
  if (mutualTls) return 'mutual TLS';
  return wildcard ? 'wildcard' : undefined;
}
