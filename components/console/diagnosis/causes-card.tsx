'use client';

import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import type { Cause } from '@/lib/diagnosis/cause';
import { CauseDetail } from './cause-detail';
import { CauseTitle, Looking, OtherCauses } from './cause-parts';
import { CERTAINTIES } from './cause-words';
import type { Told } from './use-causes';
import type { Deed } from './why';

interface CausesCardProps {
  told: Told;
  deed: (cause: Cause) => Deed | null;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** How it is read out: at once where there is no answer but this. */
  said: 'alert' | 'status' | 'nothing';
}

/** The surest cause in one line, and on demand all of them with what shows them and what to do next. */
export function CausesCard({ told: { causes, looking, pending }, deed, open, onOpen, said }: CausesCardProps) {
  const id = useId();
  const [first, ...others] = causes;
  if (!first) return null;
  return (
    <section
      aria-label="Why it failed"
      aria-busy={pending || undefined}
      // What is long is scrolled by key, too.
      {...(open ? { tabIndex: 0 } : {})}
      className="max-h-[60%] shrink-0 overflow-y-auto border-line border-b bg-raised outline-offset-[-2px]"
    >
      <div role={said === 'alert' ? 'alert' : undefined}>
        <div className="flex items-start gap-2 px-3 py-1.5">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => onOpen(!open)}
            className="flex min-h-6 min-w-0 flex-1 items-start gap-2 rounded text-left"
          >
            <ChevronRight
              aria-hidden="true"
              size={14}
              className={clsx('mt-1 shrink-0 text-faint transition-transform', open && 'rotate-90')}
            />
            <CauseTitle cause={first} cut={!open} />
          </button>
          {looking ? <Looking /> : null}
          {open ? null : <Quick deed={deed(first)} more={others.length} />}
        </div>
        <div id={id} hidden={!open} className="px-3 pb-3 pl-[2.125rem]">
          {open ? <CauseDetail cause={first} deed={deed(first)} /> : null}
          {open && others.length > 0 ? <OtherCauses causes={others} deed={deed} /> : null}
        </div>
      </div>
      {said === 'status' ? (
        <p role="status" className="sr-only">{`${CERTAINTIES[first.certainty].word}: ${first.title}`}</p>
      ) : null}
    </section>
  );
}

/** The next step of the first cause, without opening anything. */
function Quick({ deed, more }: { deed: Deed | null; more: number }) {
  return (
    <>
      {more > 0 ? <span className="mt-1 hidden shrink-0 text-faint text-xs sm:inline">{`${more} more`}</span> : null}
      {deed ? (
        <Button size="small" onClick={deed.run} className="max-w-[40%]">
          <span className="truncate">{deed.label}</span>
        </Button>
      ) : null}
    </>
  );
}
