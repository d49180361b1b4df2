import { gatewayVisits } from './gateway-visits';
import { graphqlVisits } from './graphql-visits';
import type { Place } from './place';
import { socketVisits } from './socket-visits';

/** What one visitor does: a request, or a few that belong together. */
export interface Visit {
  /** How often it happens, against the others. */
  weight: number;
  make: (place: Place) => Promise<unknown>;
}

export const VISITS: readonly Visit[] = [...gatewayVisits, ...graphqlVisits, ...socketVisits];

const WHOLE = VISITS.reduce((sum, { weight }) => sum + weight, 0);

/** One by lot; `lot` is from 0 to 1. */
export function visitAt(lot: number): Visit {
  let rest = lot * WHOLE;
  for (const visit of VISITS) {
    rest -= visit.weight;
    if (rest < 0) return visit;
  }
  return VISITS[0] as Visit;
}
