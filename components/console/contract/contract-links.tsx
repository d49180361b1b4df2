'use client';

import { FileCode2, FileInput, GitCompare } from 'lucide-react';
import Link from 'next/link';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import { againstText } from './against';

interface ContractLinksProps {
  apiId: string;
  stages: readonly GatewayStage[];
  chosen: string | null;
}

const LINK = 'flex h-6 items-center gap-1.5 rounded px-2 text-muted text-xs hover:bg-hover hover:text-ink';

/** The ways from the facts of an API to its OpenAPI, to a comparison (of two of its stages, where it has as many) and to what was imported for it. */
export function ContractLinks({ apiId, stages, chosen }: ContractLinksProps) {
  const place = { ...usePlace(), route: null, stage: chosen };
  const other = stages.find(({ name }) => name !== chosen);
  const against = other ? againstText({ id: apiId, stage: other.name }) : null;
  return (
    <span className="flex flex-wrap items-center justify-end gap-1">
      <Link href={placeHref({ ...place, view: 'openapi', against: null })} className={LINK}>
        <FileCode2 aria-hidden="true" size={13} />
        OpenAPI
      </Link>
      <Link href={placeHref({ ...place, view: 'compare', against })} className={LINK}>
        <GitCompare aria-hidden="true" size={13} />
        Compare
      </Link>
      <Link href={placeHref({ ...place, view: 'import', against: null })} className={LINK}>
        <FileInput aria-hidden="true" size={13} />
        Import a file
      </Link>
    </span>
  );
}
