import type { AccessKey, Account, Region, World } from '@/sandbox/model';
import { callerBySignature } from './iam';
import { callerByLambda } from './lambda';
import type { AppSyncKey, AuthMode, AuthProvider } from './provider';
import { unauthorized } from './refusal';
import { callerByToken } from './token';

/** An API of AppSync, GraphQL or Events, as far as the question who may come in is concerned. */
export interface Guarded {
  world: World;
  account: Account;
  region: Region;
  apiId: string;
  apiKeys: readonly AppSyncKey[];
  providers: readonly AuthProvider[];
}

/** What a caller shows: the headers of a request or the fields of an authorization object, and what a signature would cover. */
export interface Presented {
  headers: readonly (readonly [name: string, value: string])[];
  /** The path that is signed, which on a line is not the line's own. */
  path: string;
  /** The exact text that is signed. */
  body: string;
}

/** What the caller wants to do. */
export interface Asked {
  /** Modes that may do it, of those that the API has. */
  allowed: readonly AuthMode[];
  /** Whether IAM lets a key do it; see `mayDo`. */
  permits: (key: AccessKey) => boolean;
  /** What a Lambda authorizer is told in `requestContext` beside the API, the account and the request. */
  context: Record<string, unknown>;
  /** Beside the token, what a Lambda authorizer's answer is kept by. */
  keptBy?: string;
}

/** Who came in, and how. */
export interface Caller {
  mode: AuthMode;
  provider: AuthProvider;
  /** `$context.identity` as resolvers are told it; null for an API key. */
  identity: Record<string, unknown> | null;
  /** Groups of a user pool. */
  groups: readonly string[];
  /** The key that signed, where one did. */
  key?: AccessKey;
  /** Fields that a Lambda authorizer forbids: ARNs, or `Type.field`. */
  deniedFields: readonly string[];
}

/**
 * Lets a caller in, in one of the modes that may do what is asked, told apart as AppSync does by what is shown: a
 * signature, a token of a configured issuer, any other token, else a key. Throws the refusal.
 */
export async function authorize(guarded: Guarded, presented: Presented, asked: Asked): Promise<Caller> {
  const authorization = headerOf(presented, 'authorization');
  if (authorization === undefined) {
    const key = headerOf(presented, 'x-api-key');
    if (key === undefined) throw unauthorized('Valid authorization header not provided.');
    return callerByKey(guarded, asked, key);
  }
  if (authorization.startsWith('AWS4-HMAC-SHA256')) {
    const provider = providerFor(guarded, asked, ({ mode }) => mode === 'AWS_IAM');
    return callerBySignature({ guarded, presented, asked, provider });
  }
  const known = await callerByToken(guarded, authorization);
  if (known) {
    providerFor(guarded, asked, (provider) => provider === known.provider);
    return known;
  }
  const provider = providerFor(guarded, asked, ({ mode }) => mode === 'AWS_LAMBDA');
  return callerByLambda({ guarded, presented, asked, provider }, authorization);
}

/** What one mode needs to let somebody in. */
export interface Attempt {
  guarded: Guarded;
  presented: Presented;
  asked: Asked;
  provider: AuthProvider;
}

export function headerOf({ headers }: Pick<Presented, 'headers'>, name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

function callerByKey(guarded: Guarded, asked: Asked, value: string): Caller {
  const provider = providerFor(guarded, asked, ({ mode }) => mode === 'API_KEY');
  const known = guarded.apiKeys.find(({ id }) => id === value);
  if (!known || known.expires * 1000 <= Date.now()) throw unauthorized();
  return { mode: 'API_KEY', provider, identity: null, groups: [], deniedFields: [] };
}

function providerFor(guarded: Guarded, asked: Asked, fits: (provider: AuthProvider) => boolean): AuthProvider {
  const found = guarded.providers.find(fits);
  if (!found || !asked.allowed.includes(found.mode)) throw unauthorized();
  return found;
}
