import 'server-only';
import type { SignableRequest, SigningCredentials } from '@/lib/aws/sign';
import type { Pair } from '@/lib/core/outcome';
import type { AuthInput, AuthScheme } from './contract';

export interface AuthContext {
  /** The region of the API. */
  region: string;
  /** Keys of a profile, or of the account's own identity. Throws AppError where there are none. */
  credentials(profile?: string): Promise<SigningCredentials>;
}

/** One way in which a request proves who asks. */
export interface Scheme<S extends AuthScheme> {
  id: S;
  label: string;
  /** Headers, in lower case, that nobody else may write beside this scheme. */
  owns: readonly string[];
  /** The headers to add. Refuses (AppError) rather than send a request that proves nothing. */
  apply(request: SignableRequest, values: Extract<AuthInput, { scheme: S }>, context: AuthContext): Promise<Pair[]>;
}
