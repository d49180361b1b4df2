import 'server-only';
import { type Challenge, type ChallengeAnswer, ChallengeName } from '@/lib/auth/sign-in/contract';
import { AppError } from '@/lib/core/error';

type Answers = ChallengeAnswer['answers'];
/** `ChallengeParameters` of Cognito. */
export type Told = Record<string, string | undefined>;

/** The challenge that Cognito names, where this console can put it to a person. */
export function challengeName(name: string | undefined): ChallengeName {
  const known = ChallengeName.safeParse(name);
  if (known.success) return known.data;
  throw new AppError('not-supported', `The user pool asks for ${name}, which Signalbox cannot answer.`, {
    detail: { next: 'Sign in through managed login, or paste a token.' },
  });
}

/** What a person needs to see of a challenge. */
export function parametersOf(told: Told, setUp: Challenge['parameters']['setUp']): Challenge['parameters'] {
  return {
    destination: told.CODE_DELIVERY_DESTINATION ?? told.FRIENDLY_DEVICE_NAME ?? null,
    requiredAttributes: list(told.requiredAttributes).map((name) => name.replace(/^userAttributes\./, '')),
    choices: list(told.MFAS_CAN_CHOOSE),
    setUp,
  };
}

/** `ChallengeResponses` for what the person entered, without USERNAME and SECRET_HASH. Names the field that is missing. */
export function responsesFor(name: ChallengeName, answers: Answers): Record<string, string> {
  if (name === 'NEW_PASSWORD_REQUIRED') {
    const attributes = Object.entries(answers.attributes ?? {});
    return {
      NEW_PASSWORD: needed(answers.newPassword, 'newPassword', 'Choose a new password.'),
      ...Object.fromEntries(attributes.map(([attribute, value]) => [`userAttributes.${attribute}`, value])),
    };
  }
  if (name === 'SELECT_MFA_TYPE') {
    return { ANSWER: needed(answers.choice, 'choice', 'Choose how you prove who you are.') };
  }
  if (name === 'MFA_SETUP') return {};
  const field = name === 'CUSTOM_CHALLENGE' ? 'ANSWER' : `${name}_CODE`;
  return { [field]: codeOf(answers) };
}

export function codeOf(answers: Answers): string {
  return needed(answers.code?.replace(/\s+/g, ''), 'code', 'Enter the code.');
}

/** The text of an `otpauth:` URI (key URI format of authenticator apps). */
export function authenticatorUri(issuer: string, username: string, secretCode: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${encodeURIComponent(secretCode)}&issuer=${encodeURIComponent(issuer)}`;
}

function needed(value: string | undefined, field: string, message: string): string {
  if (value) return value;
  throw new AppError('invalid-input', message, { detail: { field: `answers.${field}` } });
}

/** Cognito writes lists as JSON text. */
function list(text: string | undefined): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
