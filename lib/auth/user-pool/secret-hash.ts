import 'server-only';
import { createHmac } from 'node:crypto';

/** What proves that a request comes from whoever knows the client's secret ("Computing secret hash values", Cognito developer guide). */
export function secretHash(username: string, clientId: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64');
}
