import 'server-only';
import * as apiKeys from '@/lib/auth/api-keys';
import { readIdentityPools } from '@/lib/auth/identity-pools';
import type { Program } from '@/lib/auth/openid/client';
import * as code from '@/lib/auth/openid/code';
import * as device from '@/lib/auth/openid/device';
import { readIssuer } from '@/lib/auth/openid/facts';
import * as flows from '@/lib/auth/openid/flows';
import * as grants from '@/lib/auth/openid/grants';
import type { Issuer } from '@/lib/auth/openid/issuer';
import { clientSecret } from '@/lib/auth/openid/typed-secrets';
import type {
  ApiKeyChoice,
  AskedBy,
  ChallengeAnswer,
  ClientCredentials,
  CodeFlow,
  CodeStart,
  DeviceFlow,
  DeviceStart,
  Forgotten,
  Held,
  IdentityExchange,
  IdentityPool,
  NewPassword,
  Refresh,
  RoleAssumption,
  SecretSignIn,
  SignInSource,
  SignInStep,
  TokenSource,
  Tokens,
} from '@/lib/auth/sign-in/contract';
import * as temporary from '@/lib/auth/temporary';
import { type AppClient, readAppClient } from '@/lib/auth/user-pool/app-client';
import { readUserPool } from '@/lib/auth/user-pool/facts';
import { accountOfPool, hostOf, poolIssuer, poolOfIssuer } from '@/lib/auth/user-pool/pool';
import * as secret from '@/lib/auth/user-pool/secret-sign-in';
import { type AwsClients, openAccount } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import { release } from '@/lib/aws/held';
import type { AccountRef } from '@/lib/core/account';
import type { ApiRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { authorizerOf } from './dispatch';

// The one way in for everything about signing in: names what the browser named, opens the account, hands on.

/** Where what an authorizer accepts comes from. */
export async function findSignIn(api: ApiRef, authorizerId: string, signal: AbortSignal): Promise<SignInSource> {
  const asked = await authorizerOf(api, authorizerId, signal);
  if (asked.type === 'lambda') return asked;
  const poolId = poolOfIssuer(asked.issuer, await open(api.account).userPoolEndpoint());
  if (poolId !== null) {
    return readUserPool(
      openPool(api.account, poolId),
      { poolId, audience: asked.audience, place: asked.source },
      signal,
    );
  }
  return {
    type: 'issuer',
    source: { type: 'issuer', api, authorizerId },
    ...(await readIssuer(await issuerOf(api.account, asked.issuer))),
    audience: asked.audience,
    place: asked.source,
  };
}

/** All identity pools of the account and region. */
export function listIdentityPools(account: AccountRef, signal: AbortSignal): Promise<IdentityPool[]> {
  return readIdentityPools(open(account), signal);
}

/** The API keys of the account and region, without their values. */
export function listApiKeys(account: AccountRef, signal: AbortSignal): Promise<ApiKeyChoice[]> {
  return apiKeys.listApiKeys(open(account), signal);
}

export function signInWithSecret(input: SecretSignIn, signal: AbortSignal): Promise<SignInStep> {
  return secret.signInWithSecret(openPool(input.account, input.poolId), input, signal);
}

export function answerChallenge(input: ChallengeAnswer, signal: AbortSignal): Promise<SignInStep> {
  return secret.answerChallenge(open, input, signal);
}

/** Where the code went, as Cognito masks it. */
export function forgotPassword(input: Forgotten, signal: AbortSignal): Promise<{ destination: string | null }> {
  return secret.forgotPassword(openPool(input.account, input.poolId), input, signal);
}

export function confirmForgotPassword(input: NewPassword, signal: AbortSignal): Promise<null> {
  return secret.confirmForgotPassword(openPool(input.account, input.poolId), input, signal);
}

export async function refreshTokens(input: Refresh, signal: AbortSignal): Promise<Tokens> {
  const { source, clientId, refreshToken, managedLogin } = input;
  if (source.type === 'user-pool' && !managedLogin) {
    return secret.refreshInPool(openSource(source), { poolId: source.poolId, clientId, refreshToken }, signal);
  }
  return grants.refresh((await programOf(input, signal)).program, refreshToken);
}

/** False where the issuer offers no such thing. */
export async function revokeTokens(input: Refresh, signal: AbortSignal): Promise<boolean> {
  const { source, clientId, refreshToken } = input;
  if (source.type === 'user-pool') {
    return secret.revokeInPool(openSource(source), { poolId: source.poolId, clientId, refreshToken }, signal);
  }
  return grants.revoke((await programOf(input, signal)).program, refreshToken);
}

export async function startCode(input: CodeStart, signal: AbortSignal): Promise<CodeFlow> {
  const { program, client } = await programOf(input, signal);
  if (client) checkCallback(client, input.redirectUri);
  const { redirectUri, scopes, audience } = input;
  return code.startCode(program, { redirectUri, scopes, audience });
}

export async function startDevice(input: DeviceStart, signal: AbortSignal): Promise<DeviceFlow> {
  const { scopes, audience } = input;
  return device.startDevice((await programOf(input, signal)).program, { scopes, audience });
}

export async function clientCredentials(input: ClientCredentials, signal: AbortSignal): Promise<Tokens> {
  const { scopes, audience } = input;
  return grants.clientCredentials((await programOf(input, signal)).program, { scopes, audience });
}

export function finishFlow(flow: string): Promise<Tokens> {
  return flows.finishFlow(flow);
}

export async function cancelFlow(flow: string): Promise<null> {
  flows.cancelFlow(flow);
  return null;
}

export function exchangeIdentityPool(input: IdentityExchange, signal: AbortSignal): Promise<Held> {
  return temporary.exchangeIdentityPool(openPool(input.account, input.identityPoolId), input, signal);
}

export function assumeRole(input: RoleAssumption, signal: AbortSignal): Promise<Held> {
  return temporary.assumeRole(open(input.account), input, signal);
}

export async function releaseHeld(id: string): Promise<null> {
  release(id);
  return null;
}

interface Named {
  source: TokenSource;
  clientId: string;
  clientSecret?: string | undefined;
}

/** The program that asks for tokens, and its app client where the issuer is a user pool: then AWS knows the secret. */
async function programOf(
  { source, clientId, clientSecret: typed }: Named,
  signal: AbortSignal,
): Promise<{ program: Program; client: AppClient | null }> {
  if (source.type === 'issuer') {
    const issuer = await issuerOf(source.api.account, await issuerUrl(source, signal));
    return { program: { issuer, clientId, clientSecret: clientSecret(issuer.url, clientId, typed) }, client: null };
  }
  const aws = openSource(source);
  const client = await readAppClient(aws, { poolId: source.poolId, clientId }, signal);
  const issuer = poolIssuer(aws.account, source.poolId, await aws.userPoolEndpoint());
  return { program: { issuer, clientId, clientSecret: client.secret }, client };
}

async function issuerUrl(source: Extract<TokenSource, { type: 'issuer' }>, signal: AbortSignal): Promise<string> {
  const asked: AskedBy = await authorizerOf(source.api, source.authorizerId, signal);
  if (asked.type === 'jwt') return asked.issuer;
  throw new AppError('invalid-input', 'This authorizer is a Lambda function and names no issuer.');
}

async function issuerOf(account: AccountRef, url: string): Promise<Issuer> {
  const endpoint = await open(account).endpoint();
  return { url, emulator: endpoint !== null && isEmulator(endpoint) ? hostOf(endpoint) : null };
}

/** Managed login compares letter by letter, and its own page says little when it finds a difference. */
function checkCallback({ name, oauth }: AppClient, redirectUri: string): void {
  const known = oauth?.callbackUrls ?? [];
  if (known.includes(redirectUri)) return;
  const list = known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}.`;
  throw new AppError('invalid-input', `${redirectUri} is no callback URL of the app client ${name}. ${list}`, {
    detail: { field: 'redirectUri', next: 'Choose one that leads to this computer, or add it to the app client.' },
  });
}

function open(account: AccountRef): AwsClients {
  return openAccount(account, 'interactive');
}

function openPool(account: AccountRef, poolId: string): AwsClients {
  return open(accountOfPool(account, poolId));
}

function openSource({ account, poolId }: Extract<TokenSource, { type: 'user-pool' }>): AwsClients {
  return openPool(account, poolId);
}
