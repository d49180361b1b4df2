'use client';

import { useQuery } from '@tanstack/react-query';
import type { Sender } from '@/components/console/request/problem-of';
import { identities } from '@/components/identity/use-identities';
import { FailureCard } from '@/components/shell/failure';
import { NativeSelect } from '@/components/ui/native-select';
import type { AccountRef } from '@/lib/core/account';
import { accountKey } from '@/lib/core/keys';
import { apiKeysQuery, asItem } from './api-keys-query';

interface AccountKeysProps {
  account: AccountRef;
  who: Sender;
  /** The key is all that the authorizer asks for. */
  alone: boolean;
  /** The identity under which a typed key goes. */
  formId: string;
}

const TYPED = '';
const TYPE_ONE = { value: TYPED, label: 'Type one below' };

/** The API keys of the account, by name: the value of the picked one never comes to the browser. */
export function AccountKeys({ account, who, alone, formId }: AccountKeysProps) {
  const { place, chosen } = who;
  const { data, error, isFetching, refetch } = useQuery(apiKeysQuery(account));
  const pick = (keyId: string) => {
    const key = data?.find(({ id }) => id === keyId);
    if (!key) return identities.choose(place, formId);
    const id = `api-key ${accountKey(account)} ${key.id}`;
    identities.put({ kind: 'api-key', id, label: key.name, keyId: key.id });
    identities.choose(place, id);
  };
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
  if (!data) return <p className="text-muted">Reading the API keys of the account</p>;
  if (data.length === 0) return <p className="text-muted">The account holds no API keys in this region.</p>;
  const picked = chosen.kind === 'api-key' && data.some(({ id }) => id === chosen.keyId) ? chosen.keyId : TYPED;
  return (
    <div>
      <p aria-hidden="true" className="mb-1 text-muted text-xs">
        API key
      </p>
      <NativeSelect
        label="API key"
        value={picked}
        items={[TYPE_ONE, ...data.map(asItem)]}
        onValue={pick}
        className="w-full max-w-md"
      />
      <p className="mt-1 text-faint text-xs">
        {picked === TYPED
          ? 'Pick a key of the account and its value goes from AWS to the API without being shown here.'
          : alone
            ? `Sent as x-api-key. Its value stays on the server (id ${picked}).`
            : `Sent as x-api-key (id ${picked}). Write the other values into the rows of Params or Headers.`}
      </p>
    </div>
  );
}
