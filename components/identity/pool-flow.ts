import type { Tokens } from '@/lib/auth/sign-in/contract';

/** Where a second factor or a password reset stands: what the person is asked next. */
export type PoolStep =
  | { type: 'tokens'; tokens: Tokens; deviceKey: string | null }
  /** `attributes`: those of the user that the pool wants besides. */
  | { type: 'new-password'; attributes: string[] }
  /** `destination`: where the code was sent, as Cognito masks it. */
  | { type: 'code'; by: 'sms' | 'email' | 'app' | 'custom'; destination: string | null }
  | { type: 'choose'; what: 'use' | 'set-up'; choices: string[] }
  | { type: 'set-up-app'; secretCode: string; uri: string }
  | { type: 'set-up-email' }
  | { type: 'password' }
  /** The sign-up was never confirmed with the code. */
  | { type: 'unconfirmed' }
  /** The password was reset by somebody who runs the pool. */
  | { type: 'reset-needed' };

/** What a step of the sign-in is answered with. */
export type PoolAnswer =
  | { type: 'code'; code: string }
  | { type: 'new-password'; password: string; attributes: Record<string, string> }
  | { type: 'choice'; choice: string }
  | { type: 'email'; email: string }
  | { type: 'password'; password: string };

/**
 * One sign-in to a user pool by a password, whoever talks to Cognito for it: Amplify in the browser, or the server for
 * app clients with a secret. Everything throws Failed.
 */
export interface PoolFlow {
  /** Without a password only where `choice` is set: then the pool says how else one can prove who one is. */
  begin(username: string, password: string | null): Promise<PoolStep>;
  answer(answer: PoolAnswer): Promise<PoolStep>;
  /** Sends a code for a new password; where it went. */
  forgot(username: string): Promise<string | null>;
  reset(username: string, code: string, password: string): Promise<void>;
  /** Whether a user can begin without a password. */
  choice: boolean;
  /** Null where this app client cannot do it from here. */
  signUp: {
    confirm(username: string, code: string): Promise<void>;
    resend(username: string): Promise<string | null>;
  } | null;
  /** Lets go of everything that was kept for it. */
  end(): void;
}
