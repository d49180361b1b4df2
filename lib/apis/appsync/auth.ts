import 'server-only';
import { askedBy } from '@/lib/apis/appsync-base/asked-by';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import { toAuth } from '@/lib/apis/appsync-base/modes';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import type { GraphqlApi } from '@/lib/aws/shapes';
import { readApi } from './discover';

/** The ways in which an API lets people in, its default first (aws.md §5.1). Modes that this version does not know are left out. */
export function authOf(api: GraphqlApi): AppSyncAuth[] {
  const { authenticationType, userPoolConfig, openIDConnectConfig, lambdaAuthorizerConfig } = api;
  const first = { authenticationType, userPoolConfig, openIDConnectConfig, lambdaAuthorizerConfig };
  const all = [first, ...(api.additionalAuthenticationProviders ?? [])];
  return all.flatMap((provider, index) => toAuth(provider, index === 0) ?? []);
}

/** What one mode of an API asks for. */
export async function readAuthorizer(
  aws: AwsClients,
  { apiId, authorizerId }: { apiId: string; authorizerId: string },
  signal: AbortSignal,
): Promise<AskedBy | null> {
  const api = await readApi(aws, { kind: 'appsync', id: apiId, account: aws.account }, signal);
  return askedBy(
    aws,
    authOf(api).find(({ id }) => id === authorizerId),
  );
}
