import type { Output } from '@/sandbox/control/call';
import type { UsagePlan } from '@/sandbox/model';
import type {
  RestApi,
  RestAuthorizer,
  RestDeployment,
  RestGatewayResponse,
  RestMethod,
  RestModel,
  RestResource,
  RestStage,
  RestValidator,
} from './model';
import { RESPONSE_TYPES } from './refusal';

/** Version 1 counts time in seconds. */
const seconds = (iso: string) => Date.parse(iso) / 1000;

/** A REST API as the wire has it. Members that are undefined are left out by the protocol. */
export function shownRestApi(api: RestApi): Output {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    version: api.version,
    createdDate: seconds(api.createdDate),
    apiKeySource: api.apiKeySource,
    endpointConfiguration: { ...api.endpointConfiguration, ipAddressType: 'ipv4' },
    // Quotation marks in a policy come escaped once more.
    policy: api.policy?.replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? api.binaryMediaTypes : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    rootResourceId: api.rootResourceId,
    apiStatus: 'AVAILABLE',
    tags: api.tags,
  };
}

/** Methods come along only where they are asked for; else only their names. */
export function shownResource({ id, parentId, pathPart, path, methods }: RestResource, embed: boolean): Output {
  const named = methods.map((method) => [method.httpMethod, embed ? shownMethod(method) : {}]);
  return {
    ...{ id, parentId, pathPart, path },
    resourceMethods: named.length > 0 ? Object.fromEntries(named) : undefined,
  };
}

export function shownMethod({ after: _, integration, methodResponses, ...method }: RestMethod): Output {
  const responses = Object.entries(methodResponses).map(([statusCode, one]) => [statusCode, { statusCode, ...one }]);
  const { responses: mapped = {}, ...rest } = integration ?? {};
  const integrationResponses = Object.entries(mapped).map(([statusCode, one]) => [statusCode, { statusCode, ...one }]);
  return {
    ...method,
    methodResponses: Object.fromEntries(responses),
    methodIntegration: integration && {
      ...rest,
      cacheNamespace: undefined,
      cacheKeyParameters: [],
      responseTransferMode: integration.responseTransferMode ?? 'BUFFERED',
      integrationResponses: Object.fromEntries(integrationResponses),
    },
  };
}

export function shownRestStage(stage: RestStage): Output {
  return {
    ...stage,
    createdDate: seconds(stage.createdDate),
    lastUpdatedDate: seconds(stage.lastUpdatedDate),
    variables: Object.keys(stage.variables).length > 0 ? stage.variables : undefined,
    cacheClusterStatus: stage.cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
  };
}

export function shownRestAuthorizer(authorizer: RestAuthorizer): Output {
  const authType = authorizer.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom';
  return { ...authorizer, authType };
}

export function shownRestModel(model: RestModel): Output {
  return { ...model };
}

export function shownValidator(validator: RestValidator): Output {
  return { ...validator };
}

/** Those that were changed, and beside them what API Gateway does of itself. */
export function shownGatewayResponses(changed: readonly RestGatewayResponse[]): Output[] {
  const own = new Map(changed.map((one) => [one.responseType, one]));
  const types = ['DEFAULT_4XX', 'DEFAULT_5XX', ...Object.keys(RESPONSE_TYPES)];
  return types.map((responseType) => {
    const known = RESPONSE_TYPES[responseType as keyof typeof RESPONSE_TYPES];
    const mine = own.get(responseType);
    return {
      responseType,
      statusCode: mine?.statusCode ?? (known ? String(known[0]) : undefined),
      responseParameters: mine?.responseParameters ?? {},
      responseTemplates: mine?.responseTemplates ?? { 'application/json': '{"message":$context.error.messageString}' },
      defaultResponse: mine === undefined,
    };
  });
}

export function shownRestDeployment({ id, createdDate, description }: RestDeployment): Output {
  return { id, createdDate: seconds(createdDate), description };
}

export function shownUsagePlan({ keyIds: _, ...plan }: UsagePlan): Output {
  return { ...plan };
}
