import 'server-only';
import type { PoolClient } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';

/** An app client with its secret: for this process only. */
export interface AppClient extends PoolClient {
  flows: string[];
  secret: string | null;
}

/** One app client as Cognito describes it. Throws AppError. */
export async function readAppClient(
  aws: AwsClients,
  { poolId, clientId }: { poolId: string; clientId: string },
  signal: AbortSignal,
): Promise<AppClient> {
  const { UserPoolClient: told } = await aws.cognitoIdentityProvider.describeUserPoolClient(
    { UserPoolId: poolId, ClientId: clientId },
    { abortSignal: signal },
  );
  if (!told) throw malformed('DescribeUserPoolClient', 'there is no app client in it');
  const flows = told.AllowedOAuthFlows ?? [];
  return {
    id: clientId,
    name: told.ClientName || clientId,
    hasSecret: Boolean(told.ClientSecret),
    flows: told.ExplicitAuthFlows ?? [],
    oauth:
      told.AllowedOAuthFlowsUserPoolClient && flows.length > 0
        ? { flows, scopes: told.AllowedOAuthScopes ?? [], callbackUrls: told.CallbackURLs ?? [] }
        : null,
    secret: told.ClientSecret || null,
  };
}

/** What of an app client the browser may know. */
export function withoutSecret({ id, name, hasSecret, flows, oauth }: AppClient): PoolClient {
  return { id, name, hasSecret, flows, oauth };
}
