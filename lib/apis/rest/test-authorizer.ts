import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { parse } from '@/lib/core/parse';
import { encodeQuery } from '@/lib/core/query';
import { redactLog } from '@/lib/core/redact';
import { type AuthorizerTest, AuthorizerTestInput } from './contract';
import { readStages } from './stages';

/** What an authorizer says to these headers, without anything being called behind it but its own function. */
export async function testAuthorizer(aws: AwsClients, raw: unknown, signal: AbortSignal): Promise<AuthorizerTest> {
  const { api, stage, authorizerId, headers, query } = parse(AuthorizerTestInput, raw);
  const stages = await readStages(aws, api.id, signal);
  const { variables } = stages.find(({ stageName }) => stageName === stage) ?? {};
  const answer = await aws.apigatewayTests.testInvokeAuthorizer(
    {
      ...{ restApiId: api.id, authorizerId, headers: Object.fromEntries(headers) },
      ...(query.length > 0 ? { pathWithQueryString: `/?${encodeQuery(query)}` } : {}),
      ...(variables ? { stageVariables: variables } : {}),
    },
    { abortSignal: signal },
  );
  const context = Object.entries(answer.authorization ?? {}).map(
    ([name, values]) => [name, values.join(', ')] as const,
  );
  const claims: (readonly [string, string])[] = [...Object.entries(answer.claims ?? {}), ...context];
  return {
    status: answer.clientStatus ?? 0,
    latencyMs: answer.latency ?? 0,
    principalId: answer.principalId ?? null,
    policy: indented(answer.policy),
    claims: claims.map(([name, value]) => [name, value]),
    log: redactLog(answer.log ?? ''),
  };
}

function indented(text: string | undefined): string | null {
  if (!text) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
