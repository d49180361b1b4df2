'use client';

import { clsx } from 'clsx';
import { CircleCheck, CircleHelp, CircleX, GitCompareArrows } from 'lucide-react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Spinner } from '@/components/ui/spinner';
import type { Foreseen } from '@/lib/core/cors/foresee';
import type { CorsVerdict } from './cors-verdict';

const LOOKS = {
  allowed: { icon: CircleCheck, colour: 'text-ok', word: 'Allowed' },
  refused: { icon: CircleX, colour: 'text-bad', word: 'Refused' },
  open: { icon: CircleHelp, colour: 'text-muted', word: 'Open' },
};

interface CorsOutcomeProps {
  /** Null until it was asked. */
  verdict: CorsVerdict | null;
  foreseen: Foreseen | null;
  /** Why the two disagree; null where they do not. */
  disagreement: string | null;
}

/** Both verdicts side by side: of the real answers, and of the configuration alone. */
export function CorsOutcome({ verdict, foreseen, disagreement }: CorsOutcomeProps) {
  return (
    <section aria-label="Verdict" className="space-y-2">
      <div className="grid @md:grid-cols-2 gap-2">
        <Side title="By the real answers" {...realSide(verdict)} live />
        <Side title="By the configuration" {...foreseenSide(foreseen)} />
      </div>
      {disagreement ? (
        <p role="note" aria-label="They disagree" className="flex gap-2 rounded-lg bg-warn-soft p-3 text-warn">
          <GitCompareArrows aria-hidden="true" size={15} className="mt-0.5 shrink-0" />
          <span className="min-w-0 break-words">{disagreement}</span>
        </p>
      ) : null}
    </section>
  );
}

interface SideProps {
  look: keyof typeof LOOKS;
  sentence: string;
  running?: boolean;
}

function Side({ title, look, sentence, running, live }: SideProps & { title: string; live?: boolean }) {
  const { icon: Icon, colour, word } = LOOKS[look];
  return (
    <div className="rounded-lg border border-line p-3">
      <h3 className="text-muted text-xs">{title}</h3>
      <div {...(live ? { role: 'status' } : {})} className="mt-1 flex items-start gap-2">
        {running ? <Spinner /> : <Icon aria-hidden="true" size={15} className={clsx('mt-0.5 shrink-0', colour)} />}
        <span className="min-w-0 break-words">
          <span className={clsx('font-medium', colour)}>{running ? 'Asking' : word}</span>
          {sentence === '' ? null : (
            <>
              {': '}
              <VisibleText text={sentence} />
            </>
          )}
        </span>
      </div>
    </div>
  );
}

function realSide(verdict: CorsVerdict | null): SideProps {
  if (!verdict) return { look: 'open', sentence: 'nothing was asked yet.' };
  const decided = verdict.decided?.sentence ?? '';
  switch (verdict.state) {
    case 'running':
      return { look: 'open', sentence: '', running: true };
    case 'same-origin':
      return { look: 'allowed', sentence: 'the page is of the same origin.' };
    case 'allowed':
      return { look: 'allowed', sentence: 'the page may read the answer.' };
    case 'preflight-allowed':
      return { look: 'allowed', sentence: 'the preflight permits it. The request itself was not sent.' };
    case 'refused':
      return { look: 'refused', sentence: decided };
    case 'unknown':
      return { look: 'open', sentence: 'no answer came that a browser could judge.' };
  }
}

function foreseenSide(foreseen: Foreseen | null): SideProps {
  if (!foreseen) return { look: 'allowed', sentence: 'the page is of the same origin.' };
  if (foreseen.type === 'open') return { look: 'open', sentence: foreseen.sentence };
  return foreseen.allowed
    ? { look: 'allowed', sentence: 'the page may read what an integration answers.' }
    : { look: 'refused', sentence: foreseen.decided.sentence };
}
