'use client';

import { TriangleAlert } from 'lucide-react';
import { foresee } from '@/components/console/auth/foresight';
import { liveRows } from '@/components/console/draft/draft';
import type { Sender } from '@/components/console/request/problem-of';
import { authFor } from '@/components/identity/auth-for';
import { expiresAt } from '@/components/identity/default-identity';
import { useNow } from '@/components/identity/use-now';
import type { ConnectDraft } from './connect-draft';

interface ConnectWarningProps {
  who: Sender;
  draft: ConnectDraft;
  keyRequired: boolean;
  /** Null where what is missing is on screen already. */
  onMend: (() => void) | null;
}

/** Why $connect will refuse, as far as that can be told. It keeps nobody from connecting. */
export function ConnectWarning({ who, draft, keyRequired, onMend }: ConnectWarningProps) {
  const now = useNow(expiresAt(who.chosen) !== null);
  const sentence = whyRefused(who, draft, { keyRequired, now });
  return (
    <div role="status" className="shrink-0">
      {sentence ? (
        <p className="flex items-start gap-2 border-line border-b bg-warn-soft px-4 py-1.5 text-warn">
          <TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0" />
          <span className="min-w-0 flex-1 break-words">{sentence}</span>
          {onMend ? (
            <button type="button" onClick={onMend} className="shrink-0 rounded font-medium underline">
              Mend it
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

function whyRefused(who: Sender, draft: ConnectDraft, { keyRequired, now }: { keyRequired: boolean; now: number }) {
  const { chosen, place } = who;
  const headers = liveRows(draft.headers);
  const foresight = foresee(chosen, place.asked, { headers, query: liveRows(draft.query) }, now);
  if (foresight?.verdict === 'refused') return foresight.sentence;
  const hasKey =
    draft.keyId !== null ||
    authFor(chosen, place.asked).scheme === 'api-key' ||
    headers.some(({ name, value }) => name.toLowerCase() === 'x-api-key' && value !== '');
  if (!keyRequired || hasKey) return null;
  return '$connect asks for an API key and none is picked, so the answer will be 403.';
}
