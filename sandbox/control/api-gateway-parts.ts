import type { HttpApi } from '@/sandbox/model';
import {
  shownAuthorizer,
  shownDeployment,
  shownIntegration,
  shownIntegrationResponse,
  shownModel,
  shownRoute,
  shownRouteResponse,
  shownStage,
} from './api-gateway-shapes';
import type { Output } from './call';

/** A list that an API has, and what one of its members is called in paths and errors. */
interface Part {
  list: string;
  one: string;
  all: (api: HttpApi) => { id: string; shown: Output }[];
}

export const PARTS: Part[] = [
  part('Stage', 'stages', (api) => api.stages.map((stage) => ({ id: stage.stageName, shown: shownStage(stage) }))),
  part('Route', 'routes', (api) => api.routes.map((route) => ({ id: route.routeId, shown: shownRoute(route) }))),
  part('Integration', 'integrations', (api) =>
    api.integrations.map((integration) => ({ id: integration.integrationId, shown: shownIntegration(integration) })),
  ),
  part('Authorizer', 'authorizers', (api) =>
    api.authorizers.map((authorizer) => ({ id: authorizer.authorizerId, shown: shownAuthorizer(authorizer) })),
  ),
  part('Model', 'models', (api) =>
    (api.models ?? []).map((model) => ({ id: model.modelId, shown: shownModel(model) })),
  ),
  part('Deployment', 'deployments', (api) =>
    (api.deployments ?? []).map((one) => ({ id: one.deploymentId, shown: shownDeployment(one) })),
  ),
];

/** A list that a member of such a list has in turn. */
interface Nested {
  of: { list: string; one: string };
  list: string;
  one: string;
  all: (api: HttpApi, id: string) => { id: string; shown: Output }[] | undefined;
}

export const NESTED: Nested[] = [
  {
    of: { list: 'routes', one: 'Route' },
    list: 'routeresponses',
    one: 'RouteResponse',
    all: (api, id) => {
      const route = api.routes.find(({ routeId }) => routeId === id);
      return (
        route &&
        (route.routeResponses ?? []).map((one) => ({ id: one.routeResponseId, shown: shownRouteResponse(one) }))
      );
    },
  },
  {
    of: { list: 'integrations', one: 'Integration' },
    list: 'integrationresponses',
    one: 'IntegrationResponse',
    all: (api, id) => {
      const integration = api.integrations.find(({ integrationId }) => integrationId === id);
      return (
        integration &&
        (integration.integrationResponses ?? []).map((one) => ({
          id: one.integrationResponseId,
          shown: shownIntegrationResponse(one),
        }))
      );
    },
  },
];

function part(one: string, list: string, all: Part['all']): Part {
  return { list, one, all };
}
