import { createHash, randomBytes } from 'node:crypto';
import { AwsFailure } from '@/sandbox/control/failure';
import type { World } from '@/sandbox/model';
import { type Answered, invalid, notAuthorized } from './ask';
import type { User, UserPool, UserPoolClient } from './model';
import { openSession, type SignIn } from './sessions';
import { claimSignature, srpChallenge } from './srp';
import { deliveryTo, isPassword, poolNameOf, sendCode, userOf } from './users';

export const WRONG_PASSWORD = 'Incorrect username or password.';

/** Who starts to sign in; `user` is missing where the pool has nobody of that name. */
export interface Starting {
  world: World;
  pool: UserPool;
  client: UserPoolClient;
  typed: string;
  user: User | undefined;
  now: number;
}

export function starting(base: Omit<Starting, 'user'>): Starting {
  const user = userOf(base.pool, base.typed);
  if (!user && !base.client.preventUserExistenceErrors) {
    throw new AwsFailure('UserNotFoundException', 400, 'User does not exist.');
  }
  return { ...base, user };
}

/** What stands between a known user and a sign-in, whatever the password. */
export function checkStatus(user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') throw new AwsFailure('UserNotConfirmedException', 400, 'User is not confirmed.');
  if (user.status === 'RESET_REQUIRED') {
    throw new AwsFailure('PasswordResetRequiredException', 400, 'Password reset required for the user');
  }
}

/** Proves a password that was sent in the clear. */
export function provePassword({ pool, user, now }: Starting, password: string): User {
  if (!(user && isPassword(pool, user, password))) throw notAuthorized(WRONG_PASSWORD);
  checkStatus(user);
  checkTemporary(user, now);
  return user;
}

function checkTemporary({ password, status }: User, now: number): void {
  const until = password?.temporaryUntil;
  if (status === 'FORCE_CHANGE_PASSWORD' && until !== undefined && until <= now) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
}

/** The server's first move in SRP. Where existence is not given away, strangers get one that looks the same and never succeeds. */
export function startSrp({ pool, client, typed, user, now }: Starting, srpA: string): Answered {
  const username = user?.username ?? typed;
  const { salt, verifier } = user?.password ?? decoy(pool, typed);
  const started = srpChallenge(verifier, srpA);
  if (!started) throw invalid('Invalid SRP_A');
  const secretBlock = randomBytes(1024).toString('base64');
  pool.sessions.set(secretBlock, {
    clientId: client.id,
    username,
    challenge: 'PASSWORD_VERIFIER',
    until: now + client.sessionMinutes * 60_000,
    attempts: 0,
    srpKey: started.key,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SRP_B: started.srpB,
      SECRET_BLOCK: secretBlock,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

function decoy(pool: UserPool, typed: string): { salt: string; verifier: bigint } {
  const digest = createHash('sha256').update(`${pool.id}\n${typed}`).digest('hex');
  return { salt: digest.slice(0, 32), verifier: BigInt(`0x${randomBytes(384).toString('hex')}`) };
}

const TIMESTAMP = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d (UTC|GMT) \d{4}$/;

/** The client's proof of its key. A challenge can be answered once. */
export function proveSrp(pool: UserPool, clientId: string, responses: Record<string, string>, now: number): User {
  const secretBlock = responses.PASSWORD_CLAIM_SECRET_BLOCK ?? '';
  const session = pool.sessions.get(secretBlock);
  pool.sessions.delete(secretBlock);
  if (!session?.srpKey || session.clientId !== clientId || session.until <= now) throw notAuthorized(WRONG_PASSWORD);
  const timestamp = responses.TIMESTAMP ?? '';
  if (!TIMESTAMP.test(timestamp)) {
    throw invalid('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const expected = claimSignature({
    key: session.srpKey,
    poolName: poolNameOf(pool),
    username: session.username,
    secretBlock,
    timestamp,
  });
  const user = pool.users.get(session.username);
  if (!user || responses.PASSWORD_CLAIM_SIGNATURE !== expected) throw notAuthorized(WRONG_PASSWORD);
  checkStatus(user);
  checkTemporary(user, now);
  return user;
}

/** Sends a code by mail as first factor. */
export function startEmailOtp(world: World, signIn: SignIn): Answered {
  const to = deliveryTo(signIn.user, 'EMAIL');
  if (!to) throw invalid('User does not have an email address to send the code to.');
  checkStatus(signIn.user);
  const code = sendCode(world, signIn.pool, { user: signIn.user, to, now: signIn.now });
  return {
    ChallengeName: 'EMAIL_OTP',
    Session: openSession(signIn, 'EMAIL_OTP', { code }),
    ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: to.masked },
  };
}
