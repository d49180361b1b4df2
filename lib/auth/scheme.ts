import 'server-only';
import type { SignableRequest, SigningCredentials, SigningScope } from '@/lib/aws/sign';
import type { Pair } from '@/lib/core/outcome';
import type { AuthInput, AuthScheme } from './contract';

export interface AuthContext {
  /** What signatures are made for: the service that serves the API, in its region. */
  scope: SigningScope;
  /** Keys of a profile, or of the account's own identity. Throws AppError where there are none. */
  credentials(profile?: string): Promise<SigningCredentials>;
  /** Keys that this server holds. Throws AppError where it does not, or they have expired. */
  held(id: string): Promise<SigningCredentials>;
  /** The value of an API key of the account. Throws AppError where it cannot be read. */
  apiKey(id: string): Promise<string>;
}

/** What is added to a request so that it proves who asks. */
export interface Proof {
  headers: Pair[];
  /** Decoded rows, after those of the request. */
  query: Pair[];
}

/** Names that nobody else may write beside a scheme: headers in lower case, query parameters as they are, or in lower case where the scheme signs. */
export interface Owned {
  headers: readonly string[];
  query: readonly string[];
}

export type Values<S extends AuthScheme> = Extract<AuthInput, { scheme: S }>;

/** One way in which a request proves who asks. */
export interface Scheme<S extends AuthScheme> {
  id: S;
  label: string;
  /** It signs the request, and what is added is safe to show but for the signature. Others add the secret itself. */
  signs: boolean;
  owns(values: Values<S>): Owned;
  /** Refuses (AppError) rather than send a request that proves nothing. */
  apply(request: SignableRequest, values: Values<S>, context: AuthContext): Promise<Proof>;
  /** The same proof in the query alone, for whoever cannot send headers. Absent where there is no such thing. */
  presign?(request: SignableRequest, values: Values<S>, context: AuthContext): Promise<Proof>;
}
