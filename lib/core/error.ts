/** Every way in which Signalbox itself can fail. What an inspected API does is never one of these: see `outcome.ts`. */
export type ErrorCode =
  | 'invalid-input'
  | 'not-found'
  | 'no-credentials'
  | 'expired-credentials'
  | 'access-denied'
  | 'sign-in-refused'
  | 'throttled'
  | 'timed-out'
  | 'unreachable'
  | 'not-supported'
  | 'too-large'
  | 'read-only'
  | 'cancelled'
  | 'unexpected';

/** Why nobody was signed in, for screens that go on from there: to another code, to a new password. */
export type SignInReason =
  | 'wrong-password'
  | 'user-not-confirmed'
  | 'password-reset-required'
  | 'password-too-weak'
  | 'code-mismatch'
  | 'code-expired'
  | 'session-expired'
  | 'refresh-refused'
  | 'too-many-attempts'
  | 'pool-gone'
  | 'port-taken'
  | 'declined'
  | 'issuer-answer'
  | 'clock';

/** What else is known of a failure, each part only where it was learned. */
export interface FailureDetail {
  /** The IAM action that was refused, as IAM spells it: `apigateway:GET`. */
  action?: string | undefined;
  /** The ARN on which it was refused. */
  resource?: string | undefined;
  /** A command that mends it, ready to paste: `aws sso login --profile dev`. */
  command?: string | undefined;
  /** The field of the input that is wrong: `headers.2`. */
  field?: string | undefined;
  /** The AWS profile that was used. */
  profile?: string | undefined;
  /** Why a sign-in came to nothing. */
  reason?: SignInReason | undefined;
  /** What to do next, in a sentence, where the code alone does not tell. */
  next?: string | undefined;
}

/** A failure as it travels to the browser. `message` is one sentence that says what is wrong; what to do next is `detail` and the code. */
export interface Failure {
  code: ErrorCode;
  message: string;
  detail?: FailureDetail | undefined;
}

/** The one error that is thrown on purpose. Anything else is a defect and reaches the browser as `unexpected`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: FailureDetail | undefined;

  /** By name and code, not by class: a failure may cross from one bundle of the process into another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Object && 'code' in value && 'name' in value && value.name === 'AppError';
  }

  constructor(code: ErrorCode, message: string, options?: ErrorOptions & { detail?: FailureDetail }) {
    super(message, options);
    this.code = code;
    this.detail = options?.detail;
  }
}

/** The failure that stands for any thrown thing. Only an AppError's own words travel; other messages may hold secrets. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.detail ? { detail: error.detail } : {}) };
  }
  return {
    code: 'unexpected',
    message: 'Something in Signalbox broke. The terminal in which it runs shows the details.',
  };
}
