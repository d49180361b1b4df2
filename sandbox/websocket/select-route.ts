import type { HttpApi, Route } from '@/sandbox/model';

const RESERVED = ['$connect', '$disconnect', '$default'];

/** The route that takes a message (AWS: "Route selection expressions"); undefined where none does, not even `$default`. */
export function routeOfMessage(api: HttpApi, text: string): Route | undefined {
  const key = selectedKey(api.routeSelectionExpression, text);
  const named = key !== undefined && !RESERVED.includes(key) ? routeKeyed(api, key) : undefined;
  return named ?? routeKeyed(api, '$default');
}

export function routeKeyed(api: HttpApi, key: string): Route | undefined {
  return api.routes.find(({ routeKey }) => routeKey === key);
}

/** What an expression such as `$request.body.action` or `${request.body.a}/${request.body.b}` makes of a message. */
export function selectedKey(expression: string, text: string): string | undefined {
  const body = parsed(text);
  if (body === undefined) return;
  const bare = /^\$request\.body\.?([^{}]+)$/.exec(expression);
  if (bare) return valueAt(body, bare[1] ?? '');
  let missing = false;
  const key = expression.replace(/\$\{request\.body\.?([^}]+)\}/g, (_, path: string) => {
    const value = valueAt(body, path);
    missing ||= value === undefined;
    return value ?? '';
  });
  return missing ? undefined : key;
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return;
  }
}

/** The text at a JSONPath of names and numbers, `a.b[0]`. */
function valueAt(body: object, path: string): string | undefined {
  let value: unknown = body;
  for (const step of path.split(/[.[\]'"]+/).filter((one) => one !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return;
    value = Reflect.get(value, step);
  }
  if (value === undefined || value === null) return;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
