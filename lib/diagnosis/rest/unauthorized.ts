import { type Cause, cause, type Evidence, evidence, next } from '@/lib/diagnosis/cause';
import { sentHeader } from '@/lib/diagnosis/exchange';
import type { RestSpot } from './spot';

const IDENTITY = { do: 'identity' } as const;

/** 401: a user pool’s authorizer or a function does not know the caller. */
export function restUnauthorized(spot: RestSpot): Cause[] {
  const { route, message } = spot;
  if (/token has expired/i.test(message)) return [expired(spot)];
  if (route?.auth === 'jwt') return byPool(spot);
  return [bySources(spot)];
}

function expired({ failed, message }: RestSpot): Cause {
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

function byPool(spot: RestSpot): Cause[] {
  const { foresight, authorizer, route } = spot;
  const scopes = route?.scopes ?? [];
  const wants = scopes.length > 0 ? `an access token with one of the scopes ${scopes.join(', ')}` : 'an ID token';
  const asked = [
    authorizer?.issuer ? evidence('authorizer', 'User pool', authorizer.issuer) : null,
    evidence('route', 'Takes', wants),
  ];
  if (!foresight?.judgement) return [notJudged(spot, asked)];
  const wrong = foresight.judgement.checks.filter(({ verdict }) => verdict === 'refused');
  if (wrong.length === 0) return [otherToken(wants, scopes.length > 0, asked)];
  return wrong.map(({ what, sentence }) =>
    cause('certain', {
      id: `token-${what}`,
      title: sentence.replace('This route', 'This method'),
      evidence: asked,
      next: next(
        what === 'expiry' ? 'Sign in again or refresh it.' : 'Sign in anew, or choose another identity.',
        IDENTITY,
      ),
    }),
  );
}

type Asked = readonly (Evidence | null)[];

function notJudged({ failed }: RestSpot, asked: Asked): Cause {
  const none = sentHeader(failed, 'authorization') === null;
  return cause(none ? 'certain' : 'likely', {
    id: none ? 'token-missing' : 'token-refused',
    title: none
      ? 'No token was sent, and this method asks for one.'
      : 'The authorizer does not take the token that was sent.',
    evidence: asked,
    next: next('Sign in to the user pool.', IDENTITY),
  });
}

function otherToken(wants: string, scoped: boolean, asked: Asked): Cause {
  return cause('likely', {
    id: 'token-refused',
    title: `The token looks right from here: this method takes ${wants}. It may have been revoked.`,
    evidence: asked,
    next: next(
      scoped ? 'Sign in again, and send the access token.' : 'Sign in again, and send the ID token.',
      IDENTITY,
    ),
  });
}

function bySources(spot: RestSpot): Cause {
  const { foresight, authorizer } = spot;
  const reads = evidence('authorizer', 'Reads', authorizer?.identitySource.join(', ') ?? '');
  if (foresight?.verdict === 'refused') {
    return cause('certain', {
      id: /must match/.test(foresight.sentence) ? 'source-unfit' : 'source-missing',
      title: foresight.sentence,
      evidence: [reads],
      next: next('Fill in what the authorizer reads, under Auth.', { do: 'request-tab', tab: 'auth' }),
    });
  }
  const pattern = authorizer?.validation ?? null;
  return cause('likely', {
    id: 'authorizer-unauthorized',
    title: pattern
      ? 'The token does not look as the authorizer wants it, or its function does not know it.'
      : 'Everything that a caller can send was sent: the authorizer’s function does not know it.',
    evidence: [
      reads,
      pattern ? evidence('authorizer', 'Must match', pattern) : null,
      authorizer?.lambda ? evidence('lambda', 'Its function', authorizer.lambda) : null,
    ],
    next: next('Send another value, or look into the log of the authorizer’s function.', {
      do: 'request-tab',
      tab: 'auth',
    }),
  });
}
