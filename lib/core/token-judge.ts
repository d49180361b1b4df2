import { fitOf } from './pattern';
import { type Claims, claim, decodeToken, listClaim, timeClaim } from './token';

/** What a JWT authorizer of API Gateway asks for on one route (aws.md §2.4). */
export interface AskedOfToken {
  /** Null where the authorizer does not say. */
  issuer: string | null;
  audience: readonly string[];
  /** The route's scopes: one of them is enough, none means that none is asked for. */
  scopes: readonly string[];
  /** Which of a user pool's tokens it takes, where it takes one alone: such an authorizer of a REST API asks for no audience. */
  use?: 'id' | 'access' | null;
  /** The pattern of the clients whose tokens are taken, as AppSync has it in place of an audience; null for all. */
  clients?: string | null;
}

export type Verdict = 'fits' | 'refused' | 'unknown';

export interface TokenCheck {
  what:
    | 'format'
    | 'algorithm'
    | 'key'
    | 'issuer'
    | 'audience'
    | 'client'
    | 'use'
    | 'expiry'
    | 'start'
    | 'clock'
    | 'scope';
  verdict: Verdict;
  /** Why, in one sentence for a person. */
  sentence: string;
}

export interface TokenJudgement {
  /** `refused` where one check refuses; `unknown` where one cannot be decided here. The signature is never checked. */
  verdict: Verdict;
  /** In the order in which API Gateway looks. */
  checks: TokenCheck[];
}

/** Clocks differ by this much without anybody noticing. */
const SKEW_MS = 5 * 60_000;

/**
 * Whether a route would take a token, as API Gateway judges, before it is sent. `holder` is whose token it is, for the
 * sentences: `alice`. The signature and whether the issuer still has the key are left to API Gateway.
 */
export function judgeToken(text: string, asked: AskedOfToken, now: number, holder?: string): TokenJudgement {
  const reading = decodeToken(text);
  if (!reading.ok) return judged([refused('format', `${reading.sentence} ${HINTS[reading.reason]}`)]);
  const { header, payload } = reading.token;
  const subject = { payload, asked, now, whose: holder ? `${holder}’s token` : 'this token' };
  const checks = [
    fits('format', 'The token is a JWT.'),
    algorithm(header),
    key(header),
    issuer(subject),
    isFor(subject),
    expiry(subject),
    start(subject),
    clock(subject),
    scope(subject),
  ];
  return judged(checks.filter((check) => check !== null));
}

interface Subject {
  payload: Claims;
  asked: AskedOfToken;
  now: number;
  whose: string;
}

const HINTS = {
  empty: 'Sign in, or paste one.',
  opaque: 'This route takes a JWT; issuers such as Auth0 give one only when they are asked for an audience.',
  encrypted: 'Send the access token instead.',
  malformed: 'Copy the whole token again.',
};

function judged(checks: TokenCheck[]): TokenJudgement {
  const worst = (verdict: Verdict) => checks.some((check) => check.verdict === verdict);
  return { verdict: worst('refused') ? 'refused' : worst('unknown') ? 'unknown' : 'fits', checks };
}

function fits(what: TokenCheck['what'], sentence: string): TokenCheck {
  return { what, verdict: 'fits', sentence };
}

function refused(what: TokenCheck['what'], sentence: string): TokenCheck {
  return { what, verdict: 'refused', sentence };
}

function algorithm(header: Claims): TokenCheck {
  const name = claim(header, 'alg');
  if (typeof name === 'string' && /^RS(256|384|512)$/.test(name))
    return fits('algorithm', `It is signed with ${name}.`);
  if (name === undefined || (typeof name === 'string' && /^none$/i.test(name))) {
    return refused('algorithm', 'The token is not signed. API Gateway takes RSA signatures only.');
  }
  return refused(
    'algorithm',
    `The token is signed with ${String(name)}. API Gateway takes RSA signatures only (RS256).`,
  );
}

function key(header: Claims): TokenCheck | null {
  return claim(header, 'kid') === undefined
    ? refused('key', 'The token names no key (kid), so API Gateway cannot find the one to check it with.')
    : null;
}

function issuer({ payload, asked, whose }: Subject): TokenCheck {
  const told = claim(payload, 'iss');
  if (asked.issuer === null) return { what: 'issuer', verdict: 'unknown', sentence: 'The authorizer names no issuer.' };
  if (told === asked.issuer) return fits('issuer', `It was issued by ${asked.issuer}.`);
  if (typeof told !== 'string')
    return refused('issuer', `${capital(whose)} names no issuer; this route asks for ${asked.issuer}.`);
  const slash = told.replace(/\/$/, '') === asked.issuer.replace(/\/$/, '');
  const hint = slash ? ' They differ in the slash at the end, and API Gateway compares them letter by letter.' : '';
  return refused('issuer', `This route takes tokens of ${asked.issuer}; ${whose} was issued by ${told}.${hint}`);
}

/** For whom it must be, in the way in which the authorizer asks. */
function isFor(subject: Subject): TokenCheck {
  if (subject.asked.use) return use(subject);
  return subject.asked.clients === undefined ? audience(subject) : client(subject, subject.asked.clients);
}

