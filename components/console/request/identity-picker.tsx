'use client';

import { KeyRound, Lock, UserX } from 'lucide-react';
import type { Dispatch } from 'react';
import type { Draft, DraftScheme } from '@/components/console/draft/draft';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { useAccount } from '@/components/shell/use-account';
import { Select, type SelectItem } from '@/components/ui/select';

const ICONS: Record<DraftScheme, typeof KeyRound> = { none: UserX, iam: KeyRound, bearer: Lock };

/** As whom the request is sent: nobody, a profile that signs, or the bearer of a token. */
export function IdentityPicker({ draft, dispatch }: { draft: Draft; dispatch: Dispatch<DraftAction> }) {
  const { list, account } = useAccount();
  const own = account?.profile ?? list?.current ?? null;
  const others = (list?.profiles ?? []).filter((profile) => profile.name !== own);
  const items: SelectItem<string>[] = [
    { value: 'none', label: 'No identity' },
    { value: 'iam', label: 'IAM SigV4', note: own ?? 'default credentials' },
    ...others.map(({ name }) => ({ value: `iam:${name}`, label: `IAM as ${name}` })),
    { value: 'bearer', label: 'Bearer token' },
  ];
  const value = draft.scheme === 'iam' && draft.signer ? `iam:${draft.signer}` : draft.scheme;
  const known = items.some((item) => item.value === value);
  const Icon = ICONS[draft.scheme];
  return (
    <Select
      label="Identity"
      value={value}
      items={known ? items : [...items, { value, label: `IAM as ${draft.signer}`, note: 'not found' }]}
      icon={<Icon aria-hidden="true" size={14} className="shrink-0 text-muted" />}
      align="end"
      className="h-9 w-40 shrink-0"
      onValue={(next) => {
        const [scheme = 'none', signer = ''] = splitOnce(next);
        dispatch({ type: 'set', values: { scheme: scheme as DraftScheme, signer } });
      }}
    />
  );
}

function splitOnce(value: string): [string, string] {
  const colon = value.indexOf(':');
  return colon < 0 ? [value, ''] : [value.slice(0, colon), value.slice(colon + 1)];
}
