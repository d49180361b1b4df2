import type { TokenCheck } from '@/lib/core/token-judge';
import type { BearerChallenge } from '@/lib/core/token-refusal';
import { type Cause, cause, type Evidence, evidence, type NextStep, next } from '@/lib/diagnosis/cause';
import { bearerChallenge, challengeEvidence } from '@/lib/diagnosis/challenge';
import { aheadMs, offInWords } from '@/lib/diagnosis/clock';
import type { Spot } from './spot';

const AGAIN: NextStep = next('Choose another identity, or sign in anew.', { do: 'identity' });

const STEPS: Partial<Record<TokenCheck['what'], NextStep>> = {
  format: next('Choose an identity that brings a JWT.', { do: 'identity' }),
  issuer: next('Sign in where the authorizer’s issuer is, or correct the issuer of the authorizer.', {
    do: 'identity',
  }),
  audience: next('Use a token for one of these audiences, or add its audience to the authorizer.', { do: 'identity' }),
  expiry: next('Sign in again or refresh it.', { do: 'identity' }),
  scope: next('Get a token that has the scope: it is asked for when one signs in.', { do: 'identity' }),
  start: next('Wait until it is good, or set the clock right.', null),
};

/** 401 and 403 of a JWT authorizer: which check the token failed. */
export function tokenCauses(spot: Spot, status: 401 | 403): Cause[] {
  const { foresight } = spot;
  const challenge = bearerChallenge(spot.failed);
  const judgement = foresight?.judgement ?? null;
  if (judgement === null) return [foresight || !sentToken(spot) ? noToken(spot) : notKnown(spot, challenge)];
  // Scopes are looked at last, and only their lack is answered with 403.
  const wrong = judgement.checks.filter(({ verdict }) => verdict === 'refused');
  const first = wrong.filter((check) => (check.what === 'scope') === (status === 403));
  const all = [...first, ...wrong.filter((check) => !first.includes(check))].sort(
    (a, b) => Number(names(challenge, b.what)) - Number(names(challenge, a.what)),
  );
  if (all.length > 0) return all.map((check) => failedCheck(spot, check, challenge));
  return [status === 403 ? whoMayNot(spot) : looksRight(spot, challenge)];
}

function sentToken({ failed, authorizer }: Spot): boolean {
  const source = authorizer?.identitySource[0] ?? '$request.header.Authorization';
  const [, where, name = ''] = /^\$request\.(header|querystring)\.(.+)$/i.exec(source) ?? [];
  if (where === 'querystring') return new URLSearchParams(failed.target.split('?')[1]).has(name);
  return failed.request?.headers.some(([one]) => one.toLowerCase() === name.toLowerCase()) ?? false;
}

function noToken(spot: Spot): Cause {
  const { failed, foresight, authorizer } = spot;
  const nobody = !failed.as || failed.as.scheme === 'none' || !foresight;
  const source = authorizer?.identitySource[0] ?? '$request.header.Authorization';
  return cause('certain', {
    id: 'token-missing',
    title: nobody ? 'No token was sent, and this route asks for one.' : foresight.sentence,
    evidence: [
      evidence('authorizer', 'Reads the token from', source),
      ...challengeEvidence(spot.failed),
      ...asksFor(spot),
    ],
    next: next('Sign in, or choose an identity that brings a token.', { do: 'identity' }),
  });
}

/** Times are judged by this computer's clock, which may be the one that is wrong. */
function failedCheck(spot: Spot, check: TokenCheck, challenge: BearerChallenge | null): Cause {
  const ahead = aheadMs(spot.failed) ?? 0;
  const byClock = (check.what === 'expiry' || check.what === 'start') && Math.abs(ahead) > 60_000;
  const otherwise = challenge?.description != null && !names(challenge, check.what);
  return cause(byClock && otherwise ? 'likely' : 'certain', {
    id: `token-${check.what}`,
    title: check.sentence,
    evidence: [
      ...challengeEvidence(spot.failed),
      ...asksFor(spot, check.what),
      byClock ? evidence('clock', 'Clocks', `This computer’s is ${offInWords(ahead)} the API’s.`) : null,
    ],
    next: STEPS[check.what] ?? AGAIN,
  });
}

