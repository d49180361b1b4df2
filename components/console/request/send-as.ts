import { type ByHand, foresee } from '@/components/console/auth/foresight';
import { type Draft, keyFor, liveRows } from '@/components/console/draft/draft';
import { draftBody, draftInput, draftTarget } from '@/components/console/draft/draft-request';
import { exchanges } from '@/components/console/exchange/use-exchanges';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { GatewayRoute, PlannedKey } from '@/lib/apis/gateway/contract';
import type { AuthInput } from '@/lib/auth/contract';
import type { ApiRef } from '@/lib/core/api';

/** A request without whoever makes it. */
export interface Request {
  place: string;
  api: ApiRef;
  route: GatewayRoute;
  /** Keys of usage plans, of which one may go along. */
  keys?: readonly PlannedKey[] | undefined;
  stage: string;
  draft: Draft;
  file: File | null;
}

/** Sends a request as somebody who is ready (`readyIdentity`), and answers with the id of the exchange at once. */
export function sendAs(identity: Identity, request: Request, asked: Asked): string {
  const { place, route, stage, draft, file, keys = [] } = request;
  // A test asks nobody who calls.
  const auth: AuthInput = draft.test ? { scheme: 'none' } : authFor(identity, asked);
  const keyId = keyFor(draft, route, keys, stage);
  const start = {
    place,
    stage,
    draft,
    method: draft.method,
    target: draftTarget(draft, route),
    as: draft.test ? null : sentAs(identity, auth),
    foresight: draft.test ? null : foresee(identity, asked, byHand(draft), Date.now()),
  };
  return exchanges.send(start, draftInput(draft, { ...request, auth, keyId }), draftBody(draft, file));
}

/** What of a draft may prove who asks, beside the identity. */
export function byHand(draft: Draft): ByHand {
  return { headers: liveRows(draft.headers), query: liveRows(draft.query) };
}
