'use client';

import { Mono } from '@/components/console/facts/facts-section';
import { useAccount } from '@/components/shell/use-account';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import type { AccountRef } from '@/lib/core/account';
import type { StageAddress } from './addresses';
import { useAddresses } from './use-address';

/** The custom domains that lead to a stage; a sentence where none does. */
export function StageAddresses({ apiId, stage }: { apiId: string; stage: string | null }) {
  const { account } = useAccount();
  return account ? <Known account={account} apiId={apiId} stage={stage} /> : null;
}

function Known({ account, apiId, stage }: { account: AccountRef; apiId: string; stage: string | null }) {
  const addresses = useAddresses({ id: apiId, account }, stage);
  if (addresses.length === 0) return 'None';
  return (
    <ul>
      {addresses.map((one) => (
        <li key={one.place} className="flex flex-wrap items-center gap-1">
          <Address address={one} />
        </li>
      ))}
    </ul>
  );
}

function Address({ address: { place, wildcard, mutualTls } }: { address: StageAddress }) {
  return (
    <>
      <Mono>https://{place}</Mono>
      <CopyButton what={`address ${place}`} size="small" text={`https://${place}`} />
      {wildcard ? <Badge>Wildcard</Badge> : null}
      {mutualTls ? <Badge tone="warn">Mutual TLS</Badge> : null}
    </>
  );
}
