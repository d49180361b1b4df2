'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Globe, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { ScrollRegion } from '@/components/console/scroll-region';
import { useCatalogue } from '@/components/shell/catalogue-store';
import { FailureCard } from '@/components/shell/failure';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import { IconButton } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Spinner } from '@/components/ui/spinner';
import type { Domains } from '@/lib/apis/domains/contract';
import type { AccountRef } from '@/lib/core/account';
import type { ApiSummary } from '@/lib/core/api';
import { AddressFinder } from './address-finder';
import { DomainCard } from './domain-card';
import { domainsQuery, readDomainsAgain } from './queries';
import { useDomainFacts } from './use-domain-facts';

/** Which API answers at which address: the custom domains of the account, and how each stands. */
export function DomainsPage() {
  const { account } = useAccount();
  return account ? <OfAccount account={account} /> : null;
}

function OfAccount({ account }: { account: AccountRef }) {
  const query = useQuery(domainsQuery(account));
  const client = useQueryClient();
  const [reading, setReading] = useState(false);
  const { data, error, isFetching, refetch } = query;
  const refresh = async () => {
    setReading(true);
    await readDomainsAgain(account).then(
      (read) => client.setQueryData(domainsQuery(account).queryKey, read),
      () => refetch(),
    );
    setReading(false);
  };
  return (
    <ScrollRegion label="Custom domains" className="px-4 py-5 sm:px-6">
      <div className="mx-auto max-w-4xl space-y-5">
        <div className="flex items-center justify-between gap-4">
          <h1 className="font-medium text-lg">Custom domains</h1>
          <IconButton
            size="small"
            label="Read the domains again"
            aria-busy={reading || isFetching}
            icon={<RefreshCw aria-hidden="true" size={13} className={reading ? 'animate-turn' : ''} />}
            onClick={() => void refresh()}
          />
        </div>
        {error ? (
          <FailureCard
            failure={error.failure}
            subject="Custom domains"
            retrying={isFetching}
            onRetry={() => void refetch()}
          />
        ) : null}
        {data ? <Listed account={account} domains={data} /> : null}
        {!data && !error ? (
          <p role="status" className="flex items-center gap-2 text-muted">
            <Spinner /> Reading the custom domains
          </p>
        ) : null}
      </div>
    </ScrollRegion>
  );
}

function Listed({ account, domains }: { account: AccountRef; domains: Domains }) {
  const { place } = useAccount();
  const { apis } = useCatalogue();
  const facts = useDomainFacts(account, domains);
  const apiOf = (id: string) => [...apis.values()].find((api) => api.id === id);
  const hrefOf = ({ kind, id }: ApiSummary, stage: string | null) =>
    placeHref({ api: { kind, id }, profile: place.profile, region: place.region, stage });
  return (
    <>
      {domains.problems.map(({ subject, failure }) => (
        <FailureCard key={subject} subject={subject} failure={failure} />
      ))}
      {domains.domains.length === 0 ? (
        <Empty icon={<Globe aria-hidden="true" size={20} />}>
          No custom domain in this account and region. Its APIs are called at the addresses that AWS gives them.
        </Empty>
      ) : (
        <AddressFinder domains={domains.domains} apiOf={apiOf} hrefOf={hrefOf} />
      )}
      {domains.domains.map((domain) => (
        <DomainCard
          key={`${domain.service} ${domain.name}`}
          domain={domain}
          facts={facts.get(domain.name) ?? null}
          apiOf={apiOf}
          hrefOf={hrefOf}
        />
      ))}
    </>
  );
}
