import type { Cors, RouteSettings } from '@/sandbox/model';
import { defined, flagOf, isObject, type Json, type JsonObject, numberOf, objectOf, textOf, textsOf } from './json';

/** The object with its first letters lowered: CloudFormation writes `AllowOrigins` where OpenAPI writes `allowOrigins`. */
export function camel(value: Json | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([name, entry]) => [name.charAt(0).toLowerCase() + name.slice(1), entry]),
  );
}

/** CORS in either spelling. */
export function corsOf(value: Json | undefined): Cors | undefined {
  if (!isObject(value)) return;
  const cors = camel(value);
  const list = (name: string) => (cors[name] === undefined ? undefined : textsOf(cors[name]));
  return defined({
    allowCredentials: flagOf(cors.allowCredentials),
    allowHeaders: list('allowHeaders'),
    allowMethods: list('allowMethods'),
    allowOrigins: list('allowOrigins'),
    exposeHeaders: list('exposeHeaders'),
    maxAge: numberOf(cors.maxAge),
  });
}

export function routeSettingsOf(value: Json | undefined): RouteSettings | undefined {
  if (!isObject(value)) return;
  const settings = camel(value);
  return defined({
    throttlingRateLimit: numberOf(settings.throttlingRateLimit),
    throttlingBurstLimit: numberOf(settings.throttlingBurstLimit),
    detailedMetricsEnabled: flagOf(settings.detailedMetricsEnabled),
    dataTraceEnabled: flagOf(settings.dataTraceEnabled),
    loggingLevel: textOf(settings.loggingLevel),
  });
}

/** Tags as a mapping or as a list of Key and Value. */
export function tagsOf(value: Json | undefined): Record<string, string> {
  const pairs = Array.isArray(value)
    ? value.map((tag) => [textOf(objectOf(tag).Key), textOf(objectOf(tag).Value)] as const)
    : Object.entries(objectOf(value)).map(([key, entry]) => [key, textOf(entry)] as const);
  return Object.fromEntries(pairs.flatMap(([key, entry]) => (key === undefined ? [] : [[key, entry ?? '']])));
}
