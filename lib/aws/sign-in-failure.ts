import { AppError, type ErrorCode, type SignInReason } from '@/lib/core/error';
import type { AwsCall } from './errors';

/** The name of what the SDK threw and the service's own words. */
interface Thrown {
  name: string;
  text: string;
}

interface Answer {
  code?: ErrorCode;
  reason?: SignInReason;
  message: string;
  next: string;
  /** The field that is wrong. */
  field?: string;
}

type Rule = [name: RegExp, text: RegExp, answer: (thrown: Thrown) => Answer];

const ANY = /(?:)/;
const REFUSED = /^NotAuthorizedException$/;

/** What Cognito answers to people who sign in. The first that applies decides. */
const USER_POOL: Rule[] = [
  [
    /^UserNotConfirmedException$/,
    ANY,
    () => ({
      reason: 'user-not-confirmed',
      message: 'This user has not confirmed the sign-up yet.',
      next: 'Confirm it with the code that was sent, or let an administrator of the pool do it, then sign in again.',
    }),
  ],
  [
    /^PasswordResetRequiredException$/,
    ANY,
    () => ({
      reason: 'password-reset-required',
      message: 'An administrator has reset the password of this user.',
      next: 'Choose a new password through “Forgotten password”.',
    }),
  ],
  [
    REFUSED,
    /attempts exceeded/i,
    () => tooMany('There were too many wrong passwords, and the pool takes none for a while.'),
  ],
  [
    REFUSED,
    /disabled/i,
    () => ({ message: 'This user is disabled in the pool.', next: 'Let an administrator of the pool enable it.' }),
  ],
  [
    REFUSED,
    /temporary password/i,
    () => ({
      reason: 'wrong-password',
      message: 'The temporary password has expired.',
      next: 'Let an administrator of the pool set a new one.',
    }),
  ],
  [
    REFUSED,
    /secret.?hash|client secret|configured with secret|configured for secret/i,
    () => ({
      message: 'The secret of this app client is not the one that Signalbox read.',
      next: 'It may just have been changed. Sign in again.',
    }),
  ],
  [REFUSED, /session/i, () => over('This sign-in took too long, and Cognito has forgotten it.')],
  [
    REFUSED,
    /refresh token|token has been revoked|token.*expired/i,
    () => ({
      reason: 'refresh-refused',
      message: 'The sign-in is over: its refresh token has expired or was revoked.',
      next: 'Sign in again.',
    }),
  ],
  [
    /^RefreshTokenReuseException$/,
    ANY,
    () => ({
      reason: 'refresh-refused',
      message: 'This refresh token was used before, and the pool takes each one once.',
      next: 'Sign in again.',
    }),
  ],
  [REFUSED, /username or password|^$/i, () => wrongPassword('The user name or the password is wrong.')],
  [/^UserNotFoundException$/, ANY, () => wrongPassword('The pool has no such user.')],
  [
    /^(CodeMismatchException|EnableSoftwareTokenMFAException)$/,
    ANY,
    () => ({
      reason: 'code-mismatch',
      message: 'This is not the code.',
      next: 'Check it and enter it again; an authenticator app shows a new one every 30 seconds.',
      field: 'code',
    }),
  ],
  [
    /^ExpiredCodeException$/,
    ANY,
    () => ({
      reason: 'code-expired',
      message: 'This code has expired or was used already.',
      next: 'Ask for a new one.',
      field: 'code',
    }),
  ],
  [
    /^(InvalidPasswordException|PasswordHistoryPolicyViolationException)$/,
    ANY,
    ({ text }) => ({
      reason: 'password-too-weak',
      message: `The pool does not take this password: ${plain(text)}`,
      next: 'Choose another one.',
      field: 'newPassword',
    }),
  ],
  [
    /^(LimitExceededException|TooManyFailedAttemptsException|TooManyRequestsException)$/,
    ANY,
    () => tooMany('There were too many attempts, and Cognito takes none for a while.'),
  ],
  [
    /^ResourceNotFoundException$/,
    ANY,
    ({ text }) => ({
      reason: 'pool-gone',
      message: `What this sign-in belongs to no longer exists: ${plain(text)}`,
      next: 'It may have been deployed anew. Read the API again, then sign in.',
    }),
  ],
  [
    /^InvalidParameterException$/,
    /flow (is )?not enabled|not enabled for this client/i,
    ({ text }) => ({
      code: 'not-supported',
      message: `The app client does not allow this way to sign in: ${plain(text)}`,
      next: 'Use managed login, another app client, or allow the flow in the app client.',
    }),
  ],
  [
    /^(UserLambdaValidation|UnexpectedLambda|InvalidLambdaResponse)Exception$/,
    ANY,
    ({ text }) => ({
      message: `A Lambda trigger of the pool did not let the user in: ${plain(text)}`,
      next: 'Look at the logs of the trigger.',
    }),
  ],
  [
    /^ForbiddenException$/,
    ANY,
    () => ({
      message: 'The web application firewall of the pool refused the request.',
      next: 'Look at the rules of its web ACL.',
    }),
  ],
  [
    /^CodeDeliveryFailureException$/,
    ANY,
    () => ({
      message: 'Cognito could not deliver the code.',
      next: 'Check the e-mail address or phone number of the user in the pool.',
    }),
  ],
  [REFUSED, ANY, ({ text }) => ({ message: `Cognito refuses: ${plain(text)}`, next: 'Sign in again.' })],
];

