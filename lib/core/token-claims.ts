import { type Claims, claim, timeClaim } from './token';

/** One claim for a person: its value as text and what it means. */
export interface ExplainedClaim {
  name: string;
  value: string;
  /** What the claim means; null where it is nobody's standard. */
  meaning: string | null;
  /** Set where the claim is a time: milliseconds. */
  at: number | null;
}

const MEANINGS: Record<string, string> = {
  iss: 'Who issued the token',
  sub: 'Whom the token speaks of, as the issuer numbers people',
  aud: 'Whom the token is for',
  azp: 'The client that it was issued to',
  client_id: 'The app client that it was issued to',
  token_use: 'What the token is for: an API (access) or a client (id)',
  scope: 'What it allows',
  scp: 'What it allows',
  permissions: 'What it allows, in the words of the API',
  exp: 'When it expires',
  nbf: 'When it begins to be good',
  iat: 'When it was issued',
  auth_time: 'When the person signed in',
  jti: 'The number of this token',
  origin_jti: 'The number of the sign-in that it comes from',
  event_id: 'The number of the sign-in in the logs of the user pool',
  nonce: 'Ties the token to one sign-in',
  at_hash: 'Ties the ID token to its access token',
  username: 'The user name in the pool',
  'cognito:username': 'The user name in the pool',
  'cognito:groups': 'The groups of the person in the pool',
  'cognito:roles': 'The roles that the groups bring',
  'cognito:preferred_role': 'The role of the group that comes first',
  version: 'The version of the token’s layout',
  email: 'The e-mail address',
  email_verified: 'Whether the address was verified',
  phone_number: 'The phone number',
  phone_number_verified: 'Whether the number was verified',
  name: 'The name',
  given_name: 'The first name',
  family_name: 'The last name',
  preferred_username: 'The name that the person goes by',
  sid: 'The session at the issuer',
  amr: 'How the person proved who they are',
  acr: 'How strong that proof was',
};

/** These first, because they decide whether a request is let in. */
const FIRST = ['iss', 'aud', 'client_id', 'token_use', 'scope', 'scp', 'exp', 'nbf', 'iat', 'sub'];
const TIMES = new Set(['exp', 'nbf', 'iat', 'auth_time']);

/** All claims of a payload, the deciding ones first, in words. */
export function explainClaims(payload: Claims): ExplainedClaim[] {
  const names = Object.keys(payload);
  const first = FIRST.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !FIRST.includes(name))].map((name) => explain(payload, name));
}

function explain(payload: Claims, name: string): ExplainedClaim {
  const raw = claim(payload, name);
  const meaning = Object.hasOwn(MEANINGS, name) ? (MEANINGS[name] ?? null) : null;
  const time = TIMES.has(name) ? timeClaim(payload, name) : null;
  if (time !== null && !Number.isNaN(time)) {
    return { name, value: new Date(time).toISOString().replace('.000Z', 'Z'), meaning, at: time };
  }
  return { name, value: typeof raw === 'string' ? raw : JSON.stringify(raw), meaning, at: null };
}
