import type { GatewayAuthorizer, GatewayIntegration } from '@/lib/apis/gateway/contract';
import type { RestDetail, RestRoute, RestStage } from '@/lib/apis/rest/contract';
import { matchRoute } from '@/lib/core/match-route';
import type { Behind } from '@/lib/diagnosis/answered-by';
import { answerHeader, type Failed, type Foresight, objectIn, pathOf, relativeTo } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { otherHost } from '@/lib/diagnosis/other-host';
import type { Signed } from '@/lib/diagnosis/signer';
import { type Answering, answeringResponse } from './gateway-response';

/** What was known when the request was sent. */
export interface RestScene {
  detail: RestDetail;
  /** The key of the method that was open. */
  opened: string | null;
}

/** Where in a REST API a request ended up, by its draft. */
export interface RestSpot {
  failed: Failed;
  detail: RestDetail;
  stage: RestStage | null;
  path: string;
  route: RestRoute | null;
  authorizer: GatewayAuthorizer | null;
  integration: GatewayIntegration | null;
  /** Set where another host than the stage's own was asked: a custom domain. */
  host: string | null;
  /** What was foreseen, where that was about this method. */
  foresight: Foresight | null;
  /** Of API Gateway's own answers: `ForbiddenException`; null where what stands behind answered. */
  type: string | null;
  /** Which of API Gateway's own answers that is; null where what stands behind answered. */
  answering: Answering | null;
  message: string;
  seeker: Seeker;
}

export function restSpot(exchange: Failed, { detail, opened }: RestScene, seeker: Seeker): RestSpot {
  const stage = detail.stages.find(({ name }) => name === exchange.stage) ?? null;
  const failed = relativeTo(exchange, stage?.base.url ?? null);
  const path = pathOf(failed);
  const route = matchRoute(detail.routes, failed.method, path);
  const body = objectIn(failed.body);
  const type = answerHeader(failed, 'x-amzn-errortype')?.split(':')[0] ?? null;
  const status = failed.head?.status ?? 0;
  const message = body?.message ?? body?.Message;
  return {
    failed,
    detail,
    path,
    route,
    seeker,
    stage,
    authorizer: detail.authorizers.find(({ id }) => id === route?.authorizerId) ?? null,
    integration: detail.integrations.find(({ id }) => id === route?.integrationId) ?? null,
    foresight: route?.key === opened ? failed.foresight : null,
    type,
    answering: type === null ? null : answeringResponse({ errorType: type, status, body: failed.body ?? '' }, detail),
    host: otherHost(failed, stage?.base.url ?? null),
    message: typeof message === 'string' ? message : '',
  };
}

export function restBehind({ integration }: RestSpot): Behind | null {
  return integration && { label: integration.label, lambda: integration.lambda !== null };
}

/** The same as a signed call. */
export function restSigned({ failed, foresight, detail, path, seeker }: RestSpot): Signed {
  return {
    failed: { ...failed, foresight },
    permission: 'execute-api:Invoke',
    resource: `…:${detail.api.id}/${failed.stage}/${failed.method}${path}`,
    account: null,
    seeker,
  };
}
