import type { Call, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import type { RestApi, RestConfiguration, RestMethod, RestResource } from './model';

/** What is deployed to a stage, as OpenAPI 3 or Swagger 2 in JSON; extensions as they are asked for. */
export function exportApi(call: Call, api: RestApi, asked: { stage: string; type: string }): Output {
  const stage = api.stages.find(({ stageName }) => stageName === asked.stage);
  const deployed = api.deployments.find(({ id }) => id === stage?.deploymentId)?.configuration;
  if (!stage || !deployed) throw new AwsFailure('NotFoundException', 404, 'Invalid stage identifier specified');
  if (asked.type !== 'oas30' && asked.type !== 'swagger') {
    throw new AwsFailure('BadRequestException', 400, 'Unsupported export type');
  }
  const extensions = call.input.parameters.get('extensions') ?? '';
  const oas3 = asked.type === 'oas30';
  const host = `${api.id}.execute-api.${call.region.name}.amazonaws.com`;
  const info = { title: api.name, description: api.description, version: stage.createdDate };
  const paths = pathsOf(deployed, { extensions, oas3 });
  const models = Object.fromEntries(deployed.models.map((one) => [one.name, schemaOf(one.schema, oas3)]));
  return oas3
    ? {
        openapi: '3.0.1',
        info,
        servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage.stageName } } }],
        paths,
        components: { schemas: models, securitySchemes: schemesOf(deployed, extensions) },
      }
    : {
        swagger: '2.0',
        info,
        host,
        basePath: `/${stage.stageName}`,
        schemes: ['https'],
        paths,
        definitions: models,
        securityDefinitions: schemesOf(deployed, extensions),
      };
}

interface Form {
  extensions: string;
  oas3: boolean;
}

function pathsOf(configuration: RestConfiguration, form: Form): Output {
  const used = configuration.resources.filter(({ methods }) => methods.length > 0);
  return Object.fromEntries(used.map((resource) => [resource.path, itemOf(resource, configuration, form)]));
}

function itemOf(resource: RestResource, configuration: RestConfiguration, form: Form): Output {
  const verb = ({ httpMethod }: RestMethod) =>
    httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : httpMethod.toLowerCase();
  return Object.fromEntries(resource.methods.map((one) => [verb(one), operationOf(one, configuration, form)]));
}

function operationOf(method: RestMethod, configuration: RestConfiguration, { extensions, oas3 }: Form): Output {
  const places: Record<string, string> = { path: 'path', querystring: 'query', header: 'header' };
  const parameters = Object.entries(method.requestParameters ?? {}).map(([key, required]) => {
    const [, , place = '', ...name] = key.split('.');
    return { name: name.join('.'), in: places[place] ?? place, required, schema: { type: 'string' } };
  });
  const reference = (name: string) => ({ $ref: `#/${oas3 ? 'components/schemas' : 'definitions'}/${name}` });
  const content = Object.entries(method.requestModels ?? {}).map(([type, name]) => [type, { schema: reference(name) }]);
  const authorizer = configuration.authorizers.find(({ id }) => id === method.authorizerId);
  return {
    operationId: method.operationName,
    parameters,
    ...(content.length > 0 ? { requestBody: { content: Object.fromEntries(content), required: true } } : {}),
    responses: Object.fromEntries(
      Object.keys(method.methodResponses).map((status) => [status, { description: `${status} response` }]),
    ),
    security: securityOf(method, authorizer?.name),
    ...(/integrations|apigateway/.test(extensions) && method.integration
      ? { 'x-amazon-apigateway-integration': { ...method.integration, type: method.integration.type.toLowerCase() } }
      : {}),
  };
}

function securityOf(method: RestMethod, authorizer: string | undefined): Output[] | undefined {
  const asked: Output = {
    ...(method.apiKeyRequired ? { api_key: [] } : {}),
    ...(method.authorizationType === 'AWS_IAM' ? { sigv4: [] } : {}),
    ...(authorizer ? { [authorizer]: method.authorizationScopes ?? [] } : {}),
  };
  return Object.keys(asked).length > 0 ? [asked] : undefined;
}

function schemesOf({ authorizers, resources }: RestConfiguration, extensions: string): Output {
  const told = /authorizers|apigateway/.test(extensions);
  const signed = resources.some(({ methods }) => methods.some((one) => one.authorizationType === 'AWS_IAM'));
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' };
  const named = authorizers.map(({ id: _, name, ...asks }) => [
    name,
    {
      ...{ ...header, name: asks.identitySource?.split('.').at(-1) ?? 'Authorization' },
      ...(told ? { 'x-amazon-apigateway-authorizer': { ...asks, type: asks.type.toLowerCase() } } : {}),
    },
  ]);
  return {
    api_key: { ...header, name: 'x-api-key' },
    ...(signed && told ? { sigv4: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' } } : {}),
    ...Object.fromEntries(named),
  };
}

function schemaOf(text: string | undefined, oas3: boolean): unknown {
  const place = oas3 ? 'components/schemas' : 'definitions';
  const local = (text ?? '{}').replace(
    /"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^"]+)"/g,
    `"#/${place}/$1"`,
  );
  try {
    return JSON.parse(local);
  } catch {
    return {};
  }
}
