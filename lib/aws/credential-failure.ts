import { AppError } from '@/lib/core/error';
import { loginCommand, type Section } from './profiles';

interface Cause {
  text: RegExp;
  code: 'no-credentials' | 'expired-credentials' | 'access-denied' | 'unreachable';
  say(who: string): string;
}

/** The texts of the SDK's credential providers and of STS, most telling first. */
const CAUSES: Cause[] = [
  {
    text: /SSO session|SSOTokenProvider|token.*(expired|invalid)|ExpiredToken|session has expired|has expired|returned expired/i,
    code: 'expired-credentials',
    say: (who) => `The session of ${who} has expired. Sign in again.`,
  },
  {
    text: /multi-factor|MFA/,
    code: 'no-credentials',
    say: (who) =>
      `${sentence(who)} asks for an MFA code, which only a terminal can take. Run the command there and start Signalbox from it.`,
  },
  {
    text: /not authorized to perform|AccessDenied/,
    code: 'access-denied',
    say: (who) => `AWS refused the role of ${who}. Check who may assume it.`,
  },
  {
    text: /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|TimeoutError|getaddrinfo/,
    code: 'unreachable',
    say: (who) => `The place that issues the credentials of ${who} did not answer. Check the network and the endpoint.`,
  },
  {
    text: /credential_process|Command failed|ENOENT/,
    code: 'no-credentials',
    say: (who) => `The credential_process of ${who} failed. Run it in a terminal to see why.`,
  },
  {
    text: /Detected a cycle/,
    code: 'no-credentials',
    say: (who) => `${sentence(who)} goes round in a circle by source_profile. Correct it in the AWS config file.`,
  },
  {
    text: /InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature/,
    code: 'no-credentials',
    say: (who) => `AWS does not know the access key of ${who}. Set it again.`,
  },
];

/** Why a profile has no credentials, in words, with the command that mends it. The provider's own text may hold secrets and stays in `cause`. */
export function credentialFailure(error: unknown, profile: string | null, profiles: Map<string, Section>): AppError {
  const who = profile === null ? 'the default credentials' : `profile "${profile}"`;
  const text = textOf(error);
  const cause = CAUSES.find((one) => one.text.test(text));
  const message = cause?.say(who) ?? `There are no credentials for ${who}. Set them up or choose another profile.`;
  const detail = { command: loginCommand(profile, profiles), ...(profile === null ? {} : { profile }) };
  return new AppError(cause?.code ?? 'no-credentials', message, { cause: error, detail });
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return [error.name, code, error.message, error.cause ? textOf(error.cause) : ''].join(' ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
