import { answerChallenge, confirmForgotPassword, forgotPassword, signInWithSecret } from '@/app/auth-actions';
import { answered, Failed } from '@/components/shell/answer';
import type { Challenge, ChallengeAnswer, SignInStep } from '@/lib/auth/sign-in/contract';
import type { AccountRef } from '@/lib/core/account';
import type { PoolAnswer, PoolFlow, PoolStep } from './pool-flow';

interface SecretClient {
  account: AccountRef;
  poolId: string;
  clientId: string;
}

/** A sign-in through an app client with a secret: the server asks Cognito, because the secret never leaves it. */
export class SecretFlow implements PoolFlow {
  readonly #client: SecretClient;
  #challenge: Challenge | null = null;

  constructor(client: SecretClient) {
    this.#client = client;
  }

  async begin(username: string, password: string | null): Promise<PoolStep> {
    const given = { ...this.#client, username, password: password ?? '' };
    return this.#next(await answered(signInWithSecret(given)).catch(asStep));
  }

  async answer(answer: PoolAnswer): Promise<PoolStep> {
    const flow = this.#challenge?.flow ?? '';
    return this.#next(await answered(answerChallenge({ flow, answers: answersOf(answer) })));
  }

  async forgot(username: string): Promise<string | null> {
    const { destination } = await answered(forgotPassword({ ...this.#client, username }));
    return destination;
  }

  async reset(username: string, code: string, newPassword: string): Promise<void> {
    await answered(confirmForgotPassword({ ...this.#client, username, code, newPassword }));
  }

  readonly choice = false;
  readonly signUp = null;

  end(): void {
    this.#challenge = null;
  }

  #next(step: SignInStep | PoolStep): PoolStep {
    if (step.type === 'tokens') return { type: 'tokens', tokens: step.tokens, deviceKey: null };
    if (step.type !== 'challenge') return step;
    this.#challenge = step;
    return stepOf(step);
  }
}

/** Two refusals that are steps to take and no end. */
function asStep(error: unknown): PoolStep {
  const reason = error instanceof Failed ? error.failure.detail?.reason : undefined;
  if (reason === 'password-reset-required') return { type: 'reset-needed' };
  if (reason === 'user-not-confirmed') return { type: 'unconfirmed' };
  throw error;
}

const BY: Partial<Record<Challenge['name'], 'sms' | 'email' | 'app' | 'custom'>> = {
  SMS_MFA: 'sms',
  SMS_OTP: 'sms',
  EMAIL_OTP: 'email',
  SOFTWARE_TOKEN_MFA: 'app',
  CUSTOM_CHALLENGE: 'custom',
};

function stepOf({ name, parameters }: Challenge): PoolStep {
  if (name === 'NEW_PASSWORD_REQUIRED') return { type: 'new-password', attributes: parameters.requiredAttributes };
  if (name === 'SELECT_MFA_TYPE') return { type: 'choose', what: 'use', choices: parameters.choices };
  if (name === 'MFA_SETUP' && parameters.setUp) return { type: 'set-up-app', ...parameters.setUp };
  return { type: 'code', by: BY[name] ?? 'custom', destination: parameters.destination };
}

function answersOf(answer: PoolAnswer): ChallengeAnswer['answers'] {
  switch (answer.type) {
    case 'code':
      return { code: answer.code };
    case 'new-password':
      return { newPassword: answer.password, attributes: answer.attributes };
    case 'choice':
      return { choice: answer.choice };
    case 'email':
      return { code: answer.email };
    case 'password':
      return { code: answer.password };
  }
}