const NAMED: [what: TokenCheck['what'] | 'signature' | 'issuer-keys', description: RegExp, title: string][] = [
  ['format', /number of segments|malformed/i, 'API Gateway could not read the token as a JWT.'],
  ['algorithm', /signing method|algorithm/i, 'API Gateway does not take the algorithm that the token is signed with.'],
  ['issuer-keys', /jwks|openid configuration|discovery|OIDC/i, 'API Gateway could not read the issuer’s keys.'],
  ['key', /\bkid\b|signing key/i, 'The issuer does not publish the key that the token was signed with.'],
  [
    'signature',
    /verification error|signature/i,
    'The signature of the token is not good: its text was changed, or another key signed it.',
  ],
  ['issuer', /issuer/i, 'The token was issued by somebody else than the authorizer’s issuer.'],
  ['audience', /audience/i, 'The token is meant for somebody else than the authorizer’s audience.'],
  ['expiry', /expired/i, 'The token has expired by the clock of API Gateway.'],
  ['start', /not valid yet|nbf|not before/i, 'The token is not good yet by the clock of API Gateway.'],
  ['clock', /issued in the future|iat/i, 'The token was issued in the future by the clock of API Gateway.'],
];

function names(challenge: BearerChallenge | null, what: string): boolean {
  const found = NAMED.find(([, description]) => description.test(challenge?.description ?? ''));
  return found?.[0] === what;
}

/** The token passes every check that can be made from here. */
function looksRight(spot: Spot, challenge: BearerChallenge | null): Cause {
  const named = NAMED.find(([, description]) => description.test(challenge?.description ?? ''));
  if (named) {
    const [what, , title] = named;
    return cause('certain', {
      id: `token-${what}`,
      title,
      evidence: [...challengeEvidence(spot.failed), ...asksFor(spot)],
      next: AGAIN,
    });
  }
  return cause('likely', {
    id: 'token-refused',
    title: 'The token looks right from here. It may have been revoked, or its key is no longer the issuer’s.',
    evidence: [...challengeEvidence(spot.failed), ...asksFor(spot)],
    next: AGAIN,
  });
}

/** A token that was written by hand into a request of which nothing was foreseen. */
function notKnown(spot: Spot, challenge: BearerChallenge | null): Cause {
  const told = looksRight(spot, challenge);
  if (told.id !== 'token-refused') return told;
  return { ...told, certainty: 'possible', title: 'API Gateway does not take the token that was sent.' };
}

function whoMayNot({ failed, integration }: Spot): Cause {
  return cause('likely', {
    id: 'backend-answered',
    title: 'The token was good, but whoever it speaks of may not do this.',
    evidence: [
      failed.as ? evidence('identity', 'Sent as', failed.as.label) : null,
      integration ? evidence('integration', 'Answered by', integration.label) : null,
    ],
    next: next('Choose somebody who may, or see in the backend’s log what it wants.', { do: 'identity' }),
  });
}

function asksFor({ authorizer, route }: Spot, what?: TokenCheck['what']): Evidence[] {
  const audience = authorizer?.audience ?? [];
  const scopes = route?.scopes ?? [];
  return [
    ...(authorizer?.issuer && (!what || what === 'issuer')
      ? [evidence('authorizer', 'Issuer', authorizer.issuer)]
      : []),
    ...(audience.length > 0 && (!what || what === 'audience')
      ? [evidence('authorizer', 'Audience', audience.join(', '))]
      : []),
    ...(scopes.length > 0 && what === 'scope' ? [evidence('route', 'One of the scopes', scopes.join(', '))] : []),
  ];
}
