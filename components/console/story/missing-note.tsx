import { Info } from 'lucide-react';
import { FailureCard, nextStep } from '@/components/shell/failure';
import type { Failure } from '@/lib/core/error';

/** What is no fault of anybody's: a log that is not there, or has nothing of the request. */
const CALM: ReadonlySet<Failure['code']> = new Set(['not-found', 'not-supported', 'timed-out']);

/** Why there is nothing to see of one log, and what to do about it. */
export function MissingNote({ subject, failure }: { subject: string; failure: Failure }) {
  if (!CALM.has(failure.code)) return <FailureCard failure={failure} subject={subject} className="m-4" />;
  return (
    <div role="note" aria-label={subject} className="flex gap-2 border-line border-b px-4 py-2.5 last:border-b-0">
      <Info aria-hidden="true" size={15} className="mt-0.5 shrink-0 text-muted" />
      <div className="min-w-0">
        <p className="break-words">{failure.message}</p>
        <p className="break-words text-muted">{nextStep(failure)}</p>
      </div>
    </div>
  );
}
