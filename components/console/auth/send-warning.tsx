'use client';

import { TriangleAlert } from 'lucide-react';
import type { Draft } from '@/components/console/draft/draft';
import type { Sender } from '@/components/console/request/problem-of';
import { standingOf } from '@/components/identity/renewal';
import { useForesight } from './use-foresight';

interface SendWarningProps {
  who: Sender;
  draft: Draft;
  /** Null where the reasons are on screen already. */
  onWhy: (() => void) | null;
}

/** Beside Send: why the answer will be a refusal, as far as that can be told. It keeps nobody from sending. */
export function SendWarning({ who, draft, onWhy }: SendWarningProps) {
  const foresight = useForesight(who, draft);
  const shown = foresight?.verdict === 'refused' && !isSaidElsewhere(who) ? foresight : null;
  return (
    <div role="status" className="shrink-0">
      {shown ? (
        <p className="flex items-start gap-2 border-line border-b bg-warn-soft px-4 py-1.5 text-warn">
          <TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0" />
          <span className="min-w-0 flex-1 break-words">{shown.sentence}</span>
          {onWhy ? (
            <button type="button" onClick={onWhy} className="shrink-0 rounded font-medium underline">
              Show why
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

/** Where signing in is what helps, the identity's own notice offers that. */
function isSaidElsewhere({ place, chosen }: Sender): boolean {
  if (place.asked.auth === 'jwt' && chosen.kind === 'none') return place.asked.issuer !== null;
  return standingOf(chosen, Date.now()).state === 'over';
}
