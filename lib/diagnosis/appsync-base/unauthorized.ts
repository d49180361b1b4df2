import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { span, type TokenCheck } from '@/lib/core/token-judge';
import { type Cause, type Certainty, cause, type Evidence, evidence, next } from '@/lib/diagnosis/cause';
import { type Failed, sentHeader } from '@/lib/diagnosis/exchange';
import { refusedSigner, wrongClock } from '@/lib/diagnosis/signer';
import { type AppSyncSpot, MODE_NAMES, modesInWords, signedAs } from './spot';

const IDENTITY = { do: 'identity' } as const;
const BY_TOKEN: readonly AppSyncMode[] = ['AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'];

type Proof = 'nothing' | 'key' | 'signature' | 'token';

/** `UnauthorizedException`: AppSync tells the modes apart by what is sent, so that decides what went wrong. */
export function unauthorized(spot: AppSyncSpot): Cause[] {
  const proof = proofOf(spot.failed);
  switch (proof) {
    case 'nothing':
      return [nothingSent(spot)];
    case 'key':
      return modeOff(spot, ['API_KEY'], 'An API key') ?? [badKey(spot)];
    case 'signature':
      return modeOff(spot, ['AWS_IAM'], 'A signature') ?? badSigner(spot);
    case 'token':
      return modeOff(spot, tokenModes(spot), `A token for the mode ${MODE_NAMES[spot.chosen.mode]}`) ?? badToken(spot);
  }
}

/** What was sent to prove who asks. On a line it is no header, and what the identity brings tells. */
function proofOf(failed: Failed): Proof {
  if (failed.onLine) return BY_SCHEME[failed.as?.scheme ?? 'none'] ?? 'token';
  const authorization = sentHeader(failed, 'authorization');
  if (authorization === null) return sentHeader(failed, 'x-api-key') === null ? 'nothing' : 'key';
  return authorization.startsWith('AWS4-') ? 'signature' : 'token';
}

const BY_SCHEME: Record<string, Proof> = { none: 'nothing', 'api-key': 'key', iam: 'signature', held: 'signature' };

/** A token is of the mode that was chosen; one that was written by hand may be of any. */
function tokenModes({ chosen: { mode } }: AppSyncSpot): readonly AppSyncMode[] {
  return BY_TOKEN.includes(mode) ? [mode] : BY_TOKEN;
}

function nothingSent({ doing, message }: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'no-authorization',
    title: 'Nothing that proves who asks was sent: neither an Authorization header nor an API key.',
    evidence: [said(message), takes(doing)],
    next: next('Choose an identity for one of these modes.', IDENTITY),
  });
}

/** A mode in which it may not be done lets nobody in; null where it may. */
function modeOff({ api, doing, message }: AppSyncSpot, modes: readonly AppSyncMode[], what: string): Cause[] | null {
  if (doing.modes.some((mode) => modes.includes(mode))) return null;
  const other = api.auth.find(({ mode }) => doing.modes.includes(mode));
  return [
    cause('certain', {
      id: 'mode-off',
      title: `${what} was sent, and ${doing.what} takes none.`,
      evidence: [takes(doing), said(message)],
      next: other
        ? next('Choose a mode that it takes.', { do: 'choose-mode', id: other.id, name: MODE_NAMES[other.mode] })
        : next('Let one of the API’s modes do it, in its configuration.', { do: 'facts' }),
    }),
  ];
}

function badKey(spot: AppSyncSpot): Cause {
  const { api, failed } = spot;
  const over = api.keys.filter(({ expiresAt }) => expiresAt <= failed.startedAt);
  const named = over.find(({ description }) => description !== null && failed.as?.label.includes(description));
  const known = named ?? (over.length === api.keys.length ? over[0] : undefined);
  if (known) {
    return cause('certain', {
      id: 'key-expired',
      title: 'The API key has expired.',
      evidence: [sentAs(failed), evidence('api', 'Expired', new Date(known.expiresAt).toUTCString())],
      next: next('Choose a key that is still good, or extend this one.', IDENTITY),
    });
  }
  return cause('likely', {
    id: 'key-unknown',
    title: 'The API does not know this key: it was deleted, has expired, or belongs to another API.',
    evidence: [evidence('api', 'Keys of the API', String(api.keys.length))],
    next: next('Choose one of the API’s own keys.', IDENTITY),
  });
}

