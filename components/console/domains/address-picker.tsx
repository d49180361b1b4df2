'use client';

import { Check, Globe } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { OWN_ADDRESS, type StageAddress } from './addresses';
import type { AddressInUse } from './use-address';

interface AddressPickerProps {
  address: AddressInUse;
  /** The stage's own address; null where it is not known. */
  own: string | null;
  onPick: (through: string) => void;
}

/** Through which of a stage's addresses requests go. Nothing where there is only one. */
export function AddressPicker({ address: { addresses, chosen }, own, onPick }: AddressPickerProps) {
  if (addresses.length === 0) return null;
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
          label: own?.replace(/^\w+:\/\//, '') ?? 'The stage’s own address',
          icon: mark(!chosen),
          note: 'own',
          onSelect: () => onPick(OWN_ADDRESS),
        },
        ...addresses.map((one) => ({
          id: one.place,
          label: one.place,
          icon: mark(one.place === chosen?.place),
          note: noteOf(one),
          onSelect: () => onPick(one.place),
        })),
      ]}
    />
  );
}

function noteOf({ wildcard, mutualTls }: StageAddress): string | undefined {
  if (mutualTls) return 'mutual TLS';
  return wildcard ? 'wildcard' : undefined;
}
