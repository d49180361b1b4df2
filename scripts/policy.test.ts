import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The IAM action of each operation; null for those that AWS lets anybody call. */
const ACTIONS: Record<string, (operation: string) => string | null> = {
  acm: (operation) => `acm:${operation}`,
  apigatewayv2: () => 'apigateway:GET',
  apigateway: () => 'apigateway:GET',
  apigatewayTests: () => 'apigateway:POST',
  appsync: (operation) => `appsync:${operation}`,
  cloudformation: (operation) => `cloudformation:${operation}`,
  cloudwatchLogs: (operation) => `logs:${operation}`,
  cognitoIdentityProvider: (operation) => (/^(Describe|List)/.test(operation) ? `cognito-idp:${operation}` : null),
  cognitoIdentity: (operation) => (/^(Describe|List)/.test(operation) ? `cognito-identity:${operation}` : null),
  lambda: (operation) => `lambda:${operation}`,
  sts: (operation) => (operation === 'GetCallerIdentity' ? null : `sts:${operation}`),
};

/** `service.Operation` of everything that the kinds may call, from the interface that they call it through. */
function operationsInUse(): [service: string, operation: string][] {
  const source = readFileSync('lib/aws/clients.ts', 'utf8');
  const services = source.matchAll(/^ {2}(\w+): Pick<\s*Operations<\w+>,([^>]*)>/gm);
  return [...services].flatMap(([, service = '', names = '']) =>
    [...names.matchAll(/'(\w+)'/g)].map(([, name = '']): [string, string] => [
      service,
      name.charAt(0).toUpperCase() + name.slice(1),
    ]),
  );
}

function policyActions(): Set<string> {
  const json = /```json\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const policy = JSON.parse(json) as { Statement: { Action: string | string[] }[] };
  return new Set(policy.Statement.flatMap(({ Action }) => Action));
}

describe('the IAM policy of the README', () => {
  it.each(operationsInUse())('%s %s is allowed', (service, operation) => {
    const action = ACTIONS[service]?.(operation);
    expect(action, `say in this test what ${service} needs`).not.toBeUndefined();
    if (action) expect(policyActions()).toContain(action);
  });

  it('allows nothing that is not called', () => {
    const needed = new Set(operationsInUse().map(([service, operation]) => ACTIONS[service]?.(operation) ?? null));
    const beyond = [...policyActions()].filter((action) => !needed.has(action));
    expect(beyond).toEqual(['execute-api:Invoke', 'appsync:GraphQL']);
  });

  it('reads every service of the interface', () => {
    expect(new Set(operationsInUse().map(([service]) => service))).toEqual(new Set(Object.keys(ACTIONS)));
  });
});
