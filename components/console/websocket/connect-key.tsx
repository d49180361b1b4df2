'use client';

import { useQuery } from '@tanstack/react-query';
import { apiKeysQuery, asItem } from '@/components/console/auth/api-keys-query';
import { FailureCard } from '@/components/shell/failure';
import { NativeSelect } from '@/components/ui/native-select';
import type { AccountRef } from '@/lib/core/account';

interface ConnectKeyProps {
  account: AccountRef;
  keyId: string | null;
  onKey: (keyId: string | null) => void;
}

const NONE = '';

/** The API key that $connect asks for, beside who one is. Its value stays on the server. */
export function ConnectKey({ account, keyId, onKey }: ConnectKeyProps) {
  const { data, error, isFetching, refetch } = useQuery(apiKeysQuery(account));
  if (error) {
    return (
      <FailureCard
        failure={error.failure}
        subject="API keys of the account"
        retrying={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  const known = (data ?? []).map(asItem);
  return (
    <section>
      <h2 className="mb-2 font-medium">API key</h2>
      <NativeSelect
        label="API key"
        value={known.some(({ value }) => value === keyId) ? (keyId ?? NONE) : NONE}
        items={[{ value: NONE, label: data ? 'None' : 'Reading the keys of the account' }, ...known]}
        onValue={(value) => onKey(value === NONE ? null : value)}
        className="w-full max-w-md"
      />
      <p className="mt-1 text-faint text-xs">
        $connect asks for one. It goes from AWS to the API as x-api-key and is not shown here. A key that is not of this
        account goes into the headers below.
      </p>
    </section>
  );
}
