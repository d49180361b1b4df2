'use client';

import type { Dispatch } from 'react';
import type { Draft } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { DraftRoute } from '@/components/console/draft/draft-route';
import { RowsTable } from './rows-table';
import { MissingParameters, wantedOf } from './wanted';

const SUGGESTED = [
  'accept',
  'accept-language',
  'authorization',
  'cache-control',
  'content-type',
  'cookie',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'origin',
  'range',
  'referer',
  'user-agent',
  'x-amzn-trace-id',
  'x-api-key',
  'x-forwarded-for',
  'x-request-id',
];

interface HeadersTabProps {
  route: DraftRoute;
  draft: Draft;
  /** The content type that the body brings along, where no row says one. */
  contentType: string | null;
  /** What the identity adds, in words. */
  proof: string | null;
  problems: readonly DraftProblem[];
  dispatch: Dispatch<DraftAction>;
}

/** Headers by hand, and what is added to them. */
export function HeadersTab({ route, draft, contentType, proof, problems, dispatch }: HeadersTabProps) {
  const added = [...(contentType ? [`content-type: ${contentType}`] : []), ...(proof === null ? [] : [proof])];
  return (
    <div className="space-y-3">
      <RowsTable
        list="headers"
        noun="Header"
        rows={draft.headers}
        problems={problems}
        dispatch={dispatch}
        suggestions={SUGGESTED}
        wanted={wantedOf(route, 'header')}
      />
      <MissingParameters list="headers" rows={draft.headers} wanted={wantedOf(route, 'header')} dispatch={dispatch} />
      {added.length > 0 ? (
        <p className="text-muted text-xs">
          Added when it is sent: <span className="font-mono">{added.join(', ')}</span>.
        </p>
      ) : null}
    </div>
  );
}
