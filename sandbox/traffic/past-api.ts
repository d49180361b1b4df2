import type { Region } from '@/sandbox/model';
import type { RestApi } from '@/sandbox/rest/model';

/** An API as far as its past is concerned, whichever protocol it speaks. */
export interface PastApi {
  apiId: string;
  name: string;
  stages: { stageName: string; accessLogSettings?: { destinationArn: string; format?: string } }[];
  routes: PastRoute[];
}

export interface PastRoute {
  /** `GET /notes/{id}`, `sendMessage`. */
  routeKey: string;
  authorizationType: string;
  /** The integration's, where it has one. */
  uri?: string | undefined;
}

export function pastApis({ httpApis, restApis }: Region): PastApi[] {
  const both = [...httpApis.values()].map(({ apiId, name, stages, routes, integrations }) => ({
    ...{ apiId, name, stages },
    routes: routes.map(({ routeKey, authorizationType, target }) => {
      const found = integrations.find(({ integrationId }) => target === `integrations/${integrationId}`);
      return { routeKey, authorizationType, uri: found?.integrationUri };
    }),
  }));
  return [...both, ...[...(restApis?.values() ?? [])].map(ofRest)];
}

function ofRest({ id, name, stages, deployments, draft }: RestApi): PastApi {
  const { resources } = deployments.at(-1)?.configuration ?? draft;
  const routes = resources.flatMap(({ path, methods }) =>
    methods.map(({ httpMethod, authorizationType, integration }) => ({
      ...{ routeKey: `${httpMethod} ${path}`, authorizationType, uri: integration?.uri },
    })),
  );
  return { apiId: id, name, stages, routes };
}
