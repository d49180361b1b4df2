import { defined, isObject, type Json, type JsonObject, listOf, objectOf, textOf, textsOf } from './json';
import type { TemplateResource } from './parse';

/** The logical id that SAM gives the API of events which name none. */
export const IMPLICIT_HTTP_API = 'ServerlessHttpApi';

/** One HttpApi event of a function. */
export interface HttpEvent {
  name: string;
  functionId: string;
  api: string;
  route: { path: string; method: string };
  properties: JsonObject;
}

/** The place of a route in the OpenAPI body; without method and path it is `$default`. */
export function routeOf(method: string | undefined, path: string | undefined): HttpEvent['route'] {
  const any = method === undefined || method.toUpperCase() === 'ANY' || method === '*';
  return {
    path: path ?? '$default',
    method: any || path === undefined ? 'x-amazon-apigateway-any-method' : method.toLowerCase(),
  };
}

/** `AWS::Serverless::HttpApi`: an API with an OpenAPI body made of its events, and its stage. */
export function expandHttpApi(
  logicalId: string,
  resource: TemplateResource,
  events: HttpEvent[],
): Record<string, TemplateResource> {
  const properties = objectOf(resource.Properties);
  const condition = defined({ Condition: textOf(resource.Condition) });
  const stageName = properties.StageName ?? '$default';
  const stageId =
    typeof stageName === 'string' && stageName !== '$default'
      ? `${stageName.replace(/\W/g, '')}Stage`
      : 'ApiGatewayDefaultStage';
  return {
    [logicalId]: {
      Type: 'AWS::ApiGatewayV2::Api',
      ...condition,
      Properties: {
        Body: bodyOf(properties, events),
        ...defined({ Description: properties.Description }),
      } as JsonObject,
    },
    [`${logicalId}${stageId}`]: {
      Type: 'AWS::ApiGatewayV2::Stage',
      ...condition,
      Properties: defined({
        ApiId: { Ref: logicalId },
        StageName: stageName,
        AutoDeploy: true,
        Tags: { 'httpapi:createdBy': 'SAM', ...objectOf(properties.Tags) },
        AccessLogSettings: properties.AccessLogSettings,
        DefaultRouteSettings: properties.DefaultRouteSettings,
        RouteSettings: properties.RouteSettings,
        StageVariables: properties.StageVariables,
      }) as JsonObject,
    },
    ...permissionsOf(logicalId, objectOf(objectOf(properties.Auth).Authorizers)),
  };
}

/** SAM lets API Gateway call the function of an authorizer only where the template says so. */
function permissionsOf(logicalId: string, authorizers: JsonObject): Record<string, TemplateResource> {
  const asked = Object.entries(authorizers).filter(
    ([, one]) => objectOf(one).EnableFunctionDefaultPermissions === true,
  );
  return Object.fromEntries(
    asked.map(([name, one]) => {
      const Properties: JsonObject = {
        Action: 'lambda:InvokeFunction',
        FunctionName: objectOf(one).FunctionArn ?? '',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: {
          'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${logicalId}}/authorizers/*`,
        },
      };
      return [`${logicalId}${name}AuthorizerPermission`, { Type: 'AWS::Lambda::Permission', Properties }];
    }),
  );
}

function bodyOf(properties: JsonObject, events: HttpEvent[]): JsonObject {
  const given = objectOf(properties.DefinitionBody);
  const auth = objectOf(properties.Auth);
  const components = objectOf(given.components);
  const tags: JsonObject = { 'httpapi:createdBy': 'SAM', ...objectOf(properties.Tags) };
  return {
    openapi: '3.0.1',
    ...given,
    info: { version: '1.0', ...objectOf(given.info), title: titleOf(properties, given) },
    paths: pathsOf(objectOf(given.paths), events, auth),
    components: { ...components, securitySchemes: { ...objectOf(components.securitySchemes), ...schemesOf(auth) } },
    tags: [
      ...listOf(given.tags),
      ...Object.entries(tags).map(([name, value]) => ({ name, 'x-amazon-apigateway-tag-value': value })),
    ],
    ...corsOf(properties),
    ...(properties.DisableExecuteApiEndpoint === undefined
      ? {}
      : {
          'x-amazon-apigateway-endpoint-configuration': {
            disableExecuteApiEndpoint: properties.DisableExecuteApiEndpoint,
          },
        }),
  };
}

