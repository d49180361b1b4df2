import { isObject, type Json, type JsonObject, objectOf } from './json';
import type { Template, TemplateResource } from './parse';
import { expandFunction } from './sam-function';
import { expandHttpApi, type HttpEvent, IMPLICIT_HTTP_API } from './sam-http-api';
import { type ApiEvent, expandRestApi, IMPLICIT_REST_API } from './sam-rest-api';

/** What the other serverless types become, property by property as they are. */
const RENAMED: Record<string, string> = {
  'AWS::Serverless::Application': 'AWS::CloudFormation::Stack',
  'AWS::Serverless::GraphQLApi': 'AWS::AppSync::GraphQLApi',
  'AWS::Serverless::LayerVersion': 'AWS::Lambda::LayerVersion',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

/** Writes out the AWS::Serverless types as `AWS::Serverless-2016-10-31` does, so that SAM's source form deploys too. */
export function expandSam(template: Template): Template {
  const entries = Object.entries(template.Resources);
  if (!entries.some(([, resource]) => resource.Type.startsWith('AWS::Serverless::'))) return template;
  const resources: Record<string, TemplateResource> = {};
  const events: HttpEvent[] = [];
  const apiEvents: ApiEvent[] = [];
  for (const [logicalId, resource] of entries) {
    if (resource.Type === 'AWS::Serverless::Function') {
      const expanded = expandFunction(logicalId, withGlobals(template, 'Function', resource));
      Object.assign(resources, expanded.resources);
      events.push(...expanded.events);
      apiEvents.push(...expanded.apiEvents);
    } else if (!MADE_OF_EVENTS.has(resource.Type)) {
      resources[logicalId] = { ...resource, Type: RENAMED[resource.Type] ?? resource.Type };
    }
  }
  for (const [logicalId, resource] of httpApis(entries, events)) {
    const own = events.filter((event) => event.api === logicalId);
    Object.assign(resources, expandHttpApi(logicalId, withGlobals(template, 'HttpApi', resource), own));
  }
  const restApis = entries.filter(([, resource]) => resource.Type === 'AWS::Serverless::Api');
  if (apiEvents.some((event) => event.api === IMPLICIT_REST_API)) {
    restApis.push([IMPLICIT_REST_API, { Type: 'AWS::Serverless::Api' }]);
  }
  for (const [logicalId, resource] of restApis) {
    const own = apiEvents.filter((event) => event.api === logicalId);
    Object.assign(resources, expandRestApi(logicalId, withGlobals(template, 'Api', resource), own));
  }
  return { ...template, Resources: resources };
}

/** Types whose body follows from the events of functions. */
const MADE_OF_EVENTS = new Set(['AWS::Serverless::HttpApi', 'AWS::Serverless::Api']);

function httpApis(entries: [string, TemplateResource][], events: HttpEvent[]): [string, TemplateResource][] {
  const explicit = entries.filter(([, resource]) => resource.Type === 'AWS::Serverless::HttpApi');
  const implied = events.some((event) => event.api === IMPLICIT_HTTP_API);
  return implied ? [...explicit, [IMPLICIT_HTTP_API, { Type: 'AWS::Serverless::HttpApi' }]] : explicit;
}

function withGlobals(template: Template, kind: string, resource: TemplateResource): TemplateResource {
  const globals = template.Globals?.[kind];
  return { ...resource, Properties: objectOf(merged(globals ?? {}, resource.Properties ?? {})) };
}

/** Mappings merge, lists add up, all else is replaced. */
function merged(base: Json, own: Json): Json {
  if (Array.isArray(base) && Array.isArray(own)) return [...base, ...own];
  if (!(isObject(base) && isObject(own)) || isCall(own)) return own;
  const result: JsonObject = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const inherited = base[name];
    result[name] = inherited === undefined ? value : merged(inherited, value);
  }
  return result;
}

function isCall(value: JsonObject): boolean {
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}
