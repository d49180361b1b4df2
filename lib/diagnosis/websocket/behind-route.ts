import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { lambdaCauses } from '@/lib/diagnosis/lambda-causes';

interface Behind {
  failed: Failed;
  detail: WebSocketDetail;
  route: WebSocketRoute;
  seeker: Seeker;
}

/** What AWS tells about the function behind a route; nothing where there is none. */
export function behindRoute({ failed, detail, route, seeker }: Behind): Cause[] {
  const integration = detail.integrations.find(({ id }) => id === route.integrationId);
  const lambda = integration?.lambda;
  if (!lambda) return [];
  return lambdaCauses({
    failed,
    seeker,
    function: { name: lambda.name, id: lambda.arn ?? lambda.name },
    invoker: { apiId: detail.api.id, place: `${failed.stage}/${route.key}` },
    role: integration.role,
    format: '1.0',
    routeKey: route.key,
  });
}
