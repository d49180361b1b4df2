import { type CorsConfiguration, gatewayActual, gatewayPreflight } from './gateway';
import { type Check, type Judgement, judgeActual, judgePreflight } from './judge';
import type { CorsPlan } from './plan';

/** What the configuration alone lets expect, before anything is sent. */
export type Foreseen =
  | { type: 'judged'; allowed: boolean; preflight: Judgement | null; actual: Judgement | null; decided: Check }
  /** Without a configuration the integration decides, and only its answer shows how. */
  | { type: 'open'; sentence: string };

/** A route, as far as a preflight can meet it. */
interface RouteKey {
  method: string;
  path: string;
  auth: string;
}

/** The verdict that follows from the configuration of an HTTP API. */
export function foreseeCors(plan: CorsPlan, cors: CorsConfiguration | null, routes: readonly RouteKey[]): Foreseen {
  if (cors === null) return withoutConfiguration(plan, routes);
  const preflight = plan.type === 'preflight' ? judgePreflight(plan, gatewayPreflight(cors, plan.origin)) : null;
  if (preflight?.passed === false)
    return { type: 'judged', allowed: false, preflight, actual: null, decided: preflight.decided };
  const actual = judgeActual(plan, gatewayActual(cors, plan.origin));
  return { type: 'judged', allowed: actual.passed, preflight, actual, decided: actual.decided };
}

function withoutConfiguration(plan: CorsPlan, routes: readonly RouteKey[]): Foreseen {
  if (plan.type === 'simple') {
    return {
      type: 'open',
      sentence: 'without a configuration the integration decides: its own headers reach the page.',
    };
  }
  const takers = routes.filter(({ method }) => method === 'OPTIONS' || method === 'ANY');
  const refused = takers.length === 0 || takers.every(({ auth }) => auth !== 'none');
  if (!refused) {
    return {
      type: 'open',
      sentence:
        'without a configuration the preflight goes to a route that takes OPTIONS, and its integration decides.',
    };
  }
  const sentence =
    takers.length === 0
      ? 'No route takes OPTIONS, so the preflight gets a 404.'
      : 'Each route that takes OPTIONS asks who calls, and a preflight never says.';
  const preflight = judgePreflight(plan, { status: takers.length === 0 ? 404 : 401, headers: [] });
  return { type: 'judged', allowed: false, preflight, actual: null, decided: { ...preflight.decided, sentence } };
}
