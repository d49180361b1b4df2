'use client';

import { Download, MoveRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import { Button } from '@/components/ui/button';
import { bytesInWords } from './units';

/** Reasons whose message does not itself say how much there is. */
const KEPT: ReadonlySet<string> = new Set(['broken', 'timeout', 'cancelled']);

interface AnswerNotesProps {
  exchange: Exchange;
  onFollow: () => void;
}

/** What must be known before one trusts the body: that it is cut, that it leads elsewhere, that it was stored. */
export function AnswerNotes({ exchange, onFollow }: AnswerNotesProps) {
  const { end, stored, received, bodyKept } = exchange;
  return (
    <>
      {end?.cut ? (
        <Note tone="warn">
          <p className="min-w-0 flex-1">
            {end.cut.message} {KEPT.has(end.cut.reason) ? `${bytesInWords(received)} arrived.` : ''}
          </p>
          {end.download ? (
            <a
              href={end.download}
              download
              className="inline-flex shrink-0 items-center gap-1.5 font-medium text-accent-strong hover:underline"
            >
              <Download aria-hidden="true" size={13} />
              Download the whole
            </a>
          ) : null}
        </Note>
      ) : null}
      {end?.redirect ? <Redirect redirect={end.redirect} onFollow={onFollow} /> : null}
      {stored ? (
        <Note>From an earlier visit. Secrets are masked{bodyKept ? '' : ' and the body was not stored'}.</Note>
      ) : null}
      {!stored && end && received > 0 && !bodyKept ? (
        <Note>The body was given up for newer ones. Send the request again to see it.</Note>
      ) : null}
    </>
  );
}

function Redirect({
  redirect,
  onFollow,
}: {
  redirect: { location: string; sameOrigin: boolean };
  onFollow: () => void;
}) {
  return (
    <Note>
      <div className="min-w-0 flex-1">
        <p className="break-all">
          Redirects to <span className="font-mono text-xs">{redirect.location}</span>
        </p>
        {redirect.sameOrigin ? null : (
          <p className="text-muted">That leads out of the API, so following it leaves the credentials behind.</p>
        )}
      </div>
      <Button size="small" icon={<MoveRight aria-hidden="true" size={13} />} onClick={onFollow}>
        Follow
      </Button>
    </Note>
  );
}

function Note({ tone, children }: { tone?: 'warn'; children: ReactNode }) {
  return (
    <div
      role="status"
      className={`flex shrink-0 items-center gap-3 border-line border-b px-4 py-2 ${tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-raised text-muted'}`}
    >
      {children}
    </div>
  );
}
