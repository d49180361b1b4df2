import 'server-only';
import { AppError, type SignInReason } from '@/lib/core/error';
import { span } from '@/lib/core/token-judge';

interface Words {
  message: string;
  next: string;
  reason?: SignInReason;
  field?: string;
}

/** What the answer of an issuer was for, and how far its clock differs from ours in milliseconds, where it said. */
export interface Asked {
  issuer: string;
  skewMs: number | null;
}

/** The error codes of OAuth 2.0 (RFC 6749 4.1.2.1 and 5.2, RFC 8628 3.5, RFC 8707 2) as people need to hear them. */
const CODES: Record<string, (said: string) => Words> = {
  access_denied: (said) => ({
    reason: 'declined',
    message: `The sign-in was refused or cancelled at the issuer${said}.`,
    next: 'Sign in again when you are ready.',
  }),
  expired_token: () => ({
    reason: 'code-expired',
    message: 'Nobody entered the code on the other device in time.',
    next: 'Start again for a new code.',
  }),
  invalid_client: (said) => ({
    message: `The issuer does not accept this client or its secret${said}.`,
    next: 'Check the client id and the secret.',
    field: 'clientId',
  }),
  invalid_grant: (said) => ({
    reason: 'refresh-refused',
    message: `The issuer no longer accepts what this sign-in rests on${said}.`,
    next: 'Sign in again.',
  }),
  invalid_scope: (said) => ({
    message: `The issuer does not give one of these scopes to this client${said}.`,
    next: 'Choose other scopes, or allow them to the client.',
    field: 'scopes',
  }),
  invalid_target: (said) => ({
    message: `The issuer knows no such audience${said}.`,
    next: 'Take the audience from the authorizer, or register the API with the issuer.',
    field: 'audience',
  }),
  unauthorized_client: (said) => ({
    message: `The issuer does not allow this way to sign in to this client${said}.`,
    next: 'Allow it in the settings of the client, or choose another way.',
  }),
  unsupported_grant_type: (said) => ({
    message: `The issuer does not offer this way to sign in${said}.`,
    next: 'Choose another way.',
  }),
  login_required: () => ({ message: 'The issuer wants the person to sign in.', next: 'Sign in again.' }),
};

/** What openid-client threw, in words. Our own errors pass unchanged, also where they were wrapped. */
export function openIdFailure(error: unknown, asked: Asked): AppError {
  const own = chain(error).find((one): one is AppError => one instanceof AppError);
  if (own) return own;
  const { message, ...detail } = words(error, asked);
  return new AppError('sign-in-refused', message, { cause: error, detail });
}

function words(error: unknown, asked: Asked): Words {
  const links = chain(error);
  const code = links.map((one) => field(one, 'error')).find((value) => value !== null);
  if (code != null) {
    const description = links.map((one) => field(one, 'error_description')).find((value) => value !== null);
    const said = description ? ` (${plain(description)})` : '';
    return (
      CODES[code]?.(said) ?? { message: `${asked.issuer} answers ${plain(code)}${said}.`, next: 'Check the client.' }
    );
  }
  const text = links.map((one) => `${field(one, 'code') ?? ''} ${one.message}`).join('\n');
  return OWN.find(([pattern]) => pattern.test(text))?.[1](asked, text) ?? UNREADABLE(asked, text);
}

type Say = (asked: Asked, text: string) => Words;

const UNREADABLE: Say = ({ issuer }) => ({
  reason: 'issuer-answer',
  message: `${issuer} answered in a way that OpenID Connect does not know.`,
  next: 'Check the issuer and the client, or paste a token.',
});

/** What openid-client itself found wrong. */
const OWN: [RegExp, Say][] = [
  [
    /"?state"? response parameter|unexpected "state"/,
    () => ({
      reason: 'issuer-answer',
      message: 'The answer belongs to another sign-in: its state is not the one that was sent.',
      next: 'Start again, in one window only.',
    }),
  ],
  [
    /"iss" \(issuer\) response parameter/,
    ({ issuer }) => ({
      reason: 'issuer-answer',
      message: `The answer came from another issuer than ${issuer}.`,
      next: 'Start again, in one window only.',
    }),
  ],
  [
    /nonce/,
    ({ issuer }) => ({
      reason: 'issuer-answer',
      message: `The ID token of ${issuer} belongs to another sign-in: its nonce is not the one that was sent.`,
      next: 'Start again.',
    }),
  ],
  [/TIMESTAMP|timestamp/, clockWords],
  [
    /"alg" header/,
    ({ issuer }) => ({
      reason: 'issuer-answer',
      message: `${issuer} did not sign its ID token with RS256, and an unsigned or shared-key signature proves nothing.`,
      next: 'Set the signature algorithm of the application to RS256.',
    }),
  ],
  [
    /"(iss|aud|azp|sub)" /,
    ({ issuer }, text) => ({
      reason: 'issuer-answer',
      message: `The ID token of ${issuer} is not for this sign-in: its ${/"(iss|aud|azp|sub)" /.exec(text)?.[1]} is wrong.`,
      next: 'Check the client id and the issuer.',
    }),
  ],
  [
    /JWT signature verification failed|applicable keys? found|KEY_SELECTION|JWKS|JSON Web Key Set|jwks_uri/i,
    ({ issuer }) => ({
      reason: 'issuer-answer',
      message: `The ID token of ${issuer} is not signed with one of the keys that the issuer publishes.`,
      next: 'Check the issuer and its jwks_uri; if its keys have just been changed, sign in again.',
    }),
  ],
  [
    /CONFORM|status code/,
    ({ issuer }) => ({
      reason: 'issuer-answer',
      message: `${issuer} failed at the request for tokens.`,
      next: 'Try again later.',
    }),
  ],
];

function clockWords({ issuer, skewMs }: Asked): Words {
  const off = skewMs !== null && Math.abs(skewMs) > 60_000;
  const how = off ? `is ${span(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead of'}` : 'differs from';
  return {
    reason: 'clock',
    message: `The ID token of ${issuer} is not good now by the clock of this computer, which ${how} that of the issuer.`,
    next: off ? 'Set the clock right, then sign in again.' : 'Check the clock, then sign in again.',
  };
}

function chain(error: unknown): Error[] {
  const links: Error[] = [];
  for (let at = error; at instanceof Error && links.length < 6; at = at.cause) links.push(at);
  return links;
}

function field(error: Error, name: string): string | null {
  const value = (error as unknown as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A stranger's words on one line, short enough to show. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, 200);
}
