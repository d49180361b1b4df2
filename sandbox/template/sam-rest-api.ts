import { defined, flagOf, isObject, type Json, type JsonObject, listOf, objectOf, textOf, textsOf } from './json';
import type { TemplateResource } from './parse';

/** The logical id that SAM gives the REST API of events which name none, and its stage. */
export const IMPLICIT_REST_API = 'ServerlessRestApi';
const IMPLICIT_STAGE = 'Prod';
const EXT = 'x-amazon-apigateway-';

/** One Api event of a function. */
export interface ApiEvent {
  name: string;
  functionId: string;
  api: string;
  /** In lower case, or the extension for any. */
  method: string;
  path: string;
  properties: JsonObject;
}

/** `AWS::Serverless::Api`: an API with a Swagger body made of its events, a deployment, its stage and SAM's own one. */
export function expandRestApi(
  logicalId: string,
  resource: TemplateResource,
  events: ApiEvent[],
): Record<string, TemplateResource> {
  const properties = objectOf(resource.Properties);
  const condition = defined({ Condition: textOf(resource.Condition) });
  const stageName = properties.StageName ?? IMPLICIT_STAGE;
  const stageId = typeof stageName === 'string' ? stageName.replace(/\W/g, '') : '';
  const of = { RestApiId: { Ref: logicalId } };
  return {
    [logicalId]: {
      Type: 'AWS::ApiGateway::RestApi',
      ...condition,
      Properties: defined({
        Name: properties.Name,
        Description: properties.Description,
        Body: bodyOf(properties, events),
        EndpointConfiguration: endpointOf(properties.EndpointConfiguration),
        BinaryMediaTypes: properties.BinaryMediaTypes,
        MinimumCompressionSize: properties.MinimumCompressionSize,
        DisableExecuteApiEndpoint: properties.DisableExecuteApiEndpoint,
        ApiKeySourceType: properties.ApiKeySourceType,
      }) as JsonObject,
    },
    [`${logicalId}Deployment`]: {
      Type: 'AWS::ApiGateway::Deployment',
      ...condition,
      Properties: defined({ ...of, StageName: properties.OpenApiVersion === undefined ? 'Stage' : undefined }),
    },
    [`${logicalId}${stageId}Stage`]: {
      Type: 'AWS::ApiGateway::Stage',
      ...condition,
      Properties: defined({
        ...of,
        DeploymentId: { Ref: `${logicalId}Deployment` },
        StageName: stageName,
        Variables: properties.Variables,
        AccessLogSetting: properties.AccessLogSetting,
        MethodSettings: properties.MethodSettings,
        CanarySetting: properties.CanarySetting,
        TracingEnabled: properties.TracingEnabled,
        CacheClusterEnabled: properties.CacheClusterEnabled,
        CacheClusterSize: properties.CacheClusterSize,
      }) as JsonObject,
    },
    ...usagePlan(logicalId, stageName, objectOf(properties.Auth)),
  };
}

/** SAM writes `REGIONAL` where CloudFormation has a list. */
function endpointOf(written: Json | undefined): Json | undefined {
  if (!isObject(written)) return written === undefined ? undefined : { Types: [written] };
  const { Type, VPCEndpointIds, ...rest } = written;
  return { ...rest, ...defined({ Types: Type && [Type], VpcEndpointIds: VPCEndpointIds }) } as JsonObject;
}

function bodyOf(properties: JsonObject, events: ApiEvent[]): JsonObject {
  const given = objectOf(properties.DefinitionBody);
  const auth = objectOf(properties.Auth);
  const info = objectOf(given.info);
  return {
    swagger: '2.0',
    ...given,
    info: { version: '1.0', ...info, title: properties.Name ?? info.title ?? { Ref: 'AWS::StackName' } },
    paths: withCors(properties.Cors, pathsOf(objectOf(given.paths), events, auth)),
    securityDefinitions: { ...objectOf(given.securityDefinitions), ...schemesOf(auth) },
    definitions: { ...objectOf(given.definitions), ...objectOf(properties.Models) },
    ...(properties.GatewayResponses === undefined ? {} : { [`${EXT}gateway-responses`]: responsesOf(properties) }),
    ...(isObject(auth.ResourcePolicy) && auth.ResourcePolicy.CustomStatements !== undefined
      ? { [`${EXT}policy`]: { Version: '2012-10-17', Statement: listOf(auth.ResourcePolicy.CustomStatements) } }
      : {}),
  };
}

function responsesOf({ GatewayResponses: written }: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(written)).map(([type, one]) => {
      const { StatusCode, ResponseTemplates, ResponseParameters } = objectOf(one);
      const headers = Object.entries(objectOf(objectOf(ResponseParameters).Headers));
      const responseParameters = Object.fromEntries(
        headers.map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
      );
      return [
        type,
        defined({ statusCode: StatusCode, responseTemplates: ResponseTemplates, responseParameters }) as JsonObject,
      ];
    }),
  );
}

function pathsOf(given: JsonObject, events: ApiEvent[], auth: JsonObject): JsonObject {
  const paths: JsonObject = { ...given };
  for (const event of events) {
    const item = objectOf(paths[event.path]);
    paths[event.path] = { ...item, [event.method]: { ...operationOf(event, auth), ...objectOf(item[event.method]) } };
  }
  return paths;
}

