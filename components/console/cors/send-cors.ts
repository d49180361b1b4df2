import { draftInput } from '@/components/console/draft/draft-request';
import { type Request, sendAs } from '@/components/console/request/send-as';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { type CorsDraft, pageDraft } from './cors-form';
import type { CorsCaller, CorsRun } from './cors-runs';
import { maySend } from './cors-verdict';

interface Who {
  place: IdentityPlace;
  chosen: Identity;
}

/** Methods that change nothing, by their meaning. */
const SAFE = new Set(['GET', 'HEAD']);

/** The request of the console, as far as a page could make it. */
export function draftOf({ draft, file }: Request, who: Who, base: string | null): CorsDraft {
  return { draft, file, auth: authFor(who.chosen, who.place.asked), base };
}

/** How the two requests of a browser are sent from here. */
export function corsCaller(
  plan: CorsRun['plan'],
  { request, who, at }: { request: Request; who: Who; at: CorsDraft },
): CorsCaller {
  const rows = plan.type === 'preflight' ? plan.preflight : [];
  const headers = rows.map(([name, value], index) => ({ id: index + 1, on: true, name, value }));
  const draft = { ...request.draft, method: 'OPTIONS', headers, bodyMode: 'none' as const };
  return {
    // A preflight never says who calls.
    preflight: draftInput({ ...draft, test: false }, { ...request, auth: { scheme: 'none' }, keyId: null }),
    goesOn: (of, preflight) => SAFE.has(of.method) && maySend(of, preflight),
    actual: async () => {
      const identity = await readyIdentity(who.chosen);
      return sendAs(identity, { ...request, draft: pageDraft(plan, at) }, who.place.asked);
    },
  };
}
