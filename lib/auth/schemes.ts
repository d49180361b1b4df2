import 'server-only';
import type { SignableRequest } from '@/lib/aws/sign';
import type { Pair } from '@/lib/core/outcome';
import { bearer } from './bearer';
import type { AuthInput, AuthScheme } from './contract';
import { iam } from './iam';
import { none } from './none';
import type { AuthContext, Scheme } from './scheme';

/** Every scheme this console knows: to add one, write a file beside these, a line here and its input in the contract. */
export const schemes: { [S in AuthScheme]: Scheme<S> } = { none, iam, bearer };

/** The headers with which a request proves who asks, in the way that the input says. */
export function authorize(request: SignableRequest, auth: AuthInput, context: AuthContext): Promise<Pair[]> {
  const scheme = schemes[auth.scheme] as Scheme<AuthScheme>;
  return scheme.apply(request, auth, context);
}
