import type { HttpAuthorizer } from '@/lib/apis/http/contract';

export interface Claim {
  name: string;
  value: string;
  /** How it does not fit what the route asks for; null where it fits or nothing is asked. */
  mismatch: string | null;
}

export interface TokenReading {
  claims: Claim[];
  /** The token is no JWT that can be read. */
  problem: string | null;
}

type Payload = Record<string, unknown>;

function decodePart(part: string): Payload | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (mark) => mark.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : null;
  } catch {
    return null;
  }
}

function list(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter(Boolean);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function own(payload: Payload, name: string): unknown {
  return Object.hasOwn(payload, name) ? payload[name] : undefined;
}

/**
 * The claims of a token that an authorizer looks at, decoded and not verified, with what does not fit as a JWT
 * authorizer of API Gateway judges: issuer, `aud` or else `client_id`, times, and one of the route's scopes.
 */
export function readToken(
  token: string,
  asked: { authorizer: HttpAuthorizer | null; scopes: readonly string[] },
  now: number,
): TokenReading {
  const parts = token.trim().split('.');
  const payload = parts.length === 3 ? decodePart(parts[1] ?? '') : null;
  if (!payload) return { claims: [], problem: 'This is no JWT, so its claims cannot be shown. It is sent as it is.' };
  const jwt = asked.authorizer?.type === 'JWT' ? asked.authorizer : null;
  const claims = [
    issuerClaim(payload, jwt),
    audienceClaim(payload, jwt),
    ...timeClaims(payload, now),
    scopeClaim(payload, asked.scopes),
    ...plainClaims(payload),
  ];
  return { claims: claims.filter((claim) => claim !== null), problem: null };
}

function issuerClaim(payload: Payload, jwt: HttpAuthorizer | null): Claim | null {
  const issuer = own(payload, 'iss');
  if (issuer === undefined && !jwt) return null;
  const mismatch = jwt?.issuer && issuer !== jwt.issuer ? `The authorizer asks for ${jwt.issuer}.` : null;
  return { name: 'iss', value: issuer === undefined ? 'missing' : String(issuer), mismatch };
}

function audienceClaim(payload: Payload, jwt: HttpAuthorizer | null): Claim | null {
  const name = own(payload, 'aud') === undefined ? 'client_id' : 'aud';
  const raw = own(payload, name);
  if (raw === undefined && !jwt) return null;
  const values = Array.isArray(raw) ? list(raw) : raw === undefined ? [] : [String(raw)];
  const asked = jwt?.audience ?? [];
  const fits = asked.length === 0 || values.some((value) => asked.includes(value));
  return {
    name: raw === undefined ? 'aud' : name,
    value: values.join(', ') || 'missing',
    mismatch: fits ? null : `The authorizer asks for ${asked.join(' or ')}.`,
  };
}

const TIMES = [
  { name: 'exp', wrong: 'past', words: 'The token has expired.' },
  { name: 'nbf', wrong: 'future', words: 'The token is not valid yet.' },
  { name: 'iat', wrong: 'future', words: 'This lies in the future.' },
] as const;

function timeClaims(payload: Payload, now: number): Claim[] {
  return TIMES.filter(({ name }) => own(payload, name) !== undefined).map(({ name, wrong, words }) => {
    const raw = own(payload, name);
    const at = new Date(typeof raw === 'number' ? raw * 1000 : Number.NaN);
    if (Number.isNaN(at.getTime())) return { name, value: String(raw), mismatch: 'This is no time.' };
    const side = at.getTime() <= now ? 'past' : 'future';
    return { name, value: at.toISOString().replace('.000Z', 'Z'), mismatch: side === wrong ? words : null };
  });
}

function scopeClaim(payload: Payload, asked: readonly string[]): Claim | null {
  const name = own(payload, 'scope') === undefined ? 'scp' : 'scope';
  const values = list(own(payload, name));
  if (values.length === 0 && asked.length === 0) return null;
  const fits = asked.length === 0 || values.some((value) => asked.includes(value));
  return {
    name: values.length > 0 ? name : 'scope',
    value: values.join(' ') || 'missing',
    mismatch: fits ? null : `The route asks for one of ${asked.join(', ')}.`,
  };
}

function plainClaims(payload: Payload): Claim[] {
  return ['sub', 'token_use', 'username'].flatMap((name) => {
    const value = own(payload, name);
    return typeof value === 'string' ? [{ name, value, mismatch: null }] : [];
  });
}
