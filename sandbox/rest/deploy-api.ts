import { systemTags } from '@/sandbox/template/api';
import { defined, flagOf, isObject, listOf, numberOf, objectOf, textOf, textsOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import type { RestApi } from './model';
import { importRestBody } from './openapi';
import { rootResourceIdOf } from './root-resource';

/** `AWS::ApiGateway::RestApi`, described by its resources or by an OpenAPI body. */
export function deployRestApi(placed: Placed): void {
  const { properties, physicalId, region, at, logicalId } = placed;
  const endpoint = objectOf(properties.EndpointConfiguration);
  const rootResourceId = rootResourceIdOf(physicalId);
  const api: RestApi = {
    id: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    createdDate: at,
    apiKeySource: properties.ApiKeySourceType === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    endpointConfiguration: {
      types: endpoint.Types === undefined ? ['EDGE'] : textsOf(endpoint.Types),
      ...defined({
        vpcEndpointIds: listOf(endpoint.VpcEndpointIds).length > 0 ? textsOf(endpoint.VpcEndpointIds) : undefined,
      }),
    },
    disableExecuteApiEndpoint: flagOf(properties.DisableExecuteApiEndpoint) ?? false,
    binaryMediaTypes: textsOf(properties.BinaryMediaTypes).map((type) => type.replace('~1', '/')),
    rootResourceId,
    tags: { ...systemTags(placed), ...placed.stack.tags, ...tagsOf(properties.Tags) },
    draft: {
      resources: [{ id: rootResourceId, path: '/', methods: [] }],
      authorizers: [],
      models: [],
      validators: [],
      gatewayResponses: [],
    },
    deployments: [],
    stages: [],
    ...defined({
      description: textOf(properties.Description),
      minimumCompressionSize: numberOf(properties.MinimumCompressionSize),
      policy: isObject(properties.Policy) ? JSON.stringify(properties.Policy) : textOf(properties.Policy),
    }),
  };
  if (isObject(properties.Body)) importRestBody(api, properties.Body, textOf(properties.Name));
  region.restApis ??= new Map();
  region.restApis.set(api.id, api);
}
