import 'server-only';
import type {
  ChallengeAnswer,
  Forgotten,
  NewPassword,
  SecretSignIn,
  SignInStep,
  Tokens,
} from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { AuthenticationResultType } from '@/lib/aws/shapes';
import { AppError } from '@/lib/core/error';
import { claim, decodeToken } from '@/lib/core/token';
import { type AppClient, readAppClient } from './app-client';
import { type Attempt, dropAttempt, keepAttempt, recallAttempt } from './attempts';
import { authenticatorUri, challengeName, codeOf, parametersOf, responsesFor, type Told } from './challenge';
import { secretHash } from './secret-hash';
import { SrpExchange } from './srp';

/** What InitiateAuth and RespondToAuthChallenge answer. */
interface Answer {
  AuthenticationResult?: AuthenticationResultType | undefined;
  ChallengeName?: string | undefined;
  ChallengeParameters?: Told | undefined;
  Session?: string | undefined;
}

type Begun = Omit<Attempt, 'challenge' | 'session'>;

/** Signs in through an app client with a secret. The password passes through this process once and is not kept. */
export async function signInWithSecret(aws: AwsClients, input: SecretSignIn, signal: AbortSignal): Promise<SignInStep> {
  const { client, secret } = await clientWithSecret(aws, input, signal);
  const { poolId, clientId, username, password } = input;
  const begun: Begun = { account: aws.account, poolId, clientId, clientName: client.name, secret, username };
  const flow = flowOf(client);
  if (flow === 'USER_SRP_AUTH') return bySrp(aws, begun, { password, signal });
  const answer = await aws.cognitoIdentityProvider.initiateAuth(
    {
      AuthFlow: flow,
      ClientId: clientId,
      AuthParameters: {
        USERNAME: username,
        PASSWORD: password,
        SECRET_HASH: secretHash(username, clientId, secret),
        ...(flow === 'USER_AUTH' ? { PREFERRED_CHALLENGE: 'PASSWORD' } : {}),
      },
    },
    { abortSignal: signal },
  );
  return next(aws, begun, answer, signal);
}

/** The next step of a sign-in. A wrong code leaves it where it is. */
export async function answerChallenge(
  open: (account: Attempt['account']) => AwsClients,
  { flow, answers }: ChallengeAnswer,
  signal: AbortSignal,
): Promise<SignInStep> {
  const attempt = recallAttempt(flow);
  const aws = open(attempt.account);
  const given = responsesFor(attempt.challenge, answers);
  if (attempt.challenge === 'MFA_SETUP') await verifyDevice(aws, flow, { attempt, code: codeOf(answers), signal });
  const answer = await respond(aws, recallAttempt(flow), { given, signal });
  dropAttempt(flow);
  return next(aws, attempt, answer, signal);
}

/** Lets the pool send a code for a new password; where it went, as Cognito masks it. */
export async function forgotPassword(aws: AwsClients, input: Forgotten, signal: AbortSignal) {
  const { secret } = await clientWithSecret(aws, input, signal);
  const { username: Username, clientId: ClientId } = input;
  const { CodeDeliveryDetails } = await aws.cognitoIdentityProvider.forgotPassword(
    { ClientId, Username, SecretHash: secretHash(Username, ClientId, secret) },
    { abortSignal: signal },
  );
  return { destination: CodeDeliveryDetails?.Destination ?? null };
}

/** Sets a new password with the code that was sent. */
export async function confirmForgotPassword(aws: AwsClients, input: NewPassword, signal: AbortSignal): Promise<null> {
  const { secret } = await clientWithSecret(aws, input, signal);
  const { username: Username, clientId: ClientId, code: ConfirmationCode, newPassword: Password } = input;
  const SecretHash = secretHash(Username, ClientId, secret);
  await aws.cognitoIdentityProvider.confirmForgotPassword(
    { ClientId, Username, ConfirmationCode, Password, SecretHash },
    { abortSignal: signal },
  );
  return null;
}

