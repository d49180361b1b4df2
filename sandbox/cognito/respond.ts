import { AwsFailure } from '@/sandbox/control/failure';
import type { World } from '@/sandbox/model';
import { type Answered, type Ask, invalid, notAuthorized, optional, parameter, record, required } from './ask';
import { clientOf } from './directory';
import { proveSrp, starting, WRONG_PASSWORD } from './first-factor';
import { finish, goOn, startFactor } from './initiate-auth';
import type { Mfa, Session } from './model';
import { mfaStep, mfasOf, missingAttributes } from './next-step';
import { checkSecretHash } from './secret-hash';
import { closeSession, countAttempt, type SignIn, sessionOf } from './sessions';
import { totpStep } from './totp';
import { checkAttributes, checkPolicy, setPassword } from './users';

/** One answer to a challenge. */
export interface Response extends Omit<SignIn, 'user'> {
  world: World;
  given: Record<string, string>;
  sessionId: string;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export async function respondToAuthChallenge(ask: Ask): Promise<Answered> {
  const challenge = required(ask, 'ChallengeName');
  const { pool, client } = clientOf(ask.world, required(ask, 'ClientId'));
  const given = record(ask, 'ChallengeResponses');
  checkSecretHash(client, parameter(given, 'USERNAME'), given.SECRET_HASH);
  const { world, now } = ask;
  const response: Response = { world, pool, client, now, given, sessionId: optional(ask, 'Session') ?? '' };
  if (challenge === 'PASSWORD_VERIFIER') {
    for (const name of ['PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP']) parameter(given, name);
    return goOn(world, { pool, client, now, user: proveSrp(pool, client.id, given, now) });
  }
  if (!response.sessionId) throw invalid('Missing required parameter Session');
  return answerChallenge(response, challenge);
}

/** The answer to a challenge whose session is still open. */
export async function answerChallenge(response: Response, challenge: string): Promise<Answered> {
  const { pool, client, now } = response;
  const answer = ANSWERS[challenge];
  if (!answer) throw invalid(`Challenge ${challenge} is not supported.`);
  const session = sessionOf(pool, response.sessionId, { challenge, clientId: client.id, now });
  return answer(response, session);
}

const ANSWERS: Record<string, (response: Response, session: Session) => Promise<Answered>> = {
  NEW_PASSWORD_REQUIRED: newPassword,
  SMS_MFA: (response, session) => sentCode(response, session, 'SMS_MFA_CODE'),
  EMAIL_OTP: (response, session) => sentCode(response, session, 'EMAIL_OTP_CODE'),
  SOFTWARE_TOKEN_MFA: softwareToken,
  SELECT_MFA_TYPE: selectMfa,
  MFA_SETUP: mfaSetup,
  SELECT_CHALLENGE: selectChallenge,
};

function signInOf({ pool, client, now, complete }: Response, session: Session): SignIn {
  const user = pool.users.get(session.username);
  if (!user) throw notAuthorized(WRONG_PASSWORD);
  return { pool, client, user, now, ...(complete ? { complete } : {}) };
}

async function newPassword(response: Response, session: Session): Promise<Answered> {
  const { pool, given, world, sessionId } = response;
  const signIn = signInOf(response, session);
  const { user } = signIn;
  const password = parameter(given, 'NEW_PASSWORD');
  const attributes = Object.entries(given).flatMap(([name, value]) =>
    name.startsWith('userAttributes.') ? [[name.slice('userAttributes.'.length), value] as const] : [],
  );
  checkAttributes(
    pool,
    attributes.map(([name]) => name),
  );
  const added = { ...user, attributes: { ...user.attributes, ...Object.fromEntries(attributes) } };
  const [missing] = missingAttributes(pool, added);
  if (missing) throw invalid(`Invalid attributes given, ${missing} is missing`);
  checkPolicy(pool, password);
  closeSession(pool, sessionId);
  user.attributes = added.attributes;
  user.status = 'CONFIRMED';
  user.changedAt = response.now;
  setPassword(pool, user, password);
  return goOn(world, signIn);
}

/** A code that was sent, by text message or by mail. */
async function sentCode(response: Response, session: Session, name: string): Promise<Answered> {
  const { pool, sessionId, given } = response;
  if (session.code === undefined || parameter(given, name) !== session.code) {
    countAttempt(pool, sessionId, session);
    throw new AwsFailure('CodeMismatchException', 400, 'Invalid code or auth state for the user.');
  }
  closeSession(pool, sessionId);
  const signIn = signInOf(response, session);
  return finish(signIn);
}

async function softwareToken(response: Response, session: Session): Promise<Answered> {
  const { pool, sessionId, given, now } = response;
  const signIn = signInOf(response, session);
  const { totp } = signIn.user;
  if (!totp) throw new AwsFailure('SoftwareTokenMFANotFoundException', 400, 'Software Token MFA not found for user.');
  const step = totpStep(totp.secret, parameter(given, 'SOFTWARE_TOKEN_MFA_CODE'), now);
  if (step === undefined) {
    countAttempt(pool, sessionId, session);
    throw new AwsFailure('CodeMismatchException', 400, 'Invalid code received for user');
  }
  // RFC 6238 5.2: a code is good once.
  if (totp.lastStep !== undefined && step <= totp.lastStep) {
    throw new AwsFailure('ExpiredCodeException', 400, 'Your software token has already been used once.');
  }
  totp.lastStep = step;
  closeSession(pool, sessionId);
  return finish(signIn);
}

async function selectMfa(response: Response, session: Session): Promise<Answered> {
  const { pool, sessionId, given, world } = response;
  const signIn = signInOf(response, session);
  const answer = parameter(given, 'ANSWER');
  const mfa = mfasOf(pool, signIn.user).find((one) => one === answer);
  if (!mfa) throw new AwsFailure('MFAMethodNotFoundException', 400, `${answer} is not set up for the user.`);
  closeSession(pool, sessionId);
  return mfaStep(world, signIn, mfa satisfies Mfa);
}

async function mfaSetup(response: Response, session: Session): Promise<Answered> {
  const { pool, sessionId, given } = response;
  const signIn = signInOf(response, session);
  if (given.EMAIL !== undefined) return emailSetup(response, signIn, given.EMAIL);
  if (!(session.totpVerified && session.totpSecret)) {
    throw invalid('The software token must be verified before the sign-in goes on.');
  }
  closeSession(pool, sessionId);
  enableTotp(signIn, session.totpSecret);
  return finish(signIn);
}

/** An address at which the user takes codes from now on; the first one proves that it is theirs. */
function emailSetup({ pool, sessionId, world }: Response, signIn: SignIn, email: string): Answered {
  const { user, now } = signIn;
  if (!pool.enabledMfas.includes('EMAIL_OTP') || !/^[^@\s]+@[^@\s]+$/.test(email)) {
    throw invalid('Invalid email address format.');
  }
  closeSession(pool, sessionId);
  user.attributes = { ...user.attributes, email };
  user.mfas = [...new Set<Mfa>([...user.mfas, 'EMAIL_OTP'])];
  user.preferredMfa ??= 'EMAIL_OTP';
  user.changedAt = now;
  return mfaStep(world, signIn, 'EMAIL_OTP');
}

function enableTotp({ user, now }: SignIn, secret: string): void {
  user.totp = { secret };
  user.mfas = [...new Set<Mfa>([...user.mfas, 'SOFTWARE_TOKEN_MFA'])];
  user.preferredMfa ??= 'SOFTWARE_TOKEN_MFA';
  user.changedAt = now;
}

async function selectChallenge(response: Response, session: Session): Promise<Answered> {
  const { world, pool, client, given, sessionId, now } = response;
  const answer = parameter(given, 'ANSWER');
  const start = starting({ world, pool, client, typed: session.username, now });
  closeSession(pool, sessionId);
  return startFactor(start, answer, given);
}
