import { randomBytes } from 'node:crypto';
import { type Answered, notAuthorized } from './ask';
import type { Session, User, UserPool, UserPoolClient } from './model';

/** A sign-in under way: who signs in where. */
export interface SignIn {
  pool: UserPool;
  client: UserPoolClient;
  user: User;
  now: number;
  /** What a finished sign-in answers with; tokens unless somebody else goes on from here. */
  complete?: (signIn: SignIn) => Promise<Answered>;
}

const MOST_ATTEMPTS = 5;

/** A session may be opened for somebody who does not exist, so that nobody learns who does. */
type Opening = Omit<SignIn, 'user'> & { user: Pick<User, 'username'> };

type Kept = Pick<Session, 'srpKey' | 'secretBlock' | 'code' | 'totpSecret' | 'totpVerified'>;

/** Opens a challenge and returns the Session that the caller brings back; it ends after the client's AuthSessionValidity. */
export function openSession({ pool, client, user, now }: Opening, challenge: string, kept: Kept = {}): string {
  const id = randomBytes(96).toString('base64url');
  pool.sessions.set(id, {
    clientId: client.id,
    username: user.username,
    challenge,
    until: now + client.sessionMinutes * 60_000,
    attempts: 0,
    ...kept,
  });
  return id;
}

/** The session that a caller brings back; it must be for this client and this challenge, and in time. */
export function sessionOf(
  pool: UserPool,
  id: string,
  asked: { challenge: string; clientId?: string; now: number },
): Session {
  const session = pool.sessions.get(id);
  if (!session || (asked.clientId && session.clientId !== asked.clientId) || session.challenge !== asked.challenge) {
    throw notAuthorized('Invalid session for the user.');
  }
  if (session.until <= asked.now) {
    pool.sessions.delete(id);
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  return session;
}

export function closeSession(pool: UserPool, id: string): void {
  pool.sessions.delete(id);
}

/** Counts a wrong answer; after a few the session is gone and the sign-in starts over. */
export function countAttempt(pool: UserPool, id: string, session: Session): void {
  session.attempts++;
  if (session.attempts >= MOST_ATTEMPTS) pool.sessions.delete(id);
}
