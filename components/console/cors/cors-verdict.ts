import type { Exchange } from '@/components/console/exchange/exchange';
import type { Foreseen } from '@/lib/core/cors/foresee';
import { type Check, type Judgement, judgeActual, judgePreflight } from '@/lib/core/cors/judge';
import type { Asked, CorsRun } from './cors-runs';
import { isCors } from './cors-runs';

/** How far a page gets, by the real answers. */
export interface CorsVerdict {
  state: 'running' | 'allowed' | 'refused' | 'preflight-allowed' | 'unknown' | 'same-origin';
  preflight: Judgement | null;
  actual: Judgement | null;
  /** The rule that decided; null where no answer did. */
  decided: Check | null;
}

const NOTHING = { preflight: null, actual: null, decided: null };

/** What the answers of a check come to. */
export function verdictOf(run: CorsRun, exchange: Exchange | null): CorsVerdict {
  if (!isCors(run.plan)) return { ...NOTHING, state: 'same-origin' };
  const preflight = preflightOf(run);
  if (run.preflight && !preflight) {
    return { ...NOTHING, state: run.preflight.type === 'running' ? 'running' : 'unknown' };
  }
  if (preflight?.passed === false) return { ...NOTHING, preflight, state: 'refused', decided: preflight.decided };
  const actual = exchange?.head ? judgeActual(run.plan, exchange.head) : null;
  if (!actual) return { preflight, actual, state: before(run, exchange), decided: preflight?.decided ?? null };
  return { preflight, actual, state: actual.passed ? 'allowed' : 'refused', decided: actual.decided };
}

/** How it stands as long as the request itself has no answer. */
function before({ preflight, failure }: CorsRun, exchange: Exchange | null): CorsVerdict['state'] {
  if (exchange?.running) return 'running';
  if (exchange || failure) return 'unknown';
  return preflight ? 'preflight-allowed' : 'running';
}

function preflightOf({ plan, preflight }: CorsRun): Judgement | null {
  return plan.type === 'preflight' && preflight?.type === 'answered' ? judgePreflight(plan, preflight.head) : null;
}

/** Whether a browser would send the request itself. */
export function maySend(plan: CorsRun['plan'], preflight: Asked | null): boolean {
  if (plan.type !== 'preflight') return true;
  return preflight?.type === 'answered' && judgePreflight(plan, preflight.head).passed;
}

/** Where the answers and the configuration come to different ends: why that may be, in a sentence. Null where they agree or one is silent. */
export function disagreement(verdict: CorsVerdict, foreseen: Foreseen, gatewaysOwn: boolean): string | null {
  if (foreseen.type !== 'judged') return null;
  const real = realEnd(verdict);
  const expected = verdict.state === 'preflight-allowed' ? (foreseen.preflight?.passed ?? null) : foreseen.allowed;
  if (real === null || expected === null || real === expected) return null;
  if (expected && gatewaysOwn) {
    return 'The configuration allows it, but this answer is API Gateway’s own. It adds the headers of CORS to the answers of integrations only.';
  }
  return expected
    ? 'The configuration allows it and the answer does not. A change may not have reached every stage yet, or something in between takes the headers away.'
    : 'The configuration refuses it and the answer allows it. The description may be older than the API: refresh it, or something in between adds the headers.';
}

function realEnd({ state }: CorsVerdict): boolean | null {
  if (state === 'allowed' || state === 'preflight-allowed') return true;
  return state === 'refused' ? false : null;
}
