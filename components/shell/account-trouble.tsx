'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { refreshCatalogue } from './catalogue-store';
import { FailureCard } from './failure';
import { identityQuery, profilesQuery } from './queries';
import type { AccountInUse } from './use-account';

/**
 * The one card that says why AWS does not know us: the cause and the command that mends it. When it goes, because the
 * person has signed in, discovery starts anew by itself.
 */
export function AccountTrouble({ inUse }: { inUse: AccountInUse }) {
  const { account, sure, source } = inUse;
  const profiles = useQuery(profilesQuery());
  const identity = useQuery({ ...identityQuery(account ?? { region: '' }), enabled: account !== null && sure });
  const failed = useRef(false);
  useEffect(() => {
    if (identity.isSuccess && failed.current && source) void refreshCatalogue(source);
    failed.current = identity.isError;
  }, [identity.isSuccess, identity.isError, source]);

  const trouble = profiles.error ? profiles : identity.error ? identity : null;
  if (!trouble?.error) return null;
  return (
    <div className="shrink-0 border-line border-b p-3">
      <FailureCard
        failure={trouble.error.failure}
        onRetry={() => void trouble.refetch()}
        retrying={trouble.isFetching}
        className="mx-auto max-w-3xl"
      />
    </div>
  );
}
