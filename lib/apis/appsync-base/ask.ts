import 'server-only';
import { authContext } from '@/lib/auth/context';
import type { AuthContext } from '@/lib/auth/scheme';
import type { AwsClients } from '@/lib/aws/clients';
import type { Pair } from '@/lib/core/outcome';
import { keyValue } from './keys';

/** What schemes may ask for an AppSync API: its own keys, and signatures for its own service. */
export function appSyncAuth(aws: AwsClients, apiId: string, signal: AbortSignal): AuthContext {
  return {
    ...authContext(aws, signal),
    scope: { service: 'appsync', region: aws.account.region },
    apiKey: (keyId) => keyValue(aws, apiId, keyId, signal),
  };
}

/** AppSync takes nothing but JSON, so it is said unless the person says something else. */
export function withType(headers: readonly Pair[]): readonly Pair[] {
  const told = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return told ? headers : [['content-type', 'application/json'], ...headers];
}