/** New tokens for a refresh token, for clients with and without a secret. */
export async function refreshInPool(
  aws: AwsClients,
  input: { poolId: string; clientId: string; refreshToken: string },
  signal: AbortSignal,
): Promise<Tokens> {
  const { secret } = await readAppClient(aws, input, signal);
  const { AuthenticationResult } = await aws.cognitoIdentityProvider.getTokensFromRefreshToken(
    { RefreshToken: input.refreshToken, ClientId: input.clientId, ...(secret ? { ClientSecret: secret } : {}) },
    { abortSignal: signal },
  );
  return toTokens(AuthenticationResult, input.refreshToken);
}

/** Ends a sign-in: the refresh token and the access tokens that came of it. */
export async function revokeInPool(
  aws: AwsClients,
  input: { poolId: string; clientId: string; refreshToken: string },
  signal: AbortSignal,
): Promise<boolean> {
  const { secret } = await readAppClient(aws, input, signal);
  await aws.cognitoIdentityProvider.revokeToken(
    { Token: input.refreshToken, ClientId: input.clientId, ...(secret ? { ClientSecret: secret } : {}) },
    { abortSignal: signal },
  );
  return true;
}

async function clientWithSecret(aws: AwsClients, input: { poolId: string; clientId: string }, signal: AbortSignal) {
  const client = await readAppClient(aws, input, signal);
  if (client.secret !== null) return { client, secret: client.secret };
  throw new AppError(
    'invalid-input',
    `The app client ${client.name} has no secret, so the browser signs in by itself.`,
    {
      detail: { field: 'clientId', next: 'No password need pass through Signalbox: sign in from the page.' },
    },
  );
}

/** SRP only where the client allows nothing else: the password is in this process in any case. No list means AWS's own, which is SRP. */
function flowOf({ name, flows }: AppClient): 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH' | 'USER_AUTH' {
  const allows = (flow: string) => flows.some((one) => one.replace(/^ALLOW_/, '') === flow);
  if (allows('USER_PASSWORD_AUTH')) return 'USER_PASSWORD_AUTH';
  if (flows.length === 0 || allows('USER_SRP_AUTH')) return 'USER_SRP_AUTH';
  if (allows('USER_AUTH')) return 'USER_AUTH';
  throw new AppError('not-supported', `The app client ${name} lets nobody sign in with a password.`, {
    detail: { next: 'Use managed login or another app client, or allow ALLOW_USER_SRP_AUTH.' },
  });
}

async function bySrp(
  aws: AwsClients,
  begun: Begun,
  { password, signal }: { password: string; signal: AbortSignal },
): Promise<SignInStep> {
  const { clientId, secret, username, poolId } = begun;
  const exchange = new SrpExchange();
  const first: Answer = await aws.cognitoIdentityProvider.initiateAuth(
    {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: clientId,
      AuthParameters: {
        USERNAME: username,
        SRP_A: exchange.publicValue,
        SECRET_HASH: secretHash(username, clientId, secret),
      },
    },
    { abortSignal: signal },
  );
  if (first.ChallengeName !== 'PASSWORD_VERIFIER') return next(aws, begun, first, signal);
  const {
    SALT = '',
    SRP_B = '',
    SECRET_BLOCK = '',
    USER_ID_FOR_SRP: userId = username,
  } = first.ChallengeParameters ?? {};
  if (!/^[0-9a-f]+$/i.test(SALT) || !/^[0-9a-f]+$/i.test(SRP_B))
    throw malformed('InitiateAuth', 'there is no SRP in it');
  const challenge = { poolId, userId, salt: SALT, serverValue: SRP_B, secretBlock: SECRET_BLOCK, now: new Date() };
  const { signature, timestamp } = exchange.answer(challenge, password);
  const answer = await aws.cognitoIdentityProvider.respondToAuthChallenge(
    {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: first.Session,
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP: timestamp,
        SECRET_HASH: secretHash(userId, clientId, secret),
      },
    },
    { abortSignal: signal },
  );
  return next(aws, { ...begun, username: userId }, answer, signal);
}

