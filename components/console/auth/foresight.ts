import type { Asked } from '@/components/identity/asked';
import { authFor, tokenFor } from '@/components/identity/auth-for';
import { type Identity, isSignedIn } from '@/components/identity/identity';
import { standingOf } from '@/components/identity/renewal';
import type { AuthInput } from '@/lib/auth/contract';
import type { IdentitySource } from '@/lib/auth/sign-in/contract';
import { fitOf } from '@/lib/core/pattern';
import { judgeToken, type TokenJudgement, type Verdict } from '@/lib/core/token-judge';
import type { Foresight } from '@/lib/diagnosis/exchange';
import { isSame, sourceInWords } from '@/lib/diagnosis/sources';

/** The rows of the request that were written by hand: they prove who asks as well as an identity does. */
export interface ByHand {
  headers: readonly { name: string; value: string }[];
  query: readonly { name: string; value: string }[];
}

/** Null where the route asks for nothing, or for something that is not known here. */
export function foresee(identity: Identity, asked: Asked, byHand: ByHand, now: number): Foresight | null {
  switch (asked.auth) {
    case 'jwt':
      return { auth: 'jwt', ...foreseeToken(identity, asked, byHand, now) };
    case 'iam':
      return { auth: 'iam', ...foreseeSignature(identity, byHand, now), judgement: null };
    case 'lambda':
      return { auth: 'lambda', ...foreseeSources(identity, asked, byHand), judgement: null };
    default:
      return null;
  }
}

type Told = Pick<Foresight, 'verdict' | 'sentence'>;

function foreseeToken(identity: Identity, asked: Asked, byHand: ByHand, now: number): Omit<Foresight, 'auth'> {
  if (isSignedIn(identity) || identity.kind === 'pasted') {
    const { token } = tokenFor(identity, asked);
    const holder = isSignedIn(identity) ? identity.label : undefined;
    const judgement = renewedFirst(judgeToken(token, asked, now, holder), identity, now);
    const good = `${holder ? `${holder}’s token` : 'The token'} has what this route asks for.`;
    return { ...summed(judgement, good), judgement };
  }
  const source: IdentitySource = asked.sources[0] ?? { in: 'header', name: 'Authorization' };
  const typed = writtenFor(source, byHand);
  if (typed !== null && identity.kind === 'none') {
    const judgement = judgeToken(typed, asked, now);
    return { ...summed(judgement, 'The token has what this route asks for.'), judgement };
  }
  const sentence =
    identity.kind === 'none'
      ? 'This route asks for a token and no identity is chosen, so the answer will be 401.'
      : `This route asks for a token, and ${identity.label} brings none that it takes.`;
  return { verdict: 'refused', sentence, judgement: null };
}

/** What is over and can be renewed is renewed before it is sent, so it counts as good. */
function renewedFirst(judgement: TokenJudgement, identity: Identity, now: number): TokenJudgement {
  if (standingOf(identity, now).state !== 'renewable') return judgement;
  const checks = judgement.checks.map((check) =>
    check.what === 'expiry'
      ? { ...check, verdict: 'fits' as const, sentence: 'It is renewed before it is sent.' }
      : check,
  );
  const has = (verdict: Verdict) => checks.some((check) => check.verdict === verdict);
  return { verdict: has('refused') ? 'refused' : has('unknown') ? 'unknown' : 'fits', checks };
}

function summed({ verdict, checks }: TokenJudgement, good: string): Told {
  const telling = verdict === 'fits' ? undefined : checks.find((check) => check.verdict === verdict);
  return { verdict, sentence: telling?.sentence ?? good };
}

function foreseeSignature(identity: Identity, byHand: ByHand, now: number): Told {
  if (identity.kind === 'iam' || identity.kind === 'held') {
    const { state } = standingOf(identity, now);
    if (state !== 'over') return { verdict: 'fits', sentence: `The request is signed as ${identity.label}.` };
    return { verdict: 'refused', sentence: `The credentials of ${identity.label} have expired. Get new ones.` };
  }
  if (writtenFor({ in: 'header', name: 'Authorization' }, byHand) !== null) {
    return { verdict: 'unknown', sentence: 'This route asks for a SigV4 signature; the header was written by hand.' };
  }
  const who = identity.kind === 'none' ? 'no identity is chosen' : `${identity.label} does not sign`;
  return {
    verdict: 'refused',
    sentence: `This route asks for a SigV4 signature and ${who}, so the answer will be 403.`,
  };
}

function foreseeSources(identity: Identity, asked: Asked, byHand: ByHand): Told {
  const proven = namesIn(authFor(identity, asked));
  const missing = asked.sources.filter(
    (source) => !proven.some((one) => isSame(one, source)) && writtenFor(source, byHand) === null,
  );
  if (missing.length === 0) {
    return (
      mismatch(identity, asked) ?? { verdict: 'fits', sentence: 'Everything that the authorizer asks for is sent.' }
    );
  }
  const names = missing.map(sourceInWords).join(' and ');
  return {
    verdict: 'refused',
    sentence: `The authorizer asks for ${names}. Without it API Gateway answers 401 and does not ask the function.`,
  };
}

/** A token that does not look like one is refused before the function is asked. */
function mismatch(identity: Identity, { validation, validatesPart, sources }: Asked): Told | null {
  const [source] = sources;
  const value =
    identity.kind === 'sources' ? identity.values.find((one) => source && isSame(one, source))?.value : null;
  const fit = validation && value ? fitOf(validation, value) : null;
  if (!source || fit === null || fit === 'whole' || (fit === 'part' && validatesPart)) return null;
  return {
    verdict: 'refused',
    sentence: `${capital(sourceInWords(source))} must match ${validation}, so the answer will be 401 and the function is not asked.`,
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const AUTHORIZATION: IdentitySource = { in: 'header', name: 'Authorization' };

/** Where the values of an identity go. */
function namesIn(auth: AuthInput): IdentitySource[] {
  switch (auth.scheme) {
    case 'none':
      return [];
    case 'iam':
    case 'held':
      return [AUTHORIZATION];
    case 'bearer':
      return [auth.place ?? AUTHORIZATION];
    case 'sources':
      return auth.values.filter(({ value }) => value.trim() !== '');
    case 'api-key':
      return [{ in: 'header', name: 'x-api-key' }];
  }
}

/** What a row of the request holds for a source; null where none does, and for an empty value, which counts as none. */
function writtenFor(source: IdentitySource, byHand: ByHand): string | null {
  const rows = source.in === 'header' ? byHand.headers : byHand.query;
  const row = rows.find(({ name, value }) => value.trim() !== '' && isSame({ in: source.in, name }, source));
  return row?.value ?? null;
}
