import { queryOptions } from '@tanstack/react-query';
import { listApiKeys } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import type { ApiKeyChoice } from '@/lib/auth/sign-in/contract';
import type { AccountRef } from '@/lib/core/account';
import { accountKey } from '@/lib/core/keys';

/** Names and ids of the account's API keys. */
export const apiKeysQuery = (account: AccountRef) =>
  queryOptions({
    queryKey: ['api-keys', accountKey(account)],
    queryFn: () => answered(listApiKeys(account)),
    staleTime: 30_000,
  });

/** A key as a list offers it. */
export const asItem = ({ id, name, enabled }: ApiKeyChoice) => ({
  value: id,
  label: `${name === id ? id : `${name} (${id})`}${enabled ? '' : ', disabled'}`,
});
