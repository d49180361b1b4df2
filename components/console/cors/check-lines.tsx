import { clsx } from 'clsx';
import { Check as CheckMark, X } from 'lucide-react';
import { VisibleText } from '@/components/console/answer/visible-text';
import type { Check } from '@/lib/core/cors/judge';

/** The rules in the order of the browser, each with what came of it; it stops at the first that fails. */
export function CheckLines({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="space-y-1">
      {checks.map(({ rule, about, passed, sentence, chromiumPasses }) => (
        <li key={`${rule} ${about ?? ''}`} className="grid grid-cols-[1rem_1fr] gap-x-2">
          {passed ? (
            <CheckMark aria-hidden="true" size={14} className="mt-0.5 text-ok" />
          ) : (
            <X aria-hidden="true" size={14} className="mt-0.5 text-bad" />
          )}
          <span className={clsx('min-w-0 break-words', !passed && 'text-bad')}>
            <span className="sr-only">{passed ? 'Met: ' : 'Not met: '}</span>
            <VisibleText text={sentence} />
            {chromiumPasses ? (
              <span className="block text-muted text-xs">
                Chrome and Edge still let it pass with a warning. The standard and other browsers do not.
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
