import { createHmac, timingSafeEqual } from 'node:crypto';
import { notAuthorized } from './ask';
import type { UserPoolClient } from './model';

/** A client with a secret proves it with every call that names a user. */
export function checkSecretHash(client: UserPoolClient, username: string, given: string | undefined): void {
  if (client.secrets.length === 0) return;
  if (!given) throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  const fits = client.secrets.some(({ value }) => {
    const expected = createHmac('sha256', value).update(`${username}${client.id}`).digest();
    const received = Buffer.from(given, 'base64');
    return expected.length === received.length && timingSafeEqual(expected, received);
  });
  if (!fits) throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

/** Where the secret itself is sent: GetTokensFromRefreshToken, RevokeToken and the token endpoint. */
export function isClientSecret(client: UserPoolClient, given: string | undefined): boolean {
  if (client.secrets.length === 0) return !given;
  return client.secrets.some(({ value }) => value === given);
}
