/** The method of a route that takes every method, as API Gateway writes it in OpenAPI. */
export const ANY_METHOD = 'x-amazon-apigateway-any-method';
/** The path of the route that takes what no other takes. */
export const CATCH_ALL = '/$default';
/** The names under which API Gateway's own exports ask for a signature and for an API key. */
export const SIGNED = 'sigv4';
export const KEYED = 'api_key';

export const INTEGRATION = 'x-amazon-apigateway-integration';
export const AUTHORIZER = 'x-amazon-apigateway-authorizer';
export const AUTH_TYPE = 'x-amazon-apigateway-authtype';

/** What was read from JSON and is an object, else nothing at all. */
export type Read = Record<string, unknown>;

export function objectIn(value: unknown): Read {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Read) : {};
}

export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
