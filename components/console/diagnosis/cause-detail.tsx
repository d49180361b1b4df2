import { VisibleText } from '@/components/console/answer/visible-text';
import { Button } from '@/components/ui/button';
import type { Cause } from '@/lib/diagnosis/cause';
import { PLACES } from './cause-words';
import type { Deed } from './why';

/** What shows that a cause is the one, what to do next, and what was not looked at. */
export function CauseDetail({ cause, deed }: { cause: Cause; deed: Deed | null }) {
  const { evidence, next, notChecked } = cause;
  return (
    <div className="space-y-2 pt-1.5">
      {evidence.length > 0 ? (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs" aria-label="What shows it">
          {evidence.map(({ where, what, text }) => (
            <div key={`${where} ${what} ${text}`} className="contents">
              <dt className="max-w-40 break-words text-muted">
                <span className="sr-only">{PLACES[where]}: </span>
                {what}
              </dt>
              <dd className="min-w-0 break-words font-mono">
                <VisibleText text={text} />
                <span aria-hidden="true" className="ml-2 font-sans text-2xs text-faint">
                  {PLACES[where]}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="min-w-0 break-words">
          <span className="sr-only">Next: </span>
          {next.text}
        </p>
        {deed ? (
          <Button size="small" onClick={deed.run} className="max-w-full">
            <span className="truncate">{deed.label}</span>
          </Button>
        ) : null}
      </div>
      {notChecked.map((one) => (
        <p key={one} className="break-words text-faint text-xs">
          {one}
        </p>
      ))}
    </div>
  );
}
