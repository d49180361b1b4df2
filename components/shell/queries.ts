import { queryOptions } from '@tanstack/react-query';
import { describe, identify, listProfiles, listTargets } from '@/app/actions';
import type { AccountRef } from '@/lib/core/account';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { answered } from './answer';

/** The profiles of the shared config files. */
export const profilesQuery = () =>
  queryOptions({ queryKey: ['profiles'], queryFn: () => answered(listProfiles()), staleTime: 30_000 });

/**
 * Who we are. A failure is looked at again whenever the person comes back to the window: they were away to sign in.
 */
export const identityQuery = (account: AccountRef) =>
  queryOptions({
    queryKey: ['identity', accountKey(account)],
    queryFn: () => answered(identify(account)),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: (query) => query.state.status === 'error',
  });

/** All that AWS says about one API. */
export const apiQuery = (api: ApiRef) =>
  queryOptions({
    queryKey: ['api', accountKey(api.account), apiKey(api)],
    queryFn: () => answered(describe(api)),
    staleTime: 30_000,
  });

/** The routes of one API alone: there sooner than all else about it. */
export const targetsQuery = (api: ApiRef) =>
  queryOptions({
    queryKey: ['targets', accountKey(api.account), apiKey(api)],
    queryFn: () => answered(listTargets(api)),
    staleTime: 30_000,
  });
