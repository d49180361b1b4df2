import 'server-only';
import { authContext } from '@/lib/auth/context';
import type { AuthContext } from '@/lib/auth/scheme';
import type { AwsClients } from '@/lib/aws/clients';
import { keyValue } from './keys';

/** What schemes may ask for an AppSync API: its own keys, and signatures for its own service. */
export function appSyncAuth(aws: AwsClients, apiId: string, signal: AbortSignal): AuthContext {
  return {
    ...authContext(aws, signal),
    scope: { service: 'appsync', region: aws.account.region },
    apiKey: (keyId) => keyValue(aws, apiId, keyId, signal),
  };
}
