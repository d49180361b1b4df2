import { Failed } from '@/components/shell/answer';
import type { Tokens } from '@/lib/auth/sign-in/contract';
import { cognitoFailure } from './cognito-failure';
import type { RenewBy } from './identity';

type InBrowser = Extract<RenewBy, { by: 'browser' }>;

interface AuthenticationResult {
  AccessToken: string;
  IdToken?: string;
  RefreshToken?: string;
  ExpiresIn?: number;
  TokenType?: string;
}

/** One call of Cognito from the browser, which needs no signature. Throws Failed. */
async function askCognito(at: InBrowser, operation: string, input: Record<string, unknown>): Promise<unknown> {
  const url = at.endpoint ?? `https://cognito-idp.${at.region}.amazonaws.com/`;
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'omit',
    cache: 'no-store',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  }).catch((error: unknown) => {
    throw new Failed(cognitoFailure(error));
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const { __type: type, message } = (answer ?? {}) as { __type?: string; message?: string };
  throw new Failed(cognitoFailure({ name: type?.split('#').at(-1) ?? 'Unknown', message: message ?? '' }));
}

/** New tokens of a public app client, by `GetTokensFromRefreshToken`. A client that rotates gives a new refresh token too. */
export async function refreshInBrowser(at: InBrowser, refreshToken: string): Promise<Tokens> {
  const answer = await askCognito(at, 'GetTokensFromRefreshToken', {
    ClientId: at.clientId,
    RefreshToken: refreshToken,
    ...(at.deviceKey ? { DeviceKey: at.deviceKey } : {}),
  });
  const result = (answer as { AuthenticationResult?: AuthenticationResult } | null)?.AuthenticationResult;
  if (!result) throw new Failed(cognitoFailure({ name: 'Unknown', message: '' }));
  return {
    accessToken: result.AccessToken,
    idToken: result.IdToken ?? null,
    refreshToken: result.RefreshToken ?? refreshToken,
    expiresAt: Date.now() + (result.ExpiresIn ?? 3_600) * 1_000,
    scope: null,
    tokenType: result.TokenType ?? 'Bearer',
  };
}

/** Tells Cognito that a refresh token is no longer wanted. */
export async function revokeInBrowser(at: InBrowser, refreshToken: string): Promise<void> {
  await askCognito(at, 'RevokeToken', { ClientId: at.clientId, Token: refreshToken });
}
