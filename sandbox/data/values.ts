import { type ApiCall, domainName, headerValues, queryPairs } from './api-call';

/**
 * The value of a selection expression such as `$request.header.X`, `$request.querystring.x`, `$request.path.x`,
 * `$request.path`, `$context.x` or `$stageVariables.x`; undefined where the request has none.
 */
export function selectValue(call: ApiCall, expression: string): string | undefined {
  const found =
    /^\$(request\.header|request\.querystring|request\.path|request\.body|context|stageVariables)\.(.+)$/.exec(
      expression,
    );
  if (expression === '$request.path') return call.stagePath.path;
  if (expression === '$request.body') return call.body.toString('utf8') || undefined;
  const [, kind, name = ''] = found ?? [];
  switch (kind) {
    case 'request.header':
      return joined(headerValues(call, name));
    case 'request.querystring':
      return joined(
        queryPairs(call)
          .filter(([key]) => key === name)
          .map(([, value]) => value),
      );
    case 'request.path':
      return call.pathParameters[name];
    case 'request.body':
      return inBody(call, name);
    case 'stageVariables':
      return call.stagePath.stage.stageVariables[name];
    case 'context':
      return contextValue(call, name);
    default:
      return undefined;
  }
}

/** Text in which `$…` and `${…}` stand for selected values. */
export function expandValues(call: ApiCall, text: string): string {
  return text
    .replace(/\$\{([\w.-]+)\}/g, (_, name: string) => selectValue(call, `$${name}`) ?? '')
    .replace(/\$(?:request|context|stageVariables)\.[\w.-]+/g, (expression) => selectValue(call, expression) ?? '');
}

function contextValue(call: ApiCall, name: string): string | undefined {
  const { api, account } = call.target;
  const values: Record<string, string | undefined> = {
    accountId: account.id,
    apiId: api.apiId,
    domainName: domainName(call),
    httpMethod: call.method,
    path: call.stagePath.rawPath,
    protocol: `HTTP/${call.httpVersion}`,
    requestId: call.requestId,
    routeKey: call.route.routeKey,
    stage: call.stagePath.stage.stageName,
    'identity.sourceIp': call.sourceIp,
    'identity.userAgent': call.headers['user-agent'],
  };
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A member of a JSON body by its path; what is no text as JSON. */
function inBody({ body }: ApiCall, path: string): string | undefined {
  try {
    const found = path
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | null)?.[name], JSON.parse(body.toString('utf8')));
    if (found === undefined || found === null) return;
    return typeof found === 'string' ? found : JSON.stringify(found);
  } catch {
    return;
  }
}

function joined(values: string[]): string | undefined {
  return values.length > 0 ? values.join(',') : undefined;
}