function titleOf(properties: JsonObject, given: JsonObject): Json {
  return properties.Name ?? objectOf(given.info).title ?? { Ref: 'AWS::StackName' };
}

function corsOf({ CorsConfiguration: cors }: JsonObject): JsonObject {
  if (cors === undefined || cors === false) return {};
  return { 'x-amazon-apigateway-cors': cors === true ? { allowOrigins: ['*'] } : cors };
}

function pathsOf(given: JsonObject, events: HttpEvent[], auth: JsonObject): JsonObject {
  const paths: JsonObject = { ...given };
  for (const event of events) {
    const { path, method } = event.route;
    const item = objectOf(paths[path]);
    paths[path] = { ...item, [method]: { ...operationOf(event, auth), ...objectOf(item[method]) } };
  }
  return paths;
}

function operationOf({ functionId, properties }: HttpEvent, auth: JsonObject): JsonObject {
  const uri = `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionId}.Arn}/invocations`;
  return {
    responses: {},
    'x-amazon-apigateway-integration': defined({
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: { 'Fn::Sub': uri },
      payloadFormatVersion: properties.PayloadFormatVersion ?? '2.0',
      timeoutInMillis: properties.TimeoutInMillis,
    }) as JsonObject,
    ...securityOf(objectOf(properties.Auth), auth),
  };
}

function securityOf(own: JsonObject, auth: JsonObject): JsonObject {
  const name = textOf(own.Authorizer) ?? textOf(auth.DefaultAuthorizer);
  if (name === undefined || name === 'NONE') return {};
  if (name === 'AWS_IAM') return { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } };
  const authorizer = objectOf(objectOf(auth.Authorizers)[name]);
  return { security: [{ [name]: listOf(own.AuthorizationScopes ?? authorizer.AuthorizationScopes) }] };
}

function schemesOf(auth: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(auth.Authorizers)).map(([name, written]) => {
      const authorizer = objectOf(written);
      const jwt = isObject(authorizer.JwtConfiguration);
      return [name, { 'x-amazon-apigateway-authorizer': jwt ? jwtScheme(authorizer) : lambdaScheme(authorizer) }];
    }),
  );
}

function jwtScheme(authorizer: JsonObject): JsonObject {
  return defined({
    type: 'jwt',
    jwtConfiguration: authorizer.JwtConfiguration,
    identitySource: authorizer.IdentitySource ?? '$request.header.Authorization',
  }) as JsonObject;
}

function lambdaScheme(authorizer: JsonObject): JsonObject {
  const identity = objectOf(authorizer.Identity);
  const sources = [
    ...textsOf(identity.Headers).map((name) => `$request.header.${name}`),
    ...textsOf(identity.QueryStrings).map((name) => `$request.querystring.${name}`),
    ...textsOf(identity.StageVariables).map((name) => `$stageVariables.${name}`),
    ...textsOf(identity.Context).map((name) => `$context.${name}`),
  ];
  return defined({
    type: 'request',
    authorizerUri: lambdaUri(authorizer.FunctionArn),
    authorizerPayloadFormatVersion: authorizer.AuthorizerPayloadFormatVersion ?? '2.0',
    enableSimpleResponses: authorizer.EnableSimpleResponses,
    authorizerResultTtlInSeconds: identity.ReauthorizeEvery,
    authorizerCredentials: authorizer.FunctionInvokeRole,
    identitySource: sources.length > 0 ? sources.join(', ') : undefined,
  }) as JsonObject;
}

function lambdaUri(arn: Json | undefined): Json | undefined {
  if (arn === undefined) return;
  return {
    'Fn::Sub': [
      `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${FunctionArn}/invocations`,
      { FunctionArn: arn },
    ],
  };
}