/** What identity pools answer to people who want credentials. */
const IDENTITY_POOL: Rule[] = [
  [
    REFUSED,
    /expired/i,
    () => ({
      reason: 'refresh-refused',
      message: 'The identity pool does not take the ID token, because it has expired.',
      next: 'Refresh the sign-in, then try again.',
    }),
  ],
  [
    REFUSED,
    /supported provider/i,
    () => ({
      message: 'The identity pool does not trust who issued this token.',
      next: 'Choose a user of one of its providers, or another identity pool.',
    }),
  ],
  [
    REFUSED,
    /unauthenticated/i,
    () => ({
      message: 'This identity pool gives no credentials to people who are not signed in.',
      next: 'Sign in first, or choose another identity pool.',
    }),
  ],
  [
    /^InvalidIdentityPoolConfigurationException$/,
    ANY,
    () => ({
      message: 'The identity pool has no role for this person, or the role does not trust the pool.',
      next: 'Check the roles of the identity pool and their trust policies.',
    }),
  ],
  [
    /^ResourceNotFoundException$/,
    ANY,
    () => ({
      reason: 'pool-gone',
      message: 'The identity pool no longer exists.',
      next: 'It may have been deployed anew. Read the list again.',
    }),
  ],
  [
    /^(NotAuthorizedException|InvalidParameterException|ResourceConflictException)$/,
    ANY,
    ({ text }) => ({
      message: `The identity pool refuses: ${plain(text)}`,
      next: 'Check the token, the pool and the role.',
    }),
  ],
];

const ROLE: Rule[] = [
  [
    ANY,
    /MultiFactorAuthentication failed|one time pass/i,
    () => ({
      reason: 'code-mismatch',
      message: 'AWS does not take this MFA code.',
      next: 'Each code is good once: wait for the next one. Check the serial number of the device.',
      field: 'mfa.code',
    }),
  ],
];

const RULES: Record<string, Rule[]> = {
  InitiateAuth: USER_POOL,
  RespondToAuthChallenge: USER_POOL,
  AssociateSoftwareToken: USER_POOL,
  VerifySoftwareToken: USER_POOL,
  ForgotPassword: USER_POOL,
  ConfirmForgotPassword: USER_POOL,
  GetTokensFromRefreshToken: USER_POOL,
  RevokeToken: USER_POOL,
  GetId: IDENTITY_POOL,
  GetCredentialsForIdentity: IDENTITY_POOL,
  AssumeRole: ROLE,
};

/** What a service answered to a person who signs in, which is no matter of AWS permissions. Null for everything else. */
export function signInFailure(error: unknown, call: AwsCall): AppError | null {
  if (!(error instanceof Error)) return null;
  const thrown = { name: error.name, text: error.message };
  const rule = RULES[call.operation]?.find(([name, text]) => name.test(thrown.name) && text.test(thrown.text));
  if (!rule) return null;
  const { code = 'sign-in-refused', message, ...detail } = rule[2](thrown);
  return new AppError(code, message, { cause: error, detail });
}

function wrongPassword(message: string): Answer {
  return { reason: 'wrong-password', message, next: 'Check both and try again.', field: 'password' };
}

function tooMany(message: string): Answer {
  return { reason: 'too-many-attempts', message, next: 'Wait a few minutes, then try again.' };
}

function over(message: string): Answer {
  return { reason: 'session-expired', message, next: 'Sign in from the start.' };
}

/** The service's own words on one line. */
function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