function badSigner(spot: AppSyncSpot): Cause[] {
  const clock = wrongClock(spot.failed);
  return clock ? [clock] : refusedSigner(signedAs(spot));
}

function badToken(spot: AppSyncSpot): Cause[] {
  const { chosen, failed, message } = spot;
  if (chosen.mode === 'AWS_LAMBDA') return [turnedDown(spot)];
  const checks = failed.foresight?.judgement?.checks ?? [];
  const wrong = checks.filter(({ verdict }) => verdict === 'refused');
  if (wrong.length > 0) return wrong.map((check) => refusedToken(spot, 'certain', check));
  const client = checks.find(({ what, verdict }) => what === 'client' && verdict === 'unknown');
  if (client) return [refusedToken(spot, 'likely', client)];
  if (/expired/i.test(message)) return [checks.length > 0 ? tooOld(spot) : expired(spot)];
  return [unknownToken(spot)];
}

function refusedToken({ chosen, message }: AppSyncSpot, certainty: Certainty, { what, sentence }: TokenCheck): Cause {
  return cause(certainty, {
    id: `token-${what}`,
    title: sentence.replaceAll('API Gateway', 'AppSync').replace('This route', 'This mode'),
    evidence: [mode(chosen.mode), said(message)],
    next: next(
      what === 'expiry' ? 'Sign in again or refresh it.' : 'Sign in anew, or choose another identity.',
      IDENTITY,
    ),
  });
}

function expired({ failed, message }: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'token-expiry',
    title: 'The token has expired.',
    evidence: [said(message), sentAs(failed)],
    next: next('Sign in again or refresh it.', IDENTITY),
  });
}

/** By its own word the token is still good, and the API looks at how old it is as well. */
function tooOld({ chosen: { openId }, failed, message }: AppSyncSpot): Cause {
  const limits = [openId?.iatTtlMs, openId?.authTtlMs].filter((one) => typeof one === 'number');
  return cause(limits.length > 0 ? 'certain' : 'likely', {
    id: 'token-age',
    title:
      limits.length > 0
        ? `The token has not expired, and is older than the ${span(Math.min(...limits))} that this mode allows.`
        : 'AppSync holds that the token has expired; by its own word it has not, so a clock is wrong.',
    evidence: [said(message), sentAs(failed)],
    next: next('Sign in again.', IDENTITY),
  });
}

function unknownToken({ chosen, failed, message }: AppSyncSpot): Cause {
  return cause('likely', {
    id: 'token-refused',
    title: 'AppSync does not take the token: it is of another issuer, was revoked, or its key is no longer known.',
    evidence: [mode(chosen.mode), sentAs(failed), said(message)],
    next: next('Sign in anew, or choose another identity.', IDENTITY),
  });
}

/** Without a word from the function: AppSync tells nobody what went wrong in it. */
function turnedDown({ chosen: { lambda }, failed, message }: AppSyncSpot): Cause {
  const pattern = lambda?.tokenPattern ? evidence('authorizer', 'Pattern', lambda.tokenPattern) : null;
  const fn = lambda ? evidence('lambda', 'Its function', lambda.name) : null;
  if (failed.foresight?.verdict === 'refused') {
    return cause('certain', {
      id: 'token-pattern',
      title: failed.foresight.sentence,
      evidence: [pattern, said(message)],
      next: next('Send a token that fits.', IDENTITY),
    });
  }
  return cause('likely', {
    id: 'authorizer-denied',
    title: `The authorizer’s function${lambda ? `, ${lambda.name},` : ''} does not let this token in, or it failed.`,
    evidence: [fn, pattern, said(message)],
    next: next('Send another token, or look into the log of the authorizer’s function.', IDENTITY),
  });
}

function said(message: string): Evidence | null {
  return message === '' ? null : evidence('body', 'Message', message);
}

function sentAs({ as }: Failed): Evidence | null {
  return as ? evidence('identity', 'Sent as', as.label) : null;
}

function mode(name: AppSyncMode): Evidence {
  return evidence('api', 'Mode', MODE_NAMES[name]);
}

function takes({ what, modes }: AppSyncSpot['doing']): Evidence {
  return evidence('api', what === 'the API' ? 'Takes' : `For ${what}`, modesInWords(modes));
}
