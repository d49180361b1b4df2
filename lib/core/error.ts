import { z } from 'zod';

/** Every way in which Signalbox itself can fail. What an inspected API does is never one of these: see `outcome.ts`. */
export const ErrorCode = z.enum([
  'invalid-input',
  'not-found',
  'no-credentials',
  'expired-credentials',
  'access-denied',
  'sign-in-refused',
  'throttled',
  'timed-out',
  'unreachable',
  'not-supported',
  'too-large',
  'cancelled',
  'unexpected',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Why nobody was signed in, for screens that go on from there: to another code, to a new password. */
export const SignInReason = z.enum([
  'wrong-password',
  'user-not-confirmed',
  'password-reset-required',
  'password-too-weak',
  'code-mismatch',
  'code-expired',
  'session-expired',
  'refresh-refused',
  'too-many-attempts',
  'pool-gone',
  'port-taken',
  'declined',
  'issuer-answer',
  'clock',
]);
export type SignInReason = z.infer<typeof SignInReason>;

/** What else is known of a failure, each part only where it was learned. */
export const FailureDetail = z.object({
  /** The IAM action that was refused, as IAM spells it: `apigateway:GET`. */
  action: z.string().optional(),
  /** The ARN on which it was refused. */
  resource: z.string().optional(),
  /** A command that mends it, ready to paste: `aws sso login --profile dev`. */
  command: z.string().optional(),
  /** The field of the input that is wrong: `headers.2`. */
  field: z.string().optional(),
  /** The AWS profile that was used. */
  profile: z.string().optional(),
  /** Why a sign-in came to nothing. */
  reason: SignInReason.optional(),
  /** What to do next, in a sentence, where the code alone does not tell. */
  next: z.string().optional(),
});
export type FailureDetail = z.infer<typeof FailureDetail>;

/** A failure as it travels to the browser. `message` is one sentence that says what is wrong; what to do next is `detail` and the code. */
export const Failure = z.object({ code: ErrorCode, message: z.string(), detail: FailureDetail.optional() });
export type Failure = z.infer<typeof Failure>;

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