/** AppSync matches a pattern against the client or the audience (aws.md §5.3); whether it must match as a whole is not told. */
function client({ payload, whose }: Subject, pattern: string | null): TokenCheck {
  if (pattern === null) return fits('client', 'Tokens of all clients of the issuer are taken.');
  const told = ['aud', 'client_id', 'azp'].flatMap((name) => {
    const value = claim(payload, name);
    return typeof value === 'string' ? [value] : listClaim(payload, name);
  });
  const found = told.map((value) => ({ value, fit: fitOf(pattern, value) }));
  const match = found.find(({ fit }) => fit === 'whole');
  if (match) return fits('client', `It is for ${match.value}.`);
  const sentence = `This route takes tokens of clients that match ${pattern}; ${whose} is for ${told.join(', ') || 'nobody'}.`;
  return found.some(({ fit }) => fit !== 'none')
    ? { what: 'client', verdict: 'unknown', sentence }
    : refused('client', sentence);
}

/** `aud` decides; only a token without one is judged by its `client_id`. */
function audience({ payload, asked, whose }: Subject): TokenCheck {
  const name = claim(payload, 'aud') === undefined ? 'client_id' : 'aud';
  const raw = claim(payload, name);
  const told = typeof raw === 'string' ? [raw] : listClaim(payload, name);
  if (asked.audience.length === 0) {
    return { what: 'audience', verdict: 'unknown', sentence: 'The authorizer names no audience.' };
  }
  const match = told.find((value) => asked.audience.includes(value));
  if (match !== undefined) return fits('audience', `Its ${name} is ${match}.`);
  const wanted = asked.audience.join(' or ');
  if (told.length === 0)
    return refused('audience', `This route is for ${wanted}; ${whose} has neither aud nor client_id.`);
  return refused('audience', `This route is for ${wanted}; ${whose} is for ${told.join(', ')} (${name}).`);
}

/** A REST API's authorizer takes ID tokens where the method asks for no scope, and access tokens where it does (aws.md §3.3). */
function use({ payload, asked, whose }: Subject): TokenCheck {
  const told = claim(payload, 'token_use');
  if (told === asked.use) return fits('use', `It is ${told === 'id' ? 'an ID' : 'an access'} token.`);
  const reason =
    asked.use === 'id' ? 'a method without scopes takes ID tokens' : 'a method with scopes takes access tokens';
  const what = told === 'id' ? 'an ID token' : told === 'access' ? 'an access token' : 'no token of a user pool';
  return refused('use', `${capital(whose)} is ${what}; ${reason}.`);
}

function expiry({ payload, now, whose }: Subject): TokenCheck {
  const at = timeClaim(payload, 'exp');
  if (at === null || Number.isNaN(at))
    return refused('expiry', `${capital(whose)} does not say when it expires (exp).`);
  if (at <= now)
    return refused('expiry', `${capital(whose)} expired ${span(now - at)} ago. Sign in again or refresh it.`);
  return fits('expiry', `It expires in ${span(at - now)}.`);
}

function start({ payload, now, whose }: Subject): TokenCheck | null {
  const at = timeClaim(payload, 'nbf');
  if (at === null) return null;
  if (Number.isNaN(at)) return refused('start', `${capital(whose)} has an nbf that is no time.`);
  if (at <= now) return fits('start', 'It is already good.');
  return at - now > SKEW_MS
    ? refused('start', `${capital(whose)} is not good for another ${span(at - now)} (nbf).`)
    : {
        what: 'start',
        verdict: 'unknown',
        sentence: `By this computer’s clock it is not good for another ${span(at - now)} (nbf).`,
      };
}

/** A token from the future tells more about this computer's clock than about the token. */
function clock({ payload, now }: Subject): TokenCheck | null {
  const at = timeClaim(payload, 'iat');
  if (at === null || at <= now) return null;
  if (Number.isNaN(at)) return refused('clock', 'When the token was issued (iat) is no time.');
  return {
    what: 'clock',
    verdict: at - now > SKEW_MS ? 'unknown' : 'fits',
    sentence: `By this computer’s clock the token was issued ${span(at - now)} from now. Set the clock right if it is slow.`,
  };
}

function scope({ payload, asked, whose }: Subject): TokenCheck | null {
  if (asked.scopes.length === 0) return null;
  const told = [...listClaim(payload, 'scope'), ...listClaim(payload, 'scp')];
  const match = told.find((value) => asked.scopes.includes(value));
  if (match !== undefined) return fits('scope', `It has the scope ${match}.`);
  const wanted =
    asked.scopes.length === 1 ? `scope ${asked.scopes[0]}` : `one of the scopes ${asked.scopes.join(', ')}`;
  if (claim(payload, 'token_use') === 'id') {
    return refused(
      'scope',
      `This route needs ${wanted}; ${whose} is an ID token, which has none. Send the access token.`,
    );
  }
  return refused('scope', `This route needs ${wanted}; ${whose} has ${told.length === 0 ? 'none' : told.join(', ')}.`);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A length of time in its largest unit: `12 minutes`. */
export function span(milliseconds: number): string {
  const [name, length] = UNITS.find(([, size]) => milliseconds >= size) ?? (['second', 1_000] as const);
  const count = Math.max(1, Math.floor(milliseconds / length));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** At the beginning of a sentence. A name stays as its owner writes it. */
function capital(whose: string): string {
  return whose.replace(/^this /, 'This ');
}