function operationOf({ functionId, properties }: ApiEvent, auth: JsonObject): JsonObject {
  const own = objectOf(properties.Auth);
  const security: JsonObject[] = [];
  const name = textOf(own.Authorizer) ?? textOf(auth.DefaultAuthorizer);
  if (name !== undefined && name !== 'NONE') security.push({ [name]: listOf(own.AuthorizationScopes) });
  if (flagOf(own.ApiKeyRequired) ?? flagOf(auth.ApiKeyRequired)) security.push({ api_key: [] });
  const parameters = listOf(properties.RequestParameters).map((one) => parameterOf(one));
  const model = objectOf(properties.RequestModel);
  if (model.Model !== undefined) {
    parameters.push({ in: 'body', name: 'body', schema: { $ref: `#/definitions/${textOf(model.Model)}` } });
  }
  return {
    responses: {},
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(security.length > 0 ? { security } : {}),
    [`${EXT}integration`]: { type: 'aws_proxy', httpMethod: 'POST', uri: functionUri(functionId) },
  };
}

/** `method.request.header.X`, or the same with what is required of it. */
function parameterOf(written: Json): JsonObject {
  const [[key, rules] = ['', {}]] = isObject(written)
    ? Object.entries(written)
    : [[textOf(written) ?? '', {}] as const];
  const [, , place = '', ...name] = key.split('.');
  const where = { querystring: 'query' }[place] ?? place;
  return { name: name.join('.'), in: where, required: flagOf(objectOf(rules).Required) ?? false, type: 'string' };
}

function functionUri(functionId: string): JsonObject {
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionId}.Arn}/invocations`,
  };
}

function schemesOf(auth: JsonObject): JsonObject {
  const named = Object.entries(objectOf(auth.Authorizers)).map(([name, written]) => [
    name,
    schemeOf(objectOf(written)),
  ]);
  const key = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  const signed = { type: 'apiKey', name: 'Authorization', in: 'header', [`${EXT}authtype`]: 'awsSigv4' };
  return { api_key: key, AWS_IAM: signed, ...Object.fromEntries(named) };
}

function schemeOf(written: JsonObject): JsonObject {
  const identity = objectOf(written.Identity);
  const header = textOf(identity.Header) ?? 'Authorization';
  const sources = [
    ...textsOf(identity.Headers).map((name) => `method.request.header.${name}`),
    ...textsOf(identity.QueryStrings).map((name) => `method.request.querystring.${name}`),
    ...textsOf(identity.StageVariables).map((name) => `stageVariables.${name}`),
    ...textsOf(identity.Context).map((name) => `context.${name}`),
  ];
  const request = textOf(written.FunctionPayloadType) === 'REQUEST';
  const type = written.UserPoolArn === undefined ? (request ? 'request' : 'token') : 'cognito_user_pools';
  return {
    type: 'apiKey',
    name: header,
    in: 'header',
    [`${EXT}authorizer`]: defined({
      type,
      providerARNs: written.UserPoolArn === undefined ? undefined : listOf(written.UserPoolArn),
      authorizerUri: lambdaUri(written.FunctionArn),
      identitySource: request ? sources.join(', ') : undefined,
      identityValidationExpression: identity.ValidationExpression,
      authorizerResultTtlInSeconds: identity.ReauthorizeEvery,
      authorizerCredentials: written.FunctionInvokeRole,
    }) as JsonObject,
  };
}

function lambdaUri(arn: Json | undefined): Json | undefined {
  if (arn === undefined) return;
  const uri = `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${FunctionArn}/invocations`;
  return { 'Fn::Sub': [uri, { FunctionArn: arn }] };
}

/** SAM's CORS: a MOCK for OPTIONS on every path that has none. */
function withCors(cors: Json | undefined, paths: JsonObject): JsonObject {
  if (cors === undefined || cors === null) return paths;
  const { AllowOrigin, AllowHeaders, AllowMethods, MaxAge } = isObject(cors)
    ? cors
    : ({ AllowOrigin: cors } as JsonObject);
  const parameters = defined({
    'method.response.header.Access-Control-Allow-Origin': AllowOrigin,
    'method.response.header.Access-Control-Allow-Headers': AllowHeaders,
    'method.response.header.Access-Control-Allow-Methods': AllowMethods ?? "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'",
    'method.response.header.Access-Control-Max-Age': MaxAge,
  }) as JsonObject;
  const options: JsonObject = {
    responses: { '200': {} },
    [`${EXT}integration`]: {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: { default: { statusCode: '200', responseParameters: parameters } },
    },
  };
  return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, { options, ...objectOf(item) }]));
}

/** `CreateUsagePlan: PER_API`, and the same shared by all. */
function usagePlan(logicalId: string, stage: Json, auth: JsonObject): Record<string, TemplateResource> {
  const { CreateUsagePlan: how, ...plan } = objectOf(auth.UsagePlan);
  if (textOf(how) === undefined || textOf(how) === 'NONE') return {};
  return {
    [`${logicalId}UsagePlan`]: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { ...plan, ApiStages: [{ ApiId: { Ref: logicalId }, Stage: stage }] },
    },
    [`${logicalId}ApiKey`]: {
      Type: 'AWS::ApiGateway::ApiKey',
      Properties: { Enabled: true, StageKeys: [{ RestApiId: { Ref: logicalId }, StageName: stage }] },
    },
    [`${logicalId}UsagePlanKey`]: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: {
        KeyType: 'API_KEY',
        KeyId: { Ref: `${logicalId}ApiKey` },
        UsagePlanId: { Ref: `${logicalId}UsagePlan` },
      },
    },
  };
}
