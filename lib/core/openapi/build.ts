import type { ApiSummary, Target } from '@/lib/core/api';
import { ANY_METHOD, AUTH_TYPE, AUTHORIZER, CATCH_ALL, INTEGRATION, KEYED, type Read, SIGNED } from './document';

interface SourceRoute extends Target {
  authorizerId: string | null;
  scopes: readonly string[];
  integrationId: string | null;
  operationName?: string | null;
  request?: {
    parameters: readonly { in: string; name: string; required: boolean }[];
    bodies: readonly { contentType: string; model: string }[];
    apiKeyRequired: boolean;
  };
}

interface SourceAuthorizer {
  id: string;
  name: string;
  type: string;
  identitySource: readonly string[];
  issuer: string | null;
  audience: readonly string[];
}

interface SourceIntegration {
  id: string;
  type: string;
  subtype: string | null;
  uri: string | null;
  method: string | null;
  payloadFormatVersion: string | null;
  timeoutMillis: number | null;
  connectionType: string | null;
}

/** What the description of an API says that an OpenAPI document can say as well. */
export interface OpenApiSource {
  api: Pick<ApiSummary, 'name' | 'description' | 'createdAt'>;
  routes: readonly SourceRoute[];
  authorizers: readonly SourceAuthorizer[];
  integrations: readonly SourceIntegration[];
  models?: readonly { name: string; schema: string | null }[];
}

/** OpenAPI 3.0.1 in the manner of API Gateway's own export, of what is configured: routes that are not deployed yet are in it. */
export function buildOpenApi(source: OpenApiSource, address: string | null): Read {
  const paths: Record<string, Read> = {};
  for (const route of source.routes) {
    const path = route.path === '$default' ? CATCH_ALL : route.path;
    const method = route.method === 'ANY' ? ANY_METHOD : route.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: operationOf(route, source) };
  }
  const { name, description, createdAt } = source.api;
  const schemes = schemesOf(source);
  const schemas = Object.fromEntries((source.models ?? []).map((one) => [one.name, schemaOf(one.schema)]));
  return {
    openapi: '3.0.1',
    info: { title: name, ...(description ? { description } : {}), version: createdAt ?? '1' },
    ...(address ? { servers: [{ url: address }] } : {}),
    paths,
    components: { ...full({ schemas }), ...full({ securitySchemes: schemes }) },
  };
}

function operationOf(route: SourceRoute, source: OpenApiSource): Read {
  const security = securityOf(route, source);
  const parameters = parametersOf(route);
  const bodies = route.request?.bodies ?? [];
  const content = bodies.map(({ contentType, model }) => [
    contentType,
    { schema: { $ref: `#/components/schemas/${model}` } },
  ]);
  const integration = source.integrations.find(({ id }) => id === route.integrationId);
  return {
    ...(route.operationName ? { operationId: route.operationName } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content.length > 0 ? { requestBody: { content: Object.fromEntries(content) } } : {}),
    responses: { default: { description: 'Whatever stands behind the route answers' } },
    ...(security ? { security: [security] } : {}),
    ...(integration ? { [INTEGRATION]: integrationOf(integration) } : {}),
  };
}

/** Those that the API names, and every variable of the path, which OpenAPI wants named. */
function parametersOf({ path, request }: SourceRoute): Read[] {
  const named = request?.parameters ?? [];
  const inPath = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = '']) => name);
  const missing = inPath.filter((name) => !named.some((one) => one.in === 'path' && one.name === name));
  return [...missing.map((name) => ({ in: 'path', name, required: true })), ...named].map((one) => ({
    name: one.name,
    in: one.in,
    required: one.in === 'path' || one.required,
    schema: { type: 'string' },
  }));
}

function securityOf(route: SourceRoute, { authorizers }: OpenApiSource): Record<string, readonly string[]> | null {
  const authorizer = authorizers.find(({ id }) => id === route.authorizerId);
  const asked = {
    ...(route.request?.apiKeyRequired || route.auth === 'api-key' ? { [KEYED]: [] } : {}),
    ...(route.auth === 'iam' ? { [SIGNED]: [] } : {}),
    ...(authorizer ? { [authorizer.name]: route.scopes } : {}),
  };
  return Object.keys(asked).length > 0 ? asked : null;
}

function schemesOf({ routes, authorizers }: OpenApiSource): Record<string, Read> {
  const key = (name: string) => ({ type: 'apiKey', name, in: 'header' });
  const named = authorizers.map((one): [string, Read] => [
    one.name,
    { ...key(headerOf(one)), [AUTH_TYPE]: 'custom', [AUTHORIZER]: authorizerOf(one) },
  ]);
  const signs = routes.some(({ auth }) => auth === 'iam');
  const keyed = routes.some(({ auth, request }) => auth === 'api-key' || request?.apiKeyRequired);
  return {
    ...(signs ? { [SIGNED]: { ...key('Authorization'), [AUTH_TYPE]: 'awsSigv4' } } : {}),
    ...(keyed ? { [KEYED]: key('x-api-key') } : {}),
    ...Object.fromEntries(named),
  };
}

function headerOf({ identitySource: [first = ''] }: SourceAuthorizer): string {
  return /header\.([\w-]+)$/.exec(first)?.[1] ?? 'Authorization';
}

function authorizerOf({ type, identitySource, issuer, audience }: SourceAuthorizer): Read {
  return {
    type: type.toLowerCase(),
    identitySource: identitySource.join(','),
    ...(issuer ? { jwtConfiguration: { issuer, audience } } : {}),
  };
}

function integrationOf(one: SourceIntegration): Read {
  return {
    type: one.type.toLowerCase(),
    ...(one.method ? { httpMethod: one.method } : {}),
    ...(one.subtype ? { subtype: one.subtype } : {}),
    ...(one.uri ? { uri: one.uri } : {}),
    ...(one.payloadFormatVersion ? { payloadFormatVersion: one.payloadFormatVersion } : {}),
    ...(one.connectionType ? { connectionType: one.connectionType } : {}),
    ...(one.timeoutMillis === null ? {} : { timeoutInMillis: one.timeoutMillis }),
  };
}

/** A model's schema with its references inside this document; one that is no JSON says nothing. */
function schemaOf(text: string | null): unknown {
  const local = (text ?? '{}').replace(
    /"https:\/\/apigateway\.[^/"]+\/restapis\/[^/"]+\/models\/([^"]+)"/g,
    '"#/components/schemas/$1"',
  );
  try {
    return JSON.parse(local);
  } catch {
    return {};
  }
}

function full(part: Record<string, Record<string, unknown>>): Read {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => Object.keys(value).length > 0));
}
