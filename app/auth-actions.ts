'use server';

import { z } from 'zod';
import * as signIn from '@/lib/apis/sign-in';
import { HeldId } from '@/lib/auth/contract';
import {
  ChallengeAnswer,
  ClientCredentials,
  CodeStart,
  DeviceStart,
  FlowId,
  Forgotten,
  IdentityExchange,
  NewPassword,
  Refresh,
  type RefreshInput,
  RoleAssumption,
  type RoleAssumptionInput,
  SecretSignIn,
} from '@/lib/auth/sign-in/contract';
import { AccountRef } from '@/lib/core/account';
import { ApiRef } from '@/lib/core/api';
import { parse } from '@/lib/core/parse';
import { answer } from '@/lib/wire/server/action';

const AuthorizerId = z.string().min(1).max(128);

/** Where what an authorizer accepts comes from: a user pool, another issuer, or values that a Lambda function judges. */
export async function findSignIn(api: ApiRef, authorizerId: string) {
  return answer(async (signal) => signIn.findSignIn(parse(ApiRef, api), parse(AuthorizerId, authorizerId), signal));
}

/** All identity pools of an account and region, by name. */
export async function listIdentityPools(account: AccountRef) {
  return answer(async (signal) => signIn.listIdentityPools(parse(AccountRef, account), signal));
}

/** The API keys of an account and region, without their values. */
export async function listApiKeys(account: AccountRef) {
  return answer(async (signal) => signIn.listApiKeys(parse(AccountRef, account), signal));
}

/** Signs in to a user pool through an app client with a secret, which the browser cannot. */
export async function signInWithSecret(input: SecretSignIn) {
  return answer(async (signal) => signIn.signInWithSecret(parse(SecretSignIn, input), signal));
}

/** The next step of `signInWithSecret`. A wrong code leaves the challenge open. */
export async function answerChallenge(input: ChallengeAnswer) {
  return answer(async (signal) => signIn.answerChallenge(parse(ChallengeAnswer, input), signal));
}

/** Lets a user pool send a code for a new password; the answer is where it went, as Cognito masks it. */
export async function forgotPassword(input: Forgotten) {
  return answer(async (signal) => signIn.forgotPassword(parse(Forgotten, input), signal));
}

/** Sets the new password with the code that was sent. */
export async function confirmForgotPassword(input: NewPassword) {
  return answer(async (signal) => signIn.confirmForgotPassword(parse(NewPassword, input), signal));
}

/** New tokens for a refresh token. */
export async function refreshTokens(input: RefreshInput) {
  return answer(async (signal) => signIn.refreshTokens(parse(Refresh, input), signal));
}

/** Tells the issuer that a refresh token is no longer wanted. False where the issuer offers no such thing. */
export async function revokeTokens(input: RefreshInput) {
  return answer(async (signal) => signIn.revokeTokens(parse(Refresh, input), signal));
}

/** Begins a sign-in on the issuer's own page: authorization code with PKCE. */
export async function startCode(input: CodeStart) {
  return answer(async (signal) => signIn.startCode(parse(CodeStart, input), signal));
}

/** Begins a sign-in on another device. */
export async function startDevice(input: DeviceStart) {
  return answer(async (signal) => signIn.startDevice(parse(DeviceStart, input), signal));
}

/** The tokens of `startCode` or `startDevice`, as soon as the person has signed in; at most five minutes later a failure. */
export async function finishFlow(flow: string) {
  return answer(async () => signIn.finishFlow(parse(FlowId, flow)));
}

/** Ends a sign-in that is no longer wanted: `finishFlow` fails with `cancelled`. */
export async function cancelFlow(flow: string) {
  return answer(async () => signIn.cancelFlow(parse(FlowId, flow)));
}

/** Tokens of a program that signs in as itself. */
export async function clientCredentials(input: ClientCredentials) {
  return answer(async (signal) => signIn.clientCredentials(parse(ClientCredentials, input), signal));
}

/** Temporary AWS credentials of an identity pool, which stay on the server. */
export async function exchangeIdentityPool(input: IdentityExchange) {
  return answer(async (signal) => signIn.exchangeIdentityPool(parse(IdentityExchange, input), signal));
}

/** Temporary AWS credentials of a role, which stay on the server. */
export async function assumeRole(input: RoleAssumptionInput) {
  return answer(async (signal) => signIn.assumeRole(parse(RoleAssumption, input), signal));
}

/** Forgets credentials that the server holds. */
export async function releaseHeld(id: string) {
  return answer(async () => signIn.releaseHeld(parse(HeldId, id)));
}
