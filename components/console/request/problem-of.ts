import type { Draft } from '@/components/console/draft/draft';
import { type DraftProblem, draftProblems, fieldOf } from '@/components/console/draft/draft-problems';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { Identity } from '@/components/identity/identity';
import { identityProblems } from '@/components/identity/identity-problems';
import type { ChoicePlace } from '@/components/identity/identity-store';
import type { Target } from '@/lib/core/api';

/** As whom a request goes, and where that was chosen. */
export interface Sender {
  place: ChoicePlace;
  chosen: Identity;
}

/** All that must be mended before the draft can be sent as this identity. */
export function problemsBefore(draft: Draft, route: Target, { chosen, place }: Sender): DraftProblem[] {
  const missing = identityProblems(chosen, place.asked);
  return [...draftProblems(draft, route), ...missing.map((one) => ({ ...one, tab: 'auth' as const, late: true }))];
}

/** What is said at the fields: what the draft itself shows, and what the server said of this very draft. */
export function shownProblems(
  draft: Draft,
  route: Target,
  at: { who: Sender; wantsToSend: boolean; latest: Exchange | undefined },
): DraftProblem[] {
  const own = problemsBefore(draft, route, at.who).filter((problem) => at.wantsToSend || !problem.late);
  const failure = at.latest?.draft === draft ? at.latest.failure : null;
  const field = failure?.detail?.field ? fieldOf(failure.detail.field, draft) : null;
  return field && failure ? [...own, { ...field, message: failure.message }] : own;
}

/** The first message for a field; null where all is well. */
export function problemOf(problems: readonly DraftProblem[], field: string): string | null {
  return problems.find((problem) => problem.field === field)?.message ?? null;
}
