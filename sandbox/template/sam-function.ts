import { defined, isObject, type Json, type JsonObject, listOf, objectOf, textOf } from './json';
import type { TemplateResource } from './parse';
import { type HttpEvent, IMPLICIT_HTTP_API, routeOf } from './sam-http-api';
import { type ApiEvent, IMPLICIT_REST_API } from './sam-rest-api';

/** Properties that `AWS::Lambda::Function` has under the same name. */
const KEPT = [
  'FunctionName',
  'Description',
  'Handler',
  'Runtime',
  'Timeout',
  'MemorySize',
  'Environment',
  'Layers',
  'Architectures',
  'VpcConfig',
  'KmsKeyArn',
  'EphemeralStorage',
  'LoggingConfig',
];

interface Expanded {
  resources: Record<string, TemplateResource>;
  events: HttpEvent[];
  apiEvents: ApiEvent[];
}

/** `AWS::Serverless::Function`: the function, a role unless one is given, a permission for each HTTP event. */
export function expandFunction(logicalId: string, resource: TemplateResource): Expanded {
  const properties = objectOf(resource.Properties);
  const condition = defined({ Condition: textOf(resource.Condition) });
  const resources: Record<string, TemplateResource> = {
    [logicalId]: { Type: 'AWS::Lambda::Function', ...condition, Properties: functionProperties(logicalId, properties) },
  };
  if (properties.Role === undefined) {
    resources[`${logicalId}Role`] = { Type: 'AWS::IAM::Role', ...condition, Properties: rolePolicies(properties) };
  }
  const events = httpEvents(logicalId, objectOf(properties.Events));
  for (const { name, api, route } of events) {
    resources[`${logicalId}${name}Permission`] = {
      Type: 'AWS::Lambda::Permission',
      ...condition,
      Properties: permission(logicalId, api, route),
    };
  }
  const apiEvents = restEvents(logicalId, objectOf(properties.Events));
  for (const { name, api, path, method } of apiEvents) {
    const verb = method === ANY_METHOD ? '*' : method.toUpperCase();
    resources[`${logicalId}${name}Permission`] = {
      Type: 'AWS::Lambda::Permission',
      ...condition,
      Properties: invocation(logicalId, api, `${verb}${path.replace(/\{[^}]+\}/g, '*')}`),
    };
  }
  return { resources, events, apiEvents };
}

const ANY_METHOD = 'x-amazon-apigateway-any-method';

/** Events of REST APIs. */
function restEvents(functionId: string, events: JsonObject): ApiEvent[] {
  return Object.entries(events)
    .map(([name, event]) => ({ name, event: objectOf(event) }))
    .filter(({ event }) => event.Type === 'Api')
    .map(({ name, event }) => {
      const properties = objectOf(event.Properties);
      const { RestApiId: written } = properties;
      const method = textOf(properties.Method)?.toLowerCase() ?? 'any';
      return {
        ...{ name, functionId, properties },
        api: textOf(isObject(written) ? written.Ref : written) ?? IMPLICIT_REST_API,
        path: textOf(properties.Path) ?? '/',
        method: method === 'any' || method === '*' ? ANY_METHOD : method,
      };
    });
}

function functionProperties(logicalId: string, properties: JsonObject): JsonObject {
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  ) as JsonObject;
  const tags = Object.entries(objectOf(properties.Tags)).map(([Key, Value]) => ({ Key, Value }));
  return {
    ...kept,
    Code: codeOf(properties),
    Role: properties.Role ?? { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
    Tags: [{ Key: 'lambda:createdBy', Value: 'SAM' }, ...tags],
  };
}

/** Policies written out, and those that AWS keeps by name; SAM's own policy templates say nothing that answers here. */
function rolePolicies({ Policies: written }: JsonObject): JsonObject {
  const policies = listOf(written);
  const names = policies.filter((policy) => typeof policy === 'string');
  const documents = policies.filter((policy) => isObject(policy) && policy.Statement !== undefined);
  return {
    ManagedPolicyArns: names.map((name) => (name.startsWith('arn:') ? name : `arn:aws:iam::aws:policy/${name}`)),
    Policies: documents.map((PolicyDocument, index) => ({ PolicyName: `Policy${index}`, PolicyDocument })),
  };
}

function codeOf(properties: JsonObject): JsonObject {
  if (properties.InlineCode !== undefined) return { ZipFile: properties.InlineCode };
  const uri = properties.CodeUri ?? properties.ImageUri ?? '.';
  return isObject(uri) ? uri : { S3Key: uri };
}

function httpEvents(logicalId: string, events: JsonObject): HttpEvent[] {
  return Object.entries(events)
    .map(([name, event]) => ({ name, event: objectOf(event) }))
    .filter(({ event }) => event.Type === 'HttpApi')
    .map(({ name, event }) => {
      const properties = objectOf(event.Properties);
      return {
        name,
        functionId: logicalId,
        api: apiOf(properties.ApiId),
        route: routeOf(textOf(properties.Method), textOf(properties.Path)),
        properties,
      };
    });
}

function apiOf(written: Json | undefined): string {
  return textOf(isObject(written) ? written.Ref : written) ?? IMPLICIT_HTTP_API;
}

function permission(logicalId: string, api: string, { method, path }: HttpEvent['route']): JsonObject {
  const verb = method === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase();
  return invocation(logicalId, api, path === '$default' ? '$default' : `${verb}${path.replace(/\{[^}]+\}/g, '*')}`);
}

function invocation(functionId: string, api: string, source: string): JsonObject {
  return {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: functionId },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: {
      'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*/${source}`,
    },
  };
}
