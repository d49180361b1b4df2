import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { HttpRoute } from '@/lib/apis/http/contract';
import { backendAnswered, isGateways } from '@/lib/diagnosis/answered-by';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { unchecked } from '@/lib/diagnosis/findings';
import { noStage } from '@/lib/diagnosis/no-stage';
import { type Difference, type Near, nearRoutes } from './near-routes';
import { behind, type Spot } from './spot';

/** 404: no stage, no route, a route that is not deployed, or the backend's own word. */
export function notFound(spot: Spot): Cause[] {
  const { failed, detail, route } = spot;
  if (!isGateways(failed, 'Not Found')) return [backendAnswered(failed, behind(spot)), ...caughtInstead(spot)];
  if (detail.api.endpointDisabled && spot.host === null) return [endpointDisabled(spot)];
  if (spot.stage === null && detail.stages.length > 0) return [noStage(spot.failed.stage, spot.detail.stages)];
  if (route === null) return [noRoute(spot)];
  return [...undeployed(spot), backendAnswered(failed, behind(spot), 'possible'), goneMeanwhile(route)];
}

function endpointDisabled({ detail }: Spot): Cause {
  return cause('certain', {
    id: 'endpoint-disabled',
    title: 'The default endpoint of this API is disabled.',
    evidence: [
      evidence('api', 'DisableExecuteApiEndpoint', 'true'),
      evidence('api', 'Endpoint', detail.api.endpoint ?? 'none'),
    ],
    next: next('Call it through its custom domain, or enable the default endpoint.', { do: 'facts' }),
  });
}

const HOW: Record<Difference, (near: Near<HttpRoute>, spot: Spot) => string> = {
  method: (_, { failed, path, detail }) =>
    `No route takes ${failed.method} ${path}: that path has ${methodsAt(path, detail.routes)} only.`,
  slash: ({ route }, { path }) =>
    path.endsWith('/') && path !== '/'
      ? `The path ends in a slash, and ${route.key} does not: API Gateway takes them for two paths.`
      : `${route.key} ends in a slash and the path does not: API Gateway takes them for two paths.`,
  stage: ({ route }, { path }) =>
    `The path names the stage ${path.split('/')[1]}, which stands in the address already; ${route.key} comes right after it.`,
  case: ({ route }) => `The path is spelled in other letters than ${route.key}: upper and lower case count.`,
  base: ({ route }) => `The path has two slashes in a row, and ${route.key} one.`,
  spelling: (_, { failed, path }) => `No route takes ${failed.method} ${path}.`,
  parameter: (_, { failed, path }) => `No route takes ${failed.method} ${path}.`,
};

function methodsAt(path: string, routes: readonly HttpRoute[]): string {
  const near = nearRoutes(routes, { method: '', path, stages: [] }).filter(({ difference }) => difference === 'method');
  return near.map(({ route }) => route.method).join(' and ');
}

function noRoute(spot: Spot): Cause {
  const { failed, detail, path, takenBy } = spot;
  const stages = detail.stages.map(({ name }) => name);
  const near = nearRoutes(detail.routes, { method: failed.method, path, stages });
  const [first] = near;
  const plain = `No route takes ${failed.method} ${path}, and there is no $default.`;
  const title = takenBy === null ? (first ? HOW[first.difference](first, spot) : plain) : shadowed(spot, takenBy);
  return cause('certain', {
    id: 'no-route',
    title,
    evidence: [
      evidence('request', 'Asked for', `${failed.method} ${path}`),
      ...near.map(({ route }) => evidence('route', 'Alike', route.key)),
      evidence('route', 'Routes', `${detail.routes.length} in all, and no $default`),
    ],
    next: first
      ? next(`Did you mean ${first.route.key}?`, { do: 'open-route', key: first.route.key })
      : next('See which routes there are.', { do: 'facts' }),
  });
}

function shadowed({ path }: Spot, stage: string): string {
  return `The path begins with the name of the stage ${stage}, so API Gateway looks there for ${path}, and there is no such route.`;
}

/** The route is configured; whether it is deployed is another matter. */
function undeployed(spot: Spot): Cause[] {
  const { stage, route } = spot;
  if (!stage || !route) return [];
  return stage.autoDeploy ? deploymentFailed(stage) : notDeployed(spot, stage, route);
}

function deploymentFailed({ name, lastDeploymentMessage: message }: GatewayStage): Cause[] {
  if (!message || /success/i.test(message)) return [];
  return [
    cause('likely', {
      id: 'deployment-failed',
      title: `The last deployment of the stage ${name} failed, so it does not have this route yet.`,
      evidence: [evidence('stage', 'Last deployment', message)],
      next: next('Mend what the message says, then deploy again.', { do: 'facts' }),
    }),
  ];
}

function notDeployed({ seeker }: Spot, stage: GatewayStage, route: HttpRoute): Cause[] {
  const deployed = seeker.seek({ about: 'deployed', stage: stage.name });
  if (deployed?.ok && deployed.value.includes(route.key)) return [];
  const since = stage.updatedAt ? `, since ${stage.updatedAt}` : '';
  return [
    cause(deployed?.ok ? 'certain' : 'likely', {
      id: 'undeployed',
      title: `${route.key} is not deployed to the stage ${stage.name}, which does not deploy changes by itself.`,
      evidence: [
        evidence('stage', 'Automatic deployment', 'off'),
        evidence('stage', 'Deployment', `${stage.deploymentId ?? 'none'}${since}`),
        deployed?.ok ? evidence('stage', 'Deployed routes', deployed.value.join(', ') || 'none') : null,
      ],
      next: next(`Deploy the API to ${stage.name}, then send it again.`, { do: 'send-again' }),
      notChecked: unchecked(`Which routes ${stage.name} has`, deployed),
    }),
  ];
}

function goneMeanwhile(route: HttpRoute): Cause {
  return cause('possible', {
    id: 'changed-meanwhile',
    title: `${route.key} may have been removed since the API was read.`,
    next: next('Read the API again.', { do: 'read-again' }),
  });
}

/** The catch-all took what another route was meant for. */
function caughtInstead({ route, failed, detail, path }: Spot): Cause[] {
  if (!route || (route.key !== '$default' && !route.path.includes('+}'))) return [];
  const others = detail.routes.filter((one) => one !== route && one.path !== '$default');
  const [near] = nearRoutes(others, { method: failed.method, path, stages: [] });
  if (!near) return [];
  return [
    cause('possible', {
      id: 'caught-by-another-route',
      title: `${route.key} took the request; ${near.route.key} looks like it.`,
      evidence: [evidence('route', 'Taken by', route.key), evidence('route', 'Alike', near.route.key)],
      next: next(`Did you mean ${near.route.key}?`, { do: 'open-route', key: near.route.key }),
    }),
  ];
}
