import { throughIn } from '@/components/console/domains/addresses';
import type { GatewaySendInput } from '@/lib/apis/gateway/contract';
import type { RestTestInput } from '@/lib/apis/rest/contract';
import type { AuthInput } from '@/lib/auth/contract';
import type { ApiRef, Target } from '@/lib/core/api';
import type { Pair } from '@/lib/core/outcome';
import { encodePath, fillPath } from '@/lib/core/path';
import { encodeQuery } from '@/lib/core/query';
import { type BodyMode, type Draft, type DraftRow, liveRows } from './draft';

const CONTENT_TYPES: Record<BodyMode, string | null> = {
  none: null,
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
  file: 'application/octet-stream',
};

function pairs(rows: readonly DraftRow[]): Pair[] {
  return liveRows(rows).map((row) => [row.name, row.value]);
}

/** The path of the draft as it goes on the wire; parameters without a value keep their braces. */
export function draftPath(draft: Draft, route: Target): string {
  return draft.path === null ? fillPath(route.path, draft.parameters).path : encodePath(draft.path);
}

/** Path and query as they stand in the address. */
export function draftTarget(draft: Draft, route: Target): string {
  const query = encodeQuery(pairs(draft.query));
  return query ? `${draftPath(draft, route)}?${query}` : draftPath(draft, route);
}

/** The content type that the kind of body brings along; null where a header row says one, or there is no body. */
export function impliedContentType(draft: Draft, file: File | null): string | null {
  const given = liveRows(draft.headers).some((row) => row.name.toLowerCase() === 'content-type');
  if (given) return null;
  return draft.bodyMode === 'file' && file?.type ? file.type : CONTENT_TYPES[draft.bodyMode];
}

/** What the draft sends for `send`, as the contract has it. */
export function draftInput(
  draft: Draft,
  at: { api: ApiRef; stage: string; route: Target; file: File | null; auth: AuthInput; keyId: string | null },
): GatewaySendInput | RestTestInput {
  const type = impliedContentType(draft, at.file);
  const request = {
    api: at.api,
    stage: at.stage,
    method: draft.method,
    path: draftPath(draft, at.route),
    query: pairs(draft.query),
    headers: [...pairs(draft.headers), ...(type ? [['content-type', type] satisfies Pair] : [])],
  } satisfies Partial<GatewaySendInput>;
  if (draft.test) return { ...request, test: at.route.id };
  return {
    ...request,
    auth: at.auth,
    keyId: at.keyId,
    timeoutMs: draft.timeoutMs,
    freshConnection: draft.freshConnection,
    ...(draft.base ? { base: draft.base } : {}),
    ...throughIn(draft),
  };
}

/** The body that the draft sends; null for none. JSON goes as it was typed. */
export function draftBody(draft: Draft, file: File | null): Uint8Array<ArrayBuffer> | Blob | null {
  switch (draft.bodyMode) {
    case 'none':
      return null;
    case 'json':
      return new TextEncoder().encode(draft.json);
    case 'text':
      return new TextEncoder().encode(draft.text);
    case 'form':
      return new TextEncoder().encode(new URLSearchParams(pairs(draft.form)).toString());
    case 'file':
      return file;
  }
}
