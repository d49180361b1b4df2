'use client';

import { useQuery } from '@tanstack/react-query';
import type { AccountRef } from '@/lib/core/account';
import type { Failure } from '@/lib/core/error';
import { identityQuery } from './queries';

const ABOUT_US: ReadonlySet<Failure['code']> = new Set(['no-credentials', 'expired-credentials']);

/** Whether the card about the account says it already: then it is not said twice on one page. */
export function useSaidAlready(account: AccountRef | null): (failure: Failure) => boolean {
  const { error } = useQuery({ ...identityQuery(account ?? { region: '' }), enabled: false });
  return ({ code }) => error !== null && (ABOUT_US.has(code) || code === error.failure.code);
}
