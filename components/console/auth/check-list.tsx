import { clsx } from 'clsx';
import { Check, CircleHelp, X } from 'lucide-react';
import type { TokenCheck, Verdict } from '@/lib/core/token-judge';

export const VERDICTS: Record<Verdict, { icon: typeof Check; word: string; colour: string }> = {
  fits: { icon: Check, word: 'Fits', colour: 'text-ok' },
  refused: { icon: X, word: 'Does not fit', colour: 'text-bad' },
  unknown: { icon: CircleHelp, word: 'Cannot be told', colour: 'text-warn' },
};

const NAMES: Record<TokenCheck['what'], string> = {
  format: 'Format',
  algorithm: 'Algorithm',
  key: 'Key',
  issuer: 'Issuer',
  audience: 'Audience',
  client: 'Client',
  use: 'Kind',
  expiry: 'Expiry',
  start: 'Start',
  clock: 'Clock',
  scope: 'Scope',
};

/** What API Gateway looks at, one line each, in its order. */
export function CheckList({ checks }: { checks: readonly TokenCheck[] }) {
  return (
    <ul className="space-y-1.5">
      {checks.map(({ what, verdict, sentence }) => {
        const { icon: Icon, word, colour } = VERDICTS[verdict];
        return (
          <li key={what} className="grid grid-cols-[1rem_5rem_1fr] gap-x-2">
            <Icon aria-hidden="true" size={14} className={clsx('mt-0.5', colour)} />
            <span className="text-muted">
              {NAMES[what]}
              <span className="sr-only">: {word}.</span>
            </span>
            <span className={clsx('min-w-0 break-words', verdict === 'refused' && 'text-bad')}>{sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}