function respond(
  aws: AwsClients,
  { clientId, secret, username, challenge, session }: Attempt,
  { given, signal }: { given: Record<string, string>; signal: AbortSignal },
): Promise<Answer> {
  return aws.cognitoIdentityProvider.respondToAuthChallenge(
    {
      ClientId: clientId,
      ChallengeName: challenge,
      Session: session,
      ChallengeResponses: { ...given, USERNAME: username, SECRET_HASH: secretHash(username, clientId, secret) },
    },
    { abortSignal: signal },
  );
}

/** Tokens, or what Cognito asks next. */
async function next(aws: AwsClients, begun: Begun, answer: Answer, signal: AbortSignal): Promise<SignInStep> {
  if (answer.AuthenticationResult) return { type: 'tokens', tokens: toTokens(answer.AuthenticationResult, null) };
  const name = challengeName(answer.ChallengeName);
  const told = answer.ChallengeParameters ?? {};
  const username = told.USER_ID_FOR_SRP ?? told.USERNAME ?? begun.username;
  const attempt: Attempt = { ...begun, username, challenge: name, session: answer.Session ?? '' };
  const device = name === 'MFA_SETUP' ? await newDevice(aws, attempt, { told, signal }) : null;
  const flow = keepAttempt({ ...attempt, session: device?.session ?? attempt.session });
  return { type: 'challenge', flow, name, parameters: parametersOf(told, device?.setUp ?? null) };
}

/** A key for an authenticator app, which MFA_SETUP wants to see at work. */
async function newDevice(
  aws: AwsClients,
  attempt: Attempt,
  { told, signal }: { told: Told; signal: AbortSignal },
): Promise<{ session: string; setUp: { secretCode: string; uri: string } }> {
  if (told.MFAS_CAN_SETUP && !told.MFAS_CAN_SETUP.includes('SOFTWARE_TOKEN_MFA')) {
    throw new AppError('not-supported', 'The pool wants a second factor that only managed login can set up.', {
      detail: { next: 'Sign in through managed login once, then here.' },
    });
  }
  const { SecretCode: secretCode, Session } = await aws.cognitoIdentityProvider.associateSoftwareToken(
    { Session: attempt.session },
    { abortSignal: signal },
  );
  if (!secretCode) throw malformed('AssociateSoftwareToken', 'there is no key in it');
  const uri = authenticatorUri(attempt.clientName, attempt.username, secretCode);
  return { session: Session ?? attempt.session, setUp: { secretCode, uri } };
}

async function verifyDevice(
  aws: AwsClients,
  flow: string,
  { attempt, code, signal }: { attempt: Attempt; code: string; signal: AbortSignal },
): Promise<void> {
  const { Session } = await aws.cognitoIdentityProvider.verifySoftwareToken(
    { Session: attempt.session, UserCode: code, FriendlyDeviceName: 'Signalbox' },
    { abortSignal: signal },
  );
  keepAttempt({ ...attempt, session: Session ?? attempt.session }, flow);
}

function toTokens(result: AuthenticationResultType | undefined, before: string | null): Tokens {
  if (!result?.AccessToken) throw malformed('a sign-in', 'there are no tokens in it');
  const reading = decodeToken(result.AccessToken);
  const scope = reading.ok ? claim(reading.token.payload, 'scope') : undefined;
  return {
    accessToken: result.AccessToken,
    idToken: result.IdToken ?? null,
    refreshToken: result.RefreshToken ?? before,
    expiresAt: Date.now() + (result.ExpiresIn ?? 3_600) * 1000,
    scope: typeof scope === 'string' ? scope : null,
    tokenType: result.TokenType ?? 'Bearer',
  };
}
