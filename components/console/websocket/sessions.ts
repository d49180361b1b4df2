import { lineProof } from '@/components/console/diagnosis/line-proof';
import type { HeldLine } from '@/components/console/line/held-line';
import { heldLines } from '@/components/console/line/held-lines';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity, KeptIdentity } from '@/components/identity/identity';
import { identityProblems } from '@/components/identity/identity-problems';
import { findIdentity } from '@/components/identity/identity-store';
import type { ApiRef } from '@/lib/core/api';
import {
  type ConnectDraft,
  connectDraftAsText,
  connectDraftOf,
  connectOptions,
  connectProblems,
} from './connect-draft';

/** All that a session is opened with. */
export interface Opening {
  /** Under which the API's sessions are listed. */
  place: string;
  api: ApiRef;
  stage: string;
  draft: ConnectDraft;
  identity: Identity;
  asked: Asked;
}

/** What opened each session of this page, values that are secret among it. */
const openings = new WeakMap<HeldLine, Opening>();

/** Opens a session beside those that are there. */
export function openSession(opening: Opening): HeldLine {
  const { place, api, stage, draft, identity, asked } = opening;
  const numbers = heldLines.at(place).map(({ label }) => Number.parseInt(label.as, 10) || 0);
  const as = `${Math.max(0, ...numbers) + 1} · ${draft.name.trim() || identity.label}`;
  const about = { stage, identity: identity.id, draft: connectDraftAsText(draft) };
  const input = { api, stage, auth: authFor(identity, asked), ...connectOptions(draft) };
  const sent = lineProof(identity, asked, null);
  const line = heldLines.open({ place, as, startedAt: Date.now(), about, sent }, input);
  openings.set(line, opening);
  return line;
}

/**
 * What a session was opened with. After a reload that is what it carries itself, which is not all: null where a value that
 * is never stored is missing, or whoever opened it is gone.
 */
export function openingOf(
  line: HeldLine,
  now: { api: ApiRef; asked: Asked; identities: readonly KeptIdentity[] },
): Opening | null {
  const known = openings.get(line);
  if (known) return known;
  const { place, about } = line.label;
  const identity = findIdentity(now.identities, about.identity ?? '');
  const draft = connectDraftOf(about.draft);
  if (!identity || !draft || about.stage === undefined) return null;
  if (connectProblems(draft).length > 0 || identityProblems(identity, now.asked).length > 0) return null;
  return { place, api: now.api, stage: about.stage, draft, identity, asked: now.asked };
}
