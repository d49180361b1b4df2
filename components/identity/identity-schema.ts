import type { Tokens } from '@/lib/auth/sign-in/contract';
import type { KeptIdentity } from './identity';

// By hand and not with zod, which the first load of the page does not carry. What is read here was written by this
// version of the page into the storage of its own tab.

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTokens(value: unknown): value is Tokens {
  return isFields(value) && typeof value.accessToken === 'string' && Number.isFinite(value.expiresAt);
}

const CHECKS: Record<KeptIdentity['kind'], (value: Fields) => boolean> = {
  'user-pool': isSignedInEntry,
  issuer: isSignedInEntry,
  pasted: (value) => typeof value.token === 'string',
  held: (value) => isFields(value.held) && typeof value.held.id === 'string' && isFields(value.from),
  sources: (value) => Array.isArray(value.values),
  'api-key': (value) => typeof value.keyId === 'string',
};

function isSignedInEntry(value: Fields): boolean {
  return (
    isTokens(value.tokens) && isFields(value.source) && isFields(value.renewBy) && typeof value.issuer === 'string'
  );
}

function isKept(value: unknown): value is KeptIdentity {
  if (!isFields(value) || typeof value.id !== 'string' || typeof value.label !== 'string') return false;
  const check = Object.hasOwn(CHECKS, String(value.kind)) ? CHECKS[value.kind as KeptIdentity['kind']] : null;
  return check?.(value) ?? false;
}

/** The identities that this tab kept over a reload, without those that make no sense. */
export function parseIdentities(value: unknown): KeptIdentity[] | null {
  return Array.isArray(value) ? value.filter(isKept) : null;
}

/** An identity as the tab's storage may hold it: what is good for long stays in the page. */
export function withoutLasting(identity: KeptIdentity): KeptIdentity {
  if (identity.kind === 'sources')
    return { ...identity, values: identity.values.map((one) => ({ ...one, value: '' })) };
  if (identity.kind !== 'user-pool' && identity.kind !== 'issuer') return identity;
  return { ...identity, tokens: { ...identity.tokens, refreshToken: null } };
}

/** Whom a person chose for which authorizer of which API: ids only. */
export type Choices = Readonly<Record<string, string>>;

export function parseChoices(value: unknown): Choices | null {
  if (!isFields(value)) return null;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
