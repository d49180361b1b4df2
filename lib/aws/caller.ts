import 'server-only';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AccountRef } from '@/lib/core/account';
import { endpointOf } from './account';
import type { SigningCredentials } from './sign';

export interface Caller {
  account: string;
  arn: string;
}

/** Who some credentials are (`GetCallerIdentity`), which needs no permission; null where STS does not say. */
export async function callerOf(account: AccountRef, credentials: SigningCredentials): Promise<Caller | null> {
  const { STS } = await import('@aws-sdk/client-sts');
  const endpoint = await endpointOf(account, 'STS');
  const client = new STS({
    region: account.region,
    credentials,
    maxAttempts: 2,
    requestHandler: new NodeHttpHandler({ connectionTimeout: 3_000, socketTimeout: 7_000 }),
    ...(endpoint ? { endpoint } : {}),
  });
  try {
    const { Account, Arn } = await client.getCallerIdentity({});
    return Account && Arn ? { account: Account, arn: Arn } : null;
  } catch {
    return null; // the credentials are good all the same
  } finally {
    client.destroy();
  }
}
