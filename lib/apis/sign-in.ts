import 'server-only';
import type {
  ApiKeyChoice,
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
  Tokens,
} from '@/lib/auth/sign-in/contract';
import type { AccountRef } from '@/lib/core/account';
import type { ApiRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';

const soon = () => new AppError('not-supported', 'This is being built.');
export async function findSignIn(_api: ApiRef, _authorizerId: string, _signal: AbortSignal): Promise<SignInSource> {
  throw soon();
}
export async function listIdentityPools(_account: AccountRef, _signal: AbortSignal): Promise<IdentityPool[]> {
  throw soon();
}
export async function listApiKeys(_account: AccountRef, _signal: AbortSignal): Promise<ApiKeyChoice[]> {
  throw soon();
}
export async function signInWithSecret(_input: SecretSignIn, _signal: AbortSignal): Promise<SignInStep> {
  throw soon();
}
export async function answerChallenge(_input: ChallengeAnswer, _signal: AbortSignal): Promise<SignInStep> {
  throw soon();
}
export async function forgotPassword(_input: Forgotten, _signal: AbortSignal): Promise<{ destination: string | null }> {
  throw soon();
}
export async function confirmForgotPassword(_input: NewPassword, _signal: AbortSignal): Promise<null> {
  throw soon();
}
export async function refreshTokens(_input: Refresh, _signal: AbortSignal): Promise<Tokens> {
  throw soon();
}
export async function revokeTokens(_input: Refresh, _signal: AbortSignal): Promise<boolean> {
  throw soon();
}
export async function startCode(_input: CodeStart, _signal: AbortSignal): Promise<CodeFlow> {
  throw soon();
}
export async function startDevice(_input: DeviceStart, _signal: AbortSignal): Promise<DeviceFlow> {
  throw soon();
}
export async function finishFlow(_flow: string): Promise<Tokens> {
  throw soon();
}
export async function cancelFlow(_flow: string): Promise<null> {
  throw soon();
}
export async function clientCredentials(_input: ClientCredentials, _signal: AbortSignal): Promise<Tokens> {
  throw soon();
}
export async function exchangeIdentityPool(_input: IdentityExchange, _signal: AbortSignal): Promise<Held> {
  throw soon();
}
export async function assumeRole(_input: RoleAssumption, _signal: AbortSignal): Promise<Held> {
  throw soon();
}
export async function releaseHeld(_id: string): Promise<null> {
  throw soon();
}
