import { queryOptions } from '@tanstack/react-query';
import { listDomains } from '@/app/domain-actions';
import { answered } from '@/components/shell/answer';
import type { AccountRef } from '@/lib/core/account';
import { accountKey } from '@/lib/core/keys';

/** The custom domains of an account: one call for the list and one for each, so asked seldom. */
export const domainsQuery = (account: AccountRef) =>
  queryOptions({
    queryKey: ['domains', accountKey(account)],
    queryFn: () => answered(listDomains(account)),
    staleTime: 5 * 60_000,
  });

/** The same, read again from AWS whatever is remembered. */
export const readDomainsAgain = (account: AccountRef) => answered(listDomains(account, { refresh: true }));
