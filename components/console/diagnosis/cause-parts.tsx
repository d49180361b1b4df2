import { clsx } from 'clsx';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Badge } from '@/components/ui/badge';
import { Spinner } from '@/components/ui/spinner';
import type { Cause } from '@/lib/diagnosis/cause';
import { CauseDetail } from './cause-detail';
import { CERTAINTIES } from './cause-words';
import type { Deed } from './why';

/** How sure a cause is, and what it is. `cut` to two lines. */
export function CauseTitle({ cause: { certainty, title }, cut }: { cause: Cause; cut: boolean }) {
  const { word, tone } = CERTAINTIES[certainty];
  return (
    <>
      <Badge tone={tone} className="mt-0.5">
        {word}
      </Badge>
      <span className={clsx('min-w-0 flex-1 break-words pt-0.5', cut && 'line-clamp-2')}>
        <VisibleText text={title} />
      </span>
    </>
  );
}

/** While AWS is asked for more. */
export function Looking() {
  return (
    <span className="mt-1 flex shrink-0 items-center gap-1.5 text-faint text-xs">
      <Spinner />
      <span className="hidden sm:inline">Asking AWS</span>
    </span>
  );
}

/** The causes after the first, each with what shows it. */
export function OtherCauses({ causes, deed }: { causes: readonly Cause[]; deed: (cause: Cause) => Deed | null }) {
  return (
    <ol aria-label="Other causes" className="mt-3 space-y-3 border-line border-t pt-3">
      {causes.map((one) => (
        <li key={one.id}>
          <p className="flex items-start gap-2">
            <CauseTitle cause={one} cut={false} />
          </p>
          <CauseDetail cause={one} deed={deed(one)} />
        </li>
      ))}
    </ol>
  );
}
