import type { GatewayAuthorizer, GatewayIntegration, GatewayStage } from '@/lib/apis/gateway/contract';
import type { HttpDetail, HttpRoute } from '@/lib/apis/http/contract';
import { decoded, matchRoute } from '@/lib/core/match-route';
import type { Behind } from '@/lib/diagnosis/answered-by';
import { type Failed, type Foresight, pathOf, relativeTo } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { otherHost } from '@/lib/diagnosis/other-host';

/** What was known when the request was sent. */
export interface HttpScene {
  detail: HttpDetail;
  /** The key of the route that was open; null for a redirect that was followed. */
  opened: string | null;
}

/** Where in an API a request ended up, by its configuration. */
export interface Spot {
  failed: Failed;
  detail: HttpDetail;
  stage: GatewayStage | null;
  /** Set where the path begins with the name of another stage, which then takes the request. */
  takenBy: string | null;
  /** What routes are compared with: the path without that name. */
  path: string;
  route: HttpRoute | null;
  authorizer: GatewayAuthorizer | null;
  integration: GatewayIntegration | null;
  /** Set where another host than the stage's own was asked: a custom domain. */
  host: string | null;
  /** What was foreseen, where that was about this route. */
  foresight: Foresight | null;
  seeker: Seeker;
}

export function spotOf(exchange: Failed, { detail, opened }: HttpScene, seeker: Seeker): Spot {
  const base = detail.stages.find(({ name }) => name === exchange.stage)?.base.url ?? null;
  const failed = { ...relativeTo(exchange, base), emulated: detail.emulator };
  const asked = pathOf(failed);
  const takenBy = otherStage(failed.stage, asked, detail);
  const path = takenBy === null ? asked : asked.replace(/^\/[^/]*/, '') || '/';
  const route = matchRoute(detail.routes, failed.method, path);
  return {
    failed,
    detail,
    takenBy,
    path,
    route,
    seeker,
    host: otherHost(failed, base),
    stage: detail.stages.find(({ name }) => name === (takenBy ?? failed.stage)) ?? null,
    authorizer: detail.authorizers.find(({ id }) => id === route?.authorizerId) ?? null,
    integration: detail.integrations.find(({ id }) => id === route?.integrationId) ?? null,
    foresight: route?.key === opened ? failed.foresight : null,
  };
}

/** `$default` alone has no name in front of its paths, so the first segment may name another stage (aws.md §2.2). */
function otherStage(stage: string, path: string, { stages }: HttpDetail): string | null {
  if (stage !== '$default') return null;
  const first = decoded(path.split('/')[1] ?? '');
  return stages.some(({ name }) => name === first && name !== '$default') ? first : null;
}

export function behind({ integration }: Spot): Behind | null {
  return integration && { label: integration.label, lambda: integration.lambda !== null };
}

/** The function behind a route: its ARN where that is known, else its name; with the version or alias that is called. */
export function functionBehind({ integration }: Spot): { name: string; id: string } | null {
  const lambda = integration?.lambda;
  if (!lambda) return null;
  const id = lambda.arn ?? lambda.name;
  return { name: lambda.name, id: lambda.qualifier ? `${id}:${lambda.qualifier}` : id };
}
