import { clfTime } from '@/sandbox/data/event';
import { domainName, grouped, headerPairs, queryPairs, type RestCall } from './call';

/** A value of a mapping: `method.request.header.X`, `stageVariables.x`, `context.x`, `'text'`; undefined where there is none. */
export function valueIn(call: RestCall, expression: string): string | undefined {
  const fixed = /^'(.*)'$/s.exec(expression)?.[1];
  if (fixed !== undefined) return fixed;
  const [, kind, name = ''] =
    /^(method\.request\.(?:header|multivalueheader|querystring|multivaluequerystring|path)|stageVariables|context)\.(.+)$/.exec(
      expression,
    ) ?? [];
  switch (kind) {
    case 'method.request.header':
    case 'method.request.multivalueheader':
      return headerPairs(call.rawHeaders)
        .filter(([one]) => one.toLowerCase() === name.toLowerCase())
        .at(-1)?.[1];
    case 'method.request.querystring':
    case 'method.request.multivaluequerystring':
      return queryPairs(call.rawQuery)
        .filter(([one]) => one === name)
        .at(-1)?.[1];
    case 'method.request.path':
      return call.pathParameters[name];
    case 'stageVariables':
      return call.variables[name];
    case 'context':
      return contextOf(call)[name];
    default:
      return expression === 'method.request.body' ? call.body.toString('utf8') : undefined;
  }
}

/** AWS: "Variables for access logging and mapping templates for API Gateway". */
export function contextOf(call: RestCall): Record<string, string | undefined> {
  const { api, account } = call.target;
  const { iam, principalId, apiKeyId, apiKey, authorizer = {} } = call.trace.caller;
  const error = call.trace.error;
  return {
    accountId: account.id,
    apiId: api.id,
    domainName: domainName(call),
    domainPrefix: domainName(call).split('.')[0],
    extendedRequestId: call.extendedRequestId,
    httpMethod: call.method,
    path: `/${call.stageName}${call.path}`,
    protocol: `HTTP/${call.httpVersion}`,
    requestId: call.requestId,
    requestTime: clfTime(call.at),
    requestTimeEpoch: String(call.at.getTime()),
    resourceId: call.resource.id,
    resourcePath: call.resource.path,
    stage: call.stageName,
    wafResponseCode: error?.type === 'WAF_FILTERED' ? 'WAF_BLOCK' : undefined,
    webaclArn: call.stage?.webAclArn,
    'authorizer.principalId': principalId,
    ...prefixed('authorizer', authorizer),
    ...prefixed('authorizer.claims', authorizer.claims),
    'error.message': error?.text ?? undefined,
    'error.messageString': error && JSON.stringify(error.text),
    'error.responseType': error?.type ?? undefined,
    // Ready to stand between quotation marks.
    'error.validationErrorString': error?.details.validation && JSON.stringify(error.details.validation).slice(1, -1),
    'identity.accountId': iam?.accountId,
    'identity.apiKey': apiKey,
    'identity.apiKeyId': apiKeyId,
    'identity.caller': iam?.callerId,
    'identity.cognitoIdentityId': iam?.cognitoIdentity?.identityId,
    'identity.sourceIp': call.sourceIp,
    'identity.user': iam?.userId,
    'identity.userAgent': call.headers['user-agent'],
    'identity.userArn': iam?.userArn,
  };
}

function prefixed(prefix: string, values: unknown): Record<string, string> {
  if (typeof values !== 'object' || values === null) return {};
  const plain = Object.entries(values).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(plain.map(([name, value]) => [`${prefix}.${name}`, String(value)]));
}

/** `${stageVariables.fn}` in an integration's address. */
export function withVariables(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\{stageVariables\.([\w-]+)\}/g, (_, name: string) => variables[name] ?? '');
}

/**
 * A mapping template with its references filled in. Of VTL the sandbox knows references only: lines that begin with a
 * directive (`#set`, `#if`) are left out.
 */
export function fillTemplate(template: string, call: RestCall, body: string): string {
  const parameters = {
    ...grouped(headerPairs(call.rawHeaders), (values) => values.at(-1) ?? ''),
    ...grouped(queryPairs(call.rawQuery), (values) => values.at(-1) ?? ''),
    ...call.pathParameters,
  };
  const context = contextOf(call);
  return template
    .replace(/^\s*#(set|if|else|elseif|end|foreach)\b.*$/gm, '')
    .replace(/\$input\.params\(\s*['"]([^'"]+)['"]\s*\)/g, (_, name: string) => parameters[name] ?? '')
    .replace(/\$input\.json\(\s*['"]([^'"]+)['"]\s*\)/g, (_, path: string) => jsonAt(body, path))
    .replace(/\$input\.path\(\s*['"]([^'"]+)['"]\s*\)/g, (_, path: string) => unquoted(jsonAt(body, path)))
    .replaceAll('$input.body', body)
    .replace(/\$\{?stageVariables\.([\w-]+)\}?/g, (_, name: string) => call.variables[name] ?? '')
    .replace(/\$\{?context\.([A-Za-z][\w.]*\w)\}?/g, (_, name: string) => context[name] ?? '');
}

function jsonAt(body: string, path: string): string {
  try {
    const names = path
      .replace(/^\$\.?/, '')
      .split('.')
      .filter(Boolean);
    const found = names.reduce<unknown>((at, name) => (at as Record<string, unknown> | null)?.[name], JSON.parse(body));
    return JSON.stringify(found ?? '');
  } catch {
    return '""';
  }
}

function unquoted(json: string): string {
  return /^"(.*)"$/s.exec(json)?.[1] ?? json;
}
