import { objectIn } from './exchange';

/** Who wants to invoke a function: an API on behalf of a route, or of an authorizer. */
export interface Invoker {
  apiId: string;
  /** What follows the API's id in its ARN: `prod/GET/notes/{id}`, `authorizers/abc123`. */
  place: string;
}

export type InvokeVerdict =
  | { verdict: 'allowed' }
  /** No statement speaks of API Gateway at all. */
  | { verdict: 'absent' }
  /** API Gateway may, though not for this API or this route: for these. */
  | { verdict: 'elsewhere'; sources: string[] }
  | { verdict: 'denied'; sid: string };

interface Statement {
  sid: string;
  effect: string;
  sources: string[];
}

/** Whether a function's resource policy lets API Gateway invoke it. Null, no policy, lets nobody. */
export function mayInvoke(policy: string | null, invoker: Invoker): InvokeVerdict {
  const statements = statementsOf(policy);
  const covering = statements.filter(
    ({ sources }) => sources.length === 0 || sources.some((one) => covers(one, invoker)),
  );
  const denying = covering.find(({ effect }) => effect === 'Deny');
  if (denying) return { verdict: 'denied', sid: denying.sid };
  if (covering.some(({ effect }) => effect === 'Allow')) return { verdict: 'allowed' };
  const sources = statements.filter(({ effect }) => effect === 'Allow').flatMap((one) => one.sources);
  return sources.length === 0 ? { verdict: 'absent' } : { verdict: 'elsewhere', sources };
}

/** The statements that speak of API Gateway and of invoking. */
function statementsOf(policy: string | null): Statement[] {
  const list = objectIn(policy)?.Statement;
  const all: unknown[] = Array.isArray(list) ? list : list === undefined ? [] : [list];
  return all.filter(isObject).flatMap((one) => {
    const principal = isObject(one.Principal) ? texts(one.Principal.Service) : texts(one.Principal);
    const forGateway = principal.some((name) => name === '*' || name === 'apigateway.amazonaws.com');
    const invokes = texts(one.Action).some((action) => /^(lambda:(InvokeFunction|Invoke\*|\*)|\*)$/i.test(action));
    if (!forGateway || !invokes) return [];
    return [{ sid: String(one.Sid ?? ''), effect: String(one.Effect ?? ''), sources: sourcesOf(one.Condition) }];
  });
}

function sourcesOf(condition: unknown): string[] {
  if (!isObject(condition)) return [];
  return Object.values(condition)
    .filter(isObject)
    .flatMap((test) => Object.entries(test))
    .filter(([key]) => /^aws:sourcearn$/i.test(key))
    .flatMap(([, value]) => texts(value));
}

/** The account and the Region are not compared: the id of an API is enough. */
function covers(pattern: string, { apiId, place }: Invoker): boolean {
  const resource = /^arn:[^:]*:execute-api:[^:]*:[^:]*:(.+)$/s.exec(pattern)?.[1] ?? pattern;
  const source = resource
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(`${apiId}/${place}`);
}

function texts(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
