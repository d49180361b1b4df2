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
  if (cors === null) return { type: 'open', sentence: withoutConfiguration(plan, routes) };
  const preflight = plan.type === 'preflight' ? judgePreflight(plan, gatewayPreflight(cors, plan.origin)) : null;
  if (preflight?.passed === false)
    return { type: 'judged', allowed: false, preflight, actual: null, decided: preflight.decided };
  const actual = judgeActual(plan, gatewayActual(cors, plan.origin));
  return { type: 'judged', allowed: actual.passed, preflight, actual, decided: actual.decided };
}

function withoutConfiguration({ type }: CorsPlan, routes: readonly RouteKey[]): string {
  const own = 'There is no CORS configuration, so the integration decides: its own headers reach the page.';
  if (type === 'simple') return own;
  const takers = routes.filter(({ method }) => method === 'OPTIONS' || method === 'ANY');
  if (takers.length === 0) {
    return 'There is no CORS configuration and no route takes OPTIONS, so the preflight gets a 404 and fails.';
  }
  if (takers.every(({ auth }) => auth !== 'none')) {
    return 'There is no CORS configuration, and each route that takes OPTIONS asks who calls. A preflight never says, so it fails.';
  }
  return 'There is no CORS configuration, so the preflight goes to a route that takes OPTIONS, and its integration decides.';
}
