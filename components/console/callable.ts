import type {
  GatewayAuthorizer,
  GatewayIntegration,
  GatewayModel,
  GatewayRoute,
  GatewayStage,
  PlannedKey,
} from '@/lib/apis/gateway/contract';
import type { HttpCors } from '@/lib/apis/http/contract';
import type { ApiSummary } from '@/lib/core/api';

/** An API of which one calls routes at stages: what the consoles for that need to know of it, whatever its kind. */
export interface CallableDetail {
  api: ApiSummary;
  stages: readonly GatewayStage[];
  routes: readonly GatewayRoute[];
  integrations: readonly GatewayIntegration[];
  authorizers: readonly GatewayAuthorizer[];
  emulator: boolean;
  /** What API Gateway itself answers to pages of other origins; absent where a kind has no such setting. */
  cors?: HttpCors | null;
  /** Shapes of bodies, where the kind has them. */
  models?: readonly GatewayModel[];
  /** Keys of usage plans, where the kind has them. */
  keys?: readonly PlannedKey[];
  /** Where a key comes from, where the kind says: from the caller, or from what an authorizer answers. */
  keySource?: 'HEADER' | 'AUTHORIZER';
  /** `REGIONAL`, `EDGE`, `PRIVATE`, where the kind says. */
  endpointTypes?: readonly string[];
}
