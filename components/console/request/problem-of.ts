import type { Draft } from '@/components/console/draft/draft';
import { type DraftProblem, draftProblems, fieldOf } from '@/components/console/draft/draft-problems';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { Target } from '@/lib/core/api';

/** What is said at the fields: what the draft itself shows, and what the server said of this very draft. */
export function shownProblems(
  draft: Draft,
  route: Target,
  at: { wantsToSend: boolean; latest: Exchange | undefined },
): DraftProblem[] {
  const own = draftProblems(draft, route).filter((problem) => at.wantsToSend || !problem.late);
  const failure = at.latest?.draft === draft ? at.latest.failure : null;
  const field = failure?.detail?.field ? fieldOf(failure.detail.field, draft) : null;
  return field && failure ? [...own, { ...field, message: failure.message }] : own;
}

/** The first message for a field; null where all is well. */
export function problemOf(problems: readonly DraftProblem[], field: string): string | null {
  return problems.find((problem) => problem.field === field)?.message ?? null;
}
