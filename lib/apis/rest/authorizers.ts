import 'server-only';
import { parseSource } from '@/lib/apis/gateway/authorizer';
import type { GatewayAuthorizer } from '@/lib/apis/gateway/contract';
import { allRestItems } from '@/lib/apis/gateway/rest-pages';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import type { RestAuthorizer } from '@/lib/aws/shapes';
import { lambdaOf } from '@/lib/core/integration-label';

export function readAuthorizers(aws: AwsClients, restApiId: string, signal: AbortSignal): Promise<RestAuthorizer[]> {
  return allRestItems('GetAuthorizers', (input) =>
    aws.apigateway.getAuthorizers({ restApiId, ...input }, { abortSignal: signal }),
  );
}

/** An authorizer as the console speaks of it. A user pool is an issuer. */
export function toRestAuthorizer(authorizer: RestAuthorizer): GatewayAuthorizer {
  const { id = '', name, type, authorizerUri: uri, identitySource, providerARNs = [] } = authorizer;
  const known = type === 'TOKEN' || type === 'REQUEST' || type === 'COGNITO_USER_POOLS' ? type : 'unknown';
  const byFunction = known === 'TOKEN' || known === 'REQUEST';
  return {
    id,
    name: name ?? id,
    type: known,
    identitySource: sourcesOf(identitySource),
    issuer: issuerOf(providerARNs[0]),
    audience: [],
    lambda: uri ? (lambdaOf(uri)?.name ?? uri) : null,
    role: authorizer.authorizerCredentials ?? null,
    ttlSeconds: byFunction ? (authorizer.authorizerResultTtlInSeconds ?? 300) : null,
    validation: authorizer.identityValidationExpression || null,
  };
}

/** What an authorizer asks for. Null where the API has no such authorizer. */
export async function readRestAuthorizer(
  aws: AwsClients,
  { apiId, authorizerId }: { apiId: string; authorizerId: string },
  signal: AbortSignal,
): Promise<AskedBy | null> {
  const found = (await readAuthorizers(aws, apiId, signal)).find(({ id }) => id === authorizerId);
  if (!found) return null;
  const { type, issuer, identitySource } = toRestAuthorizer(found);
  const sources = identitySource.flatMap((text) => parseSource(text) ?? []);
  if (type !== 'COGNITO_USER_POOLS') return { type: 'lambda', sources };
  return {
    type: 'jwt',
    issuer: issuer ?? '',
    audience: [],
    source: sources[0] ?? { in: 'header', name: 'Authorization' },
  };
}

/** One text with commas where version 2 has a list. */
function sourcesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** `arn:aws:cognito-idp:{region}:{account}:userpool/{pool}` as the pool's tokens name it. */
function issuerOf(arn: string | undefined): string | null {
  const [, region, pool] = /^arn:[\w-]+:cognito-idp:([\w-]+):[^:]*:userpool\/([\w-]+)$/.exec(arn ?? '') ?? [];
  if (!region || !pool) return null;
  return `https://cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${pool}`;
}
