import { type AmplifyContext, createAmplifyContext } from 'aws-amplify';
import { createUserPoolsTokenProvider } from 'aws-amplify/adapter-core';
import {
  type ConfirmSignInOutput,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
} from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { Failed } from '@/components/shell/answer';
import { AmplifyMemory } from './amplify-memory';
import { stepOf } from './amplify-step';
import { cognitoFailure } from './cognito-failure';
import type { PoolAnswer, PoolFlow, PoolStep } from './pool-flow';
import { Turn } from './turn';

export interface PublicClient {
  poolId: string;
  clientId: string;
  /** Null for AWS itself. */
  endpoint: string | null;
  /** `ALLOW_USER_SRP_AUTH`, …; null where they could not be read. */
  flows: readonly string[] | null;
  /** For the name in an authenticator app. */
  poolName: string;
}

// Contexts are apart from each other, but Amplify keeps the step at which a sign-in stands once for all of them.
const turn = new Turn();

// It warns of every endpoint that is not AWS's own.
ConsoleLogger.LOG_LEVEL = 'ERROR';

/** A sign-in through an app client without a secret: the password goes from this browser to Cognito and nowhere else. */
export class AmplifyFlow implements PoolFlow {
  readonly #client: PublicClient;
  readonly #memory = new AmplifyMemory();
  readonly #context: AmplifyContext;
  #release: (() => void) | null = null;
  #running: Promise<unknown> | null = null;
  #ended = false;
  #username = '';

  constructor(client: PublicClient) {
    const { poolId, clientId, endpoint } = client;
    this.#client = client;
    const cognito = { userPoolId: poolId, userPoolClientId: clientId };
    const Auth = { Cognito: endpoint === null ? cognito : { ...cognito, userPoolEndpoint: endpoint } };
    const tokenProvider = createUserPoolsTokenProvider(Auth, this.#memory);
    this.#context = createAmplifyContext({ Auth }, { Auth: { tokenProvider } });
  }

  async begin(username: string, password: string | null): Promise<PoolStep> {
    this.#ended = false;
    await this.#take();
    if (this.#ended) throw given();
    await this.#memory.clear();
    this.#username = username;
    if (password === null) {
      return this.#step(() => signIn(this.#context, { username, options: { authFlowType: 'USER_AUTH' } }));
    }
    const authFlowType = flowOf(this.#client.flows);
    const preferred = authFlowType === 'USER_AUTH' ? ({ preferredChallenge: 'PASSWORD_SRP' } as const) : {};
    return this.#step(() => signIn(this.#context, { username, password, options: { authFlowType, ...preferred } }));
  }

  answer(answer: PoolAnswer): Promise<PoolStep> {
    return this.#step(() =>
      confirmSignIn(this.#context, {
        challengeResponse: responseOf(answer),
        options: {
          friendlyDeviceName: 'Signalbox',
          ...(answer.type === 'new-password' ? { userAttributes: answer.attributes } : {}),
        },
      }),
    );
  }

  async forgot(username: string): Promise<string | null> {
    const { nextStep } = await telling(() => resetPassword(this.#context, { username }));
    return nextStep.codeDeliveryDetails?.destination ?? null;
  }

  async reset(username: string, code: string, password: string): Promise<void> {
    await telling(() =>
      confirmResetPassword(this.#context, { username, confirmationCode: code, newPassword: password }),
    );
  }

  get choice(): boolean {
    return hasChoice(this.#client.flows);
  }

  readonly signUp = {
    confirm: async (username: string, code: string): Promise<void> => {
      await telling(() => confirmSignUp(this.#context, { username, confirmationCode: code }));
    },
    resend: async (username: string): Promise<string | null> => {
      const { destination } = await telling(() => resendSignUpCode(this.#context, { username }));
      return destination ?? null;
    },
  };

  /** What is under way at Cognito is waited for: Amplify would write its step when somebody else has the turn. */
  end(): void {
    this.#ended = true;
    const release = this.#release;
    this.#release = null;
    const forget = () => {
      void this.#memory.clear();
      if (release) forgetStep();
      release?.();
    };
    if (this.#running) void this.#running.then(forget, forget);
    else forget();
  }

  async #take(): Promise<void> {
    if (this.#release) return;
    const release = await turn.take();
    if (this.#ended) release();
    else this.#release = release;
  }

  async #step(work: () => Promise<ConfirmSignInOutput>): Promise<PoolStep> {
    const running = telling(work);
    this.#running = running;
    const output = await running.finally(() => {
      this.#running = null;
    });
    if (this.#ended) throw given();
    if (!output.isSignedIn)
      return stepOf(output.nextStep, { poolName: this.#client.poolName, username: this.#username });
    const tokens = this.#memory.tokens(Date.now());
    const deviceKey = this.#memory.deviceKey();
    this.end();
    if (tokens) return { type: 'tokens', tokens, deviceKey };
    throw new Failed(cognitoFailure({ name: 'Unknown', message: '' }));
  }
}

/** The window was closed meanwhile; nobody sees this. */
function given(): Failed {
  return new Failed({ code: 'cancelled', message: 'This sign-in was given up.' });
}

/** SRP wherever the client allows it, so that Cognito never sees the password. No list means AWS's own, which has SRP. */
export function flowOf(flows: readonly string[] | null): 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'USER_AUTH' {
  if (!flows?.length || allows(flows, 'USER_SRP_AUTH')) return 'USER_SRP_AUTH';
  if (allows(flows, 'USER_AUTH')) return 'USER_AUTH';
  return allows(flows, 'USER_PASSWORD_AUTH') ? 'USER_PASSWORD_AUTH' : 'USER_SRP_AUTH';
}

/** Whether a user may choose how to begin, which need not be a password. */
export function hasChoice(flows: readonly string[] | null): boolean {
  return allows(flows ?? [], 'USER_AUTH');
}

function allows(flows: readonly string[], flow: string): boolean {
  return flows.some((one) => one.replace(/^ALLOW_/, '') === flow);
}

function responseOf(answer: PoolAnswer): string {
  switch (answer.type) {
    case 'code':
      return answer.code;
    case 'new-password':
    case 'password':
      return answer.password;
    case 'choice':
      return answer.choice;
    case 'email':
      return answer.email;
  }
}

async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Failed(cognitoFailure(error));
  }
}

/** Amplify writes the step at which a sign-in stands into the tab's storage, to go on after a reload; here nothing does. */
function forgetStep(): void {
  for (const key of ['username', 'challengeName', 'signInSession', 'expiry']) {
    try {
      sessionStorage.removeItem(`CognitoSignInState.${key}`);
    } catch {
      // A browser that forbids the storage has kept nothing.
    }
  }
}
