import type { GatewayRoute } from '@/lib/apis/gateway/contract';

/** What the facts of an API show of the rest. */
export interface FactsShown {
  stage: string | null;
  /** The address of a route's console. */
  hrefOf: (route: GatewayRoute) => string;
  /** What a route is for, where an imported file says so. */
  summaryOf: (route: GatewayRoute) => string | null;
}
