'use client';

import { useRouter } from 'next/navigation';
import { ScrollRegion } from '@/components/console/scroll-region';
import { FailureCard } from '@/components/shell/failure';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { Spinner } from '@/components/ui/spinner';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import { type Against, againstText, readAgainst } from './against';
import { CompareOutcome } from './compare-outcome';
import { ComparePickers } from './compare-pickers';
import type { ContractPageProps } from './contract-page';
import { type Compared, useComparison } from './use-comparison';

/** Two stages of one API, or two APIs of one kind, route by route. The address keeps both. */
export function ComparePage({ api, detail, stage, onStage }: ContractPageProps) {
  const place = usePlace();
  const router = useRouter();
  const against = readAgainst(place.against);
  const compared = useComparison({ api, detail, stage, against });
  const { there } = compared;
  const choose = (next: Against) =>
    goTo(router, placeHref({ ...place, stage: stage?.name ?? null, against: againstText(next) }));
  return (
    <ScrollRegion label="Compare" className="px-4 py-5 sm:px-6">
      <div className="mx-auto max-w-4xl space-y-6">
        <ComparePickers {...{ detail, stage, against, onStage }} there={there} onAgainst={choose} />
        {against === null ? (
          <p className="text-muted">Choose what to compare with: another stage, or another API of the same kind.</p>
        ) : (
          <Outcome {...{ compared, against }} here={nameOf(detail.api.name, stage)} />
        )}
      </div>
    </ScrollRegion>
  );
}

function nameOf(api: string, stage: GatewayStage | null): string {
  return stage ? `${api}, stage ${stage.name}` : api;
}

function Outcome({ compared, against, here }: { compared: Compared; against: Against; here: string }) {
  const { there, comparison, failure, configured, busy, onRetry } = compared;
  const other = there ? nameOf(there.detail.api.name, there.stage) : '';
  if (there && there.stage === null && !busy) {
    return (
      <p role="status">
        {against.stage ? `There is no stage ${against.stage}.` : 'There is no other stage.'} Choose what else to compare
        with.
      </p>
    );
  }
  if (other === here && there?.detail.api.id === against.id && comparison && !configured) {
    return <p role="status">Both are the same stage. Choose another to compare with.</p>;
  }
  return (
    <>
      {failure ? <FailureCard failure={failure} subject="What is deployed" retrying={busy} onRetry={onRetry} /> : null}
      {configured ? (
        <p className="text-muted">
          So this compares what is configured. Some of it may not be deployed to these stages yet.
        </p>
      ) : null}
      {comparison ? <CompareOutcome comparison={comparison} here={here} there={other} /> : null}
      {comparison === null && failure === null ? (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner /> Reading what is deployed
        </p>
      ) : null}
    </>
  );
}
