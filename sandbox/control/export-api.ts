import type { HttpApi, Route } from '@/sandbox/model';
import type { Output } from './call';
import { AwsFailure } from './failure';

/** `ExportApi` of an HTTP API: with a stage what that has deployed, else what is configured. */
export function exportApi(api: HttpApi, stageName: string | null): Output {
  const stage = api.stages.find((one) => one.stageName === stageName);
  if (stageName !== null && !stage) {
    throw new AwsFailure(
      'NotFoundException',
      404,
      `Unable to find Stage by ID ${stageName} within the ApiId ${api.apiId}`,
    );
  }
  const paths: Record<string, Record<string, Output>> = {};
  for (const route of api.routes) {
    if (stage?.undeployedRoutes?.includes(route.routeKey)) continue;
    const [method, path] = placed(route);
    paths[path] = { ...paths[path], [method]: operation(route, api) };
  }
  return {
    openapi: '3.0.1',
    info: { title: api.name, version: api.version ?? api.createdDate },
    paths,
    'x-amazon-apigateway-importexport-version': '1.0',
  };
}

const ANY = 'x-amazon-apigateway-any-method';

function placed({ routeKey }: Route): [method: string, path: string] {
  const [method = '', path] = routeKey.split(' ');
  if (path === undefined) return [ANY, '/$default'];
  return [method === 'ANY' ? ANY : method.toLowerCase(), path];
}

function operation({ target }: Route, { integrations }: HttpApi): Output {
  const found = integrations.find(({ integrationId }) => target === `integrations/${integrationId}`);
  return {
    responses: { default: { description: 'Default response' } },
    ...(found
      ? {
          'x-amazon-apigateway-integration': {
            type: found.integrationType.toLowerCase(),
            httpMethod: found.integrationMethod ?? 'POST',
            uri: found.integrationUri,
            payloadFormatVersion: found.payloadFormatVersion ?? '1.0',
          },
        }
      : {}),
  };
}
