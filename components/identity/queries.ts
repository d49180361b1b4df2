import { queryOptions } from '@tanstack/react-query';
import { findSignIn, listIdentityPools } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import type { AccountRef } from '@/lib/core/account';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';

/** Where what an authorizer accepts comes from. */
export const signInQuery = (api: ApiRef, authorizerId: string) =>
  queryOptions({
    queryKey: ['sign-in', accountKey(api.account), apiKey(api), authorizerId],
    queryFn: () => answered(findSignIn(api, authorizerId)),
    // Looked at anew each time: whoever was told to change an app client comes back to see whether that was it.
    staleTime: 0,
  });

/** All identity pools of an account and region. */
export const identityPoolsQuery = (account: AccountRef) =>
  queryOptions({
    queryKey: ['identity-pools', accountKey(account)],
    queryFn: () => answered(listIdentityPools(account)),
    staleTime: 60_000,
  });
