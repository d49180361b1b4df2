'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Input } from '@/components/ui/input';
import type { CustomDomain } from '@/lib/apis/domains/contract';
import type { ApiSummary } from '@/lib/core/api';
import { domainPlace } from '@/lib/core/domain-path';
import { findAddress } from './domain-words';

interface AddressFinderProps {
  domains: readonly CustomDomain[];
  apiOf: (id: string) => ApiSummary | undefined;
  hrefOf: (api: ApiSummary, stage: string | null) => string;
}

/** Which API answers at an address, by the mappings alone: nothing is asked. */
export function AddressFinder({ domains, apiOf, hrefOf }: AddressFinderProps) {
  const [typed, setTyped] = useState('');
  const example = domains.find(({ mappings }) => mappings.length > 0);
  return (
    <div>
      <Input
        label="Which API answers at"
        mono
        value={typed}
        placeholder={example ? `${domainPlace(example.name, example.mappings[0]?.key ?? '')}/…` : 'api.example.com/v1'}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p role="status" className="mt-1 min-h-5">
        <Answer {...{ domains, typed, apiOf, hrefOf }} />
      </p>
    </div>
  );
}

function Answer({ domains, typed, apiOf, hrefOf }: AddressFinderProps & { typed: string }) {
  const found = findAddress(domains, typed);
  switch (found.type) {
    case 'nothing-typed':
      return <span className="text-faint text-xs">The longest mapping wins, segment by segment.</span>;
    case 'no-domain':
      return <span className="text-muted">{found.host} is no custom domain of this account and region.</span>;
    case 'no-mapping':
      return <span className="text-warn">No mapping takes {found.path}, so a caller gets 403 Forbidden.</span>;
    case 'found': {
      const { mapping, path } = found;
      const api = apiOf(mapping.apiId);
      return (
        <>
          {api ? (
            <Link href={hrefOf(api, mapping.stage)} className="font-medium hover:underline">
              {api.name}
            </Link>
          ) : (
            <span className="font-mono text-xs">{mapping.apiId}</span>
          )}
          {mapping.stage ? `, stage ${mapping.stage}` : ''}, which sees{' '}
          <span className="font-mono text-xs">{path}</span>
        </>
      );
    }
  }
}
