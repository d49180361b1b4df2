import { integrationLabel, lambdaOf } from '@/lib/core/integration-label';
import {
  ANY_METHOD,
  AUTH_TYPE,
  AUTHORIZER,
  CATCH_ALL,
  INTEGRATION,
  KEYED,
  objectIn,
  type Read,
  SIGNED,
  textIn,
  textsIn,
} from './document';

/** A route as an OpenAPI document of API Gateway tells it. */
export interface ContractRoute {
  /** The route key as AWS spells it: `GET /notes/{id}`, `$default`. */
  key: string;
  method: string;
  path: string;
  /** Who is asked: an authorizer's name, `IAM`; null where anybody may call. */
  authorizer: string | null;
  scopes: string[];
  apiKey: boolean;
  integration: ContractIntegration | null;
}

export interface ContractIntegration {
  /** In a few words: `notes-get`, `https://example.com`. */
  label: string;
  /** What else decides how it is called, in AWS's own words. */
  settings: Record<string, string>;
}

/** What an API says of itself, as far as two of them are compared. */
export interface ApiContract {
  routes: ContractRoute[];
  /** What each authorizer asks for, by name, in AWS's own words. */
  authorizers: Record<string, Record<string, string>>;
}

const METHODS = /^(get|put|post|delete|options|head|patch)$/;

/** Reads an export of API Gateway, or what was built in its manner; null where it is no OpenAPI document. */
export function contractIn(text: string): ApiContract | null {
  let document: Read;
  try {
    document = objectIn(JSON.parse(text));
  } catch {
    return null;
  }
  if (typeof document.paths !== 'object' || document.paths === null) return null;
  const schemes = objectIn(objectIn(document.components).securitySchemes);
  const routes = Object.entries(objectIn(document.paths)).flatMap(([path, item]) =>
    Object.entries(objectIn(item))
      .filter(([method]) => method === ANY_METHOD || METHODS.test(method))
      .map(([method, operation]) => routeOf([path, method], objectIn(operation), document)),
  );
  const authorizers = Object.entries(schemes).flatMap(([name, scheme]) => {
    const asks = objectIn(scheme)[AUTHORIZER];
    return asks ? [[name, flat(objectIn(asks))] as const] : [];
  });
  return { routes, authorizers: Object.fromEntries(authorizers) };
}

function routeOf([path, verb]: [path: string, method: string], operation: Read, document: Read): ContractRoute {
  const method = verb === ANY_METHOD ? 'ANY' : verb.toUpperCase();
  const caught = path === CATCH_ALL;
  return {
    key: caught ? '$default' : `${method} ${path}`,
    method,
    path: caught ? '$default' : path,
    ...accessOf(operation, document),
    integration: integrationOf(operation[INTEGRATION], document),
  };
}

function accessOf(operation: Read, document: Read): Pick<ContractRoute, 'authorizer' | 'scopes' | 'apiKey'> {
  const schemes = objectIn(objectIn(document.components).securitySchemes);
  const asked = Object.entries(Object.assign({}, ...securityOf(operation, document)) as Read);
  const isSigned = (name: string) => name === SIGNED || objectIn(schemes[name])[AUTH_TYPE] === 'awsSigv4';
  const signed =
    asked.some(([name]) => isSigned(name)) || objectIn(operation['x-amazon-apigateway-auth']).type === 'AWS_IAM';
  const [name = null, scopes] = asked.find(([one]) => one !== KEYED && !isSigned(one)) ?? [];
  return {
    authorizer: name ?? (signed ? 'IAM' : null),
    scopes: textsIn(scopes).sort(),
    apiKey: asked.some(([one]) => one === KEYED),
  };
}

/** What the operation asks, else what the whole document asks. */
function securityOf(operation: Read, document: Read): Read[] {
  const asked = operation.security ?? document.security;
  return Array.isArray(asked) ? asked.map(objectIn) : [];
}

function integrationOf(value: unknown, document: Read): ContractIntegration | null {
  if (typeof value !== 'object' || value === null) return null;
  const integration = shared(objectIn(value), document);
  const { uri, type, subtype, httpMethod, payloadFormatVersion, connectionType, connectionId } = integration;
  const address = textIn(uri);
  const lambda = address === null ? null : lambdaOf(address);
  const connection = textIn(connectionType);
  const kind = textIn(type)?.toUpperCase() ?? 'unknown';
  const timeout = typeof integration.timeoutInMillis === 'number' ? String(integration.timeoutInMillis) : undefined;
  return {
    label: integrationLabel({
      ...{ lambda, uri: address, type: kind, connectionType: connection },
      subtype: textIn(subtype) ?? textIn(integration.integrationSubtype),
    }),
    settings: flat({ type: kind, httpMethod, payloadFormatVersion, connectionType, connectionId, timeout }),
  };
}

/** Integrations that several routes share stand once in the document and are referred to. */
function shared(integration: Read, document: Read): Read {
  const name = /^#\/components\/x-amazon-apigateway-integrations\/(.+)$/.exec(textIn(integration.$ref) ?? '')?.[1];
  if (name === undefined) return integration;
  return objectIn(objectIn(objectIn(document.components)['x-amazon-apigateway-integrations'])[name]);
}

/** Names and values on one level, as text: what can be compared and shown. */
function flat(value: Read): Record<string, string> {
  const parts = Object.entries(value).flatMap(([name, one]): [string, string][] => {
    if (one === undefined || one === null || one === '') return [];
    if (Array.isArray(one)) return [[name, one.map(String).sort().join(', ')]];
    if (typeof one === 'object') return Object.entries(flat(objectIn(one)));
    return [[name, String(one)]];
  });
  return Object.fromEntries(parts);
}
