import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { sentHeader } from '@/lib/diagnosis/exchange';
import { refusedSigner, wrongClock } from '@/lib/diagnosis/signer';
import { type AppSyncSpot, signedAs } from './spot';

const IDENTITY = { do: 'identity' } as const;

const MODES: Record<AppSyncMode, string> = {
  API_KEY: 'API key',
  AWS_IAM: 'IAM',
  AMAZON_COGNITO_USER_POOLS: 'Cognito user pool',
  OPENID_CONNECT: 'OpenID Connect',
  AWS_LAMBDA: 'Lambda authorizer',
};

/** 401: AppSync tells the modes apart by what is sent, so that decides what went wrong. */
export function unauthorized(spot: AppSyncSpot): Cause[] {
  const { failed, message } = spot;
  const authorization = sentHeader(failed, 'authorization');
  const key = sentHeader(failed, 'x-api-key');
  if (authorization === null && key === null) return [nothingSent(spot)];
  if (authorization === null) return byKey(spot);
  if (authorization.startsWith('AWS4-')) return bySignature(spot);
  if (/expired/i.test(message)) return [expired(spot)];
  return byToken(spot);
}

function nothingSent({ detail, message }: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'no-authorization',
    title: 'Nothing that proves who asks was sent: neither an Authorization header nor an API key.',
    evidence: [
      message === '' ? null : evidence('body', 'Message', message),
      evidence('api', 'Takes', detail.auth.map(({ mode }) => MODES[mode]).join(', ')),
    ],
    next: next('Choose an identity for one of these modes.', IDENTITY),
  });
}

/** A mode that the API does not have lets nobody in; null where it has it. */
function modeOff({ detail }: AppSyncSpot, modes: readonly AppSyncMode[], what: string): Cause | null {
  if (detail.auth.some(({ mode }) => modes.includes(mode))) return null;
  return cause('certain', {
    id: 'mode-off',
    title: `${what} was sent, and the API does not take any.`,
    evidence: [evidence('api', 'Takes', detail.auth.map(({ mode }) => MODES[mode]).join(', '))],
    next: next('Choose an identity for one of the modes that it takes.', IDENTITY),
  });
}

function byKey(spot: AppSyncSpot): Cause[] {
  const off = modeOff(spot, ['API_KEY'], 'An API key');
  if (off) return [off];
  const { detail, failed } = spot;
  const over = detail.keys.filter(({ expiresAt }) => expiresAt <= failed.startedAt);
  const named = over.find(({ description }) => description !== null && failed.as?.label.includes(description));
  if (named || (over.length > 0 && over.length === detail.keys.length)) {
    const at = new Date((named ?? over[0])?.expiresAt ?? 0).toUTCString();
    return [
      cause('certain', {
        id: 'key-expired',
        title: 'The API key has expired.',
        evidence: [evidence('identity', 'Sent with', failed.as?.label ?? 'a key'), evidence('api', 'Expired', at)],
        next: next('Choose a key that is still good, or extend this one.', IDENTITY),
      }),
    ];
  }
  return [
    cause('likely', {
      id: 'key-unknown',
      title: 'The API does not know this key: it was deleted, has expired, or belongs to another API.',
      evidence: [evidence('api', 'Keys of the API', String(detail.keys.length))],
      next: next('Choose one of the API’s own keys.', IDENTITY),
    }),
  ];
}

function bySignature(spot: AppSyncSpot): Cause[] {
  const off = modeOff(spot, ['AWS_IAM'], 'A signature');
  if (off) return [off];
  const clock = wrongClock(spot.failed);
  return clock ? [clock] : refusedSigner(signedAs(spot));
}

function expired({ failed, message }: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'token-expiry',
    title: 'The token has expired.',
    evidence: [
      evidence('body', 'Message', message),
      failed.as ? evidence('identity', 'Sent as', failed.as.label) : null,
    ],
    next: next('Sign in again or refresh it.', IDENTITY),
  });
}

function byToken(spot: AppSyncSpot): Cause[] {
  const { chosen, failed } = spot;
  const wrong = failed.foresight?.judgement?.checks.filter(({ verdict }) => verdict === 'refused') ?? [];
  if (chosen.mode !== 'AWS_LAMBDA' && wrong.length > 0) {
    return wrong.map(({ what, sentence }) =>
      cause('certain', {
        id: `token-${what}`,
        title: sentence.replaceAll('API Gateway', 'AppSync').replace('This route', 'This mode'),
        evidence: [evidence('api', 'Mode', MODES[chosen.mode])],
        next: next('Sign in anew, or choose another identity.', IDENTITY),
      }),
    );
  }
  if (chosen.mode === 'AWS_LAMBDA') return [denied(spot)];
  const pattern = chosen.userPool?.clientIdPattern ?? chosen.openId?.clientIdPattern ?? null;
  return [
    cause('likely', {
      id: pattern === null ? 'token-refused' : 'token-client',
      title:
        pattern === null
          ? 'AppSync does not take the token: it is of another issuer, was revoked, or is no token of this API.'
          : `AppSync does not take the token: the client that it was issued to must fit ${pattern}.`,
      evidence: [
        evidence('api', 'Mode', MODES[chosen.mode]),
        pattern === null ? null : evidence('authorizer', 'Client ids', pattern),
      ],
      next: next('Sign in anew, or choose another identity.', IDENTITY),
    }),
  ];
}

function denied({ chosen, message }: AppSyncSpot): Cause {
  const pattern = chosen.lambda?.tokenPattern ?? null;
  return cause('likely', {
    id: 'authorizer-denied',
    title: 'The authorizer’s function does not let this token in, or the token does not fit its pattern.',
    evidence: [
      chosen.lambda ? evidence('lambda', 'Its function', chosen.lambda.name) : null,
      pattern === null ? null : evidence('authorizer', 'Pattern', pattern),
      message === '' ? null : evidence('body', 'Message', message),
    ],
    next: next('Send another token, or look into the log of the authorizer’s function.', IDENTITY),
  });
}
