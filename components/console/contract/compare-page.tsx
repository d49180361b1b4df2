'use client';

import { useRouter } from 'next/navigation';
import { ScrollRegion } from '@/components/console/scroll-region';
import { FailureCard } from '@/components/shell/failure';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { Spinner } from '@/components/ui/spinner';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiSummary } from '@/lib/core/api';
import { type Against, againstText, readAgainst } from './against';
import { CompareOutcome } from './compare-outcome';
import { ComparePickers, labelOf } from './compare-pickers';
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
          <Outcome {...{ compared, against }} here={{ api: detail.api, stage }} />
        )}
      </div>
    </ScrollRegion>
  );
}

interface Named {
  api: ApiSummary;
  stage: GatewayStage | null;
}

/** "notes, stage v2", and where both have the same name what tells it from the other. */
function nameOf({ api, stage }: Named, other: Named | null): string {
  const name = other && other.api.id !== api.id && other.api.name === api.name ? labelOf(api) : api.name;
  return stage ? `${name}, stage ${stage.name}` : name;
}

function Outcome({ compared, against, here }: { compared: Compared; against: Against; here: Named }) {
  const { there, comparison, failure, configured, busy, onRetry } = compared;
  const other = there ? { api: there.detail.api, stage: there.stage } : null;
  const obstacle = obstacleOf(compared, against, here);
  if (obstacle) return <p role="status">{obstacle}</p>;
  return (
    <>
      {failure ? <FailureCard failure={failure} subject="What is deployed" retrying={busy} onRetry={onRetry} /> : null}
      {configured ? (
        <p className="text-muted">
          So this compares what is configured. Some of it may not be deployed to these stages yet.
        </p>
      ) : null}
      {comparison && other ? (
        <CompareOutcome comparison={comparison} here={nameOf(here, other)} there={nameOf(other, here)} />
      ) : null}
      {comparison === null && failure === null ? (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner /> Reading what is deployed
        </p>
      ) : null}
    </>
  );
}

/** Why there is nothing to compare. */
function obstacleOf({ there, busy }: Compared, { id, stage }: Against, here: Named): string | null {
  if (here.stage === null) return 'This API has no stage, so nothing of it is deployed that could be compared.';
  if (!there) return null;
  if (there.stage === null) {
    const missing = stage === null ? 'There is no other stage.' : `There is no stage ${stage}.`;
    return busy ? null : `${missing} Choose what else to compare with.`;
  }
  const same = id === here.api.id && there.stage.name === here.stage.name;
  return same ? 'Both are the same stage. Choose another to compare with.' : null;
}
