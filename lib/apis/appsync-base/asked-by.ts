import 'server-only';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import { poolIssuer } from '@/lib/auth/user-pool/pool';
import type { AwsClients } from '@/lib/aws/clients';
import type { AppSyncAuth } from './contract';

/** What one mode of an API asks for, where that is a token. Null for a mode that the API does not have, and for modes without a token. */
export async function askedBy(aws: AwsClients, auth: AppSyncAuth | undefined): Promise<AskedBy | null> {
  const source = { in: 'header', name: 'Authorization' } as const;
  if (auth?.lambda) return { type: 'lambda', sources: [source] };
  if (auth?.openId) return { type: 'jwt', issuer: auth.openId.issuer, audience: [], source };
  if (!auth?.userPool) return null;
  const account = { ...aws.account, region: auth.userPool.region };
  const issuer = poolIssuer(account, auth.userPool.id, await aws.userPoolEndpoint());
  return { type: 'jwt', issuer: issuer.url, audience: [], source };
}
