import type { Answered } from '@/sandbox/cognito/ask';
import { escapeHtml, type FormField, form } from '@/sandbox/page';

const CODE_FIELDS: Record<string, FormField> = {
  SMS_MFA: { name: 'SMS_MFA_CODE', label: 'The code that was sent to your phone', autocomplete: 'one-time-code' },
  EMAIL_OTP: { name: 'EMAIL_OTP_CODE', label: 'The code that was mailed to you', autocomplete: 'one-time-code' },
  SOFTWARE_TOKEN_MFA: {
    name: 'SOFTWARE_TOKEN_MFA_CODE',
    label: 'The code of your authenticator app',
    autocomplete: 'one-time-code',
  },
};

/** What the next page carries with it: the challenge and its session. */
export interface Carried {
  challenge: string;
  session: string;
  username: string;
  /** As the challenge gave them, to show the same page again after a mistake. */
  parameters: Record<string, string>;
}

export function carriedOf({ ChallengeName, Session, ChallengeParameters }: Answered, username: string): Carried {
  return {
    challenge: String(ChallengeName),
    session: String(Session),
    username,
    parameters: (ChallengeParameters ?? {}) as Record<string, string>,
  };
}

/** The form for one challenge of a sign-in. */
export function challengePage(carried: Carried, error?: string): string {
  const hidden = Object.entries({
    challenge: carried.challenge,
    session: carried.session,
    challenged: carried.username,
    parameters: JSON.stringify(carried.parameters),
  })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
  const choices = choicesOf(carried);
  if (choices.length > 0) {
    const buttons = choices.map(
      ([value, label]) => `<button name="ANSWER" value="${value}">${escapeHtml(label)}</button> `,
    );
    const alert = error ? `<p role="alert">${escapeHtml(error)}</p>` : '';
    return `${alert}<p>How do you want to confirm that it is you?</p><form method="post">${hidden}${buttons.join('')}</form>`;
  }
  const fields = fieldsOf(carried);
  return `${introOf(carried)}${form({ fields, button: 'Continue', error }).replace('<form method="post">', `<form method="post">${hidden}`)}`;
}

const CHOICES: Record<string, string> = {
  SMS_MFA: 'By text message',
  EMAIL_OTP: 'By mail',
  SOFTWARE_TOKEN_MFA: 'By authenticator app',
};

function choicesOf({ challenge, parameters }: Carried): [string, string][] {
  if (challenge !== 'SELECT_MFA_TYPE') return [];
  const names = JSON.parse(parameters.MFAS_CAN_CHOOSE ?? '[]') as string[];
  return names.flatMap((name) => (CHOICES[name] ? [[name, CHOICES[name]] as [string, string]] : []));
}

function introOf({ challenge, parameters }: Carried): string {
  if (challenge === 'NEW_PASSWORD_REQUIRED') return '<p>Your password was temporary. Choose a new one.</p>';
  if (challenge === 'MFA_SETUP') {
    return `<p>Add this account to an authenticator app with the key <code>${escapeHtml(parameters.secret ?? '')}</code>.</p>`;
  }
  return '';
}

function fieldsOf({ challenge, parameters }: Carried): FormField[] {
  if (challenge === 'MFA_SETUP') {
    return [{ name: 'UserCode', label: 'The code that the app shows', autocomplete: 'one-time-code' }];
  }
  const code = CODE_FIELDS[challenge];
  if (code) return [code];
  const required = JSON.parse(parameters.requiredAttributes ?? '[]') as string[];
  return [
    { name: 'NEW_PASSWORD', label: 'New password', type: 'password', autocomplete: 'new-password' },
    ...required.map((name): FormField => ({ name, label: name.replace('userAttributes.', '') })),
  ];
}
