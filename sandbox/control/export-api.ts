import type { Authorizer, HttpApi, Route } from '@/sandbox/model';
import type { Output } from './call';
import { AwsFailure } from './failure';

/** `ExportApi` of an HTTP API: with a stage what that has deployed, else what is configured. */
export function exportApi(api: HttpApi, { stageName, region }: { stageName: string | null; region: string }): Output {
  const stage = api.stages.find((one) => one.stageName === stageName);
  if (stageName !== null && !stage) {
    throw new AwsFailure(
      'NotFoundException',
      404,
      `Unable to find Stage by ID ${stageName} within the ApiId ${api.apiId}`,
    );
  }
  const routes = api.routes.filter(({ routeKey }) => !stage?.undeployedRoutes?.includes(routeKey));
  const paths: Record<string, Record<string, Output>> = {};
  for (const route of routes) {
    const [method, path] = placed(route);
    paths[path] = { ...paths[path], [method]: operation(route, api) };
  }
  const schemes = securitySchemes(api, routes);
  return {
    openapi: '3.0.1',
    info: { title: api.name, description: api.description, version: api.version ?? api.createdDate },
    servers: stage
      ? [{ url: serverOf(api, region), variables: { basePath: { default: pathOf(stage.stageName) } } }]
      : undefined,
    tags: Object.entries(api.tags).map(([name, value]) => ({ name, 'x-amazon-apigateway-tag-value': value })),
    paths,
    components: Object.keys(schemes).length > 0 ? { securitySchemes: schemes } : undefined,
    'x-amazon-apigateway-cors': api.cors,
    'x-amazon-apigateway-importexport-version': '1.0',
  };
}

const ANY = 'x-amazon-apigateway-any-method';

function placed({ routeKey }: Route): [method: string, path: string] {
  const [method = '', path] = routeKey.split(' ');
  if (path === undefined) return [ANY, '/$default'];
  return [method === 'ANY' ? ANY : method.toLowerCase(), path];
}

const serverOf = ({ apiId }: HttpApi, region: string) =>
  `https://${apiId}.execute-api.${region}.amazonaws.com/{basePath}`;
const pathOf = (stageName: string) => (stageName === '$default' ? '' : stageName);

function operation(route: Route, { authorizers, integrations }: HttpApi): Output {
  const found = integrations.find(({ integrationId }) => route.target === `integrations/${integrationId}`);
  const authorizer = authorizers.find(({ authorizerId }) => authorizerId === route.authorizerId);
  const parameters = [...route.routeKey.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', description: `Generated path parameter for ${name}` },
    ...{ required: true, schema: { type: 'string' } },
  }));
  return {
    operationId: route.operationName,
    parameters: parameters.length > 0 ? parameters : undefined,
    responses: { default: { description: `Default response for ${route.routeKey}` } },
    security: securityOf(route, authorizer),
    ...(found
      ? {
          'x-amazon-apigateway-integration': {
            type: found.integrationType.toLowerCase(),
            subtype: found.integrationSubtype,
            httpMethod: found.integrationMethod ?? 'POST',
            uri: found.integrationUri,
            payloadFormatVersion: found.payloadFormatVersion ?? '1.0',
            connectionType: found.connectionType ?? 'INTERNET',
            connectionId: found.connectionId,
            timeoutInMillis: found.timeoutInMillis,
          },
        }
      : {}),
  };
}

function securityOf(route: Route, authorizer: Authorizer | undefined): Output[] | undefined {
  if (authorizer) return [{ [authorizer.name]: route.authorizationScopes ?? [] }];
  return route.authorizationType === 'AWS_IAM' ? [{ sigv4: [] }] : undefined;
}

function securitySchemes({ authorizers }: HttpApi, routes: readonly Route[]): Output {
  const signed = routes.some(({ authorizationType }) => authorizationType === 'AWS_IAM');
  const used = authorizers.filter(({ authorizerId }) => routes.some((route) => route.authorizerId === authorizerId));
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' };
  return {
    ...(signed ? { sigv4: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' } } : {}),
    ...Object.fromEntries(used.map((one) => [one.name, schemeOf(one)])),
  };
}

function schemeOf(authorizer: Authorizer): Output {
  const { jwtConfiguration, identitySource, authorizerType } = authorizer;
  if (authorizerType === 'JWT') {
    const asks = { identitySource: identitySource[0], jwtConfiguration, type: 'jwt' };
    return { type: 'oauth2', 'x-amazon-apigateway-authorizer': asks };
  }
  return {
    type: 'apiKey',
    name: identitySource[0]?.split('.').at(-1),
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      identitySource: identitySource.join(','),
      authorizerUri: authorizer.authorizerUri,
      authorizerPayloadFormatVersion: authorizer.authorizerPayloadFormatVersion,
      authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
      enableSimpleResponses: authorizer.enableSimpleResponses,
    },
  };
}
