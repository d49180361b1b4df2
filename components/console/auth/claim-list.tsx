import { VisibleText } from '@/components/console/answer/visible-text';
import { countdown } from '@/components/identity/who';
import type { Claims } from '@/lib/core/token';
import { type ExplainedClaim, explainClaims } from '@/lib/core/token-claims';
import { span } from '@/lib/core/token-judge';

/** Every claim of a token in words, those that decide first. */
export function ClaimList({ payload, now }: { payload: Claims; now: number }) {
  return (
    <dl className="divide-y divide-line">
      {explainClaims(payload).map((claim) => (
        <div key={claim.name} className="grid grid-cols-[minmax(6rem,9rem)_1fr] gap-x-3 py-1.5">
          <dt className="break-all font-mono text-code-key text-xs leading-5">
            <VisibleText text={claim.name} />
          </dt>
          <dd className="min-w-0">
            <span className="break-all font-mono text-xs leading-5">
              <VisibleText text={claim.value} />
            </span>
            <Meaning claim={claim} now={now} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Meaning({ claim, now }: { claim: ExplainedClaim; now: number }) {
  const time = claim.at === null ? null : timeInWords(claim.name, claim.at - now);
  if (!claim.meaning && time === null) return null;
  return (
    <span className="block text-faint text-xs">
      {claim.meaning}
      {claim.meaning && time ? ': ' : ''}
      {time === null ? null : (
        // Read when somebody gets there, not every second.
        <span role="timer" aria-live="off" className="tabular-nums">
          {time}
        </span>
      )}
    </span>
  );
}

function timeInWords(name: string, left: number): string {
  if (left <= 0) return `${span(-left)} ago`;
  return name === 'exp' ? `in ${countdown(left)}` : `in ${span(left)}`;
}
