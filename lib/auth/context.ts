import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { heldCredentials } from '@/lib/aws/held';
import { apiKeyValue } from './api-keys';
import type { AuthContext } from './scheme';

/** What schemes may ask of an account, for an API that API Gateway serves. */
export function authContext(aws: AwsClients, signal: AbortSignal): AuthContext {
  return {
    scope: { service: 'execute-api', region: aws.account.region },
    credentials: aws.credentials,
    held: heldCredentials,
    apiKey: (id) => apiKeyValue(aws, id, signal),
  };
}
