import 'server-only';
import type { SignableRequest } from '@/lib/aws/sign';
import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';
import { MASK, redactHeaders, redactQuery } from '@/lib/core/redact';
import { apiKey } from './api-key';
import { bearer } from './bearer';
import type { AuthInput, AuthScheme } from './contract';
import { held, iam } from './iam';
import { none } from './none';
import type { AuthContext, Owned, Proof, Scheme } from './scheme';
import { sources } from './sources';

/** Every scheme this console knows: to add one, write a file beside these, a line here and its input in the contract. */
export const schemes: { [S in AuthScheme]: Scheme<S> } = { none, iam, bearer, held, sources, 'api-key': apiKey };

/** What a request needs to prove who asks, in the way that the input says. */
export function authorize(request: SignableRequest, auth: AuthInput, context: AuthContext): Promise<Proof> {
  return schemeOf(auth).apply(request, auth, context);
}

/** The same proof in the query alone. Throws AppError for an identity that has no such thing. */
export function presign(request: SignableRequest, auth: AuthInput, context: AuthContext): Promise<Proof> {
  const { presign: inQuery } = schemeOf(auth);
  if (inQuery) return inQuery(request, auth, context);
  throw new AppError('invalid-input', 'Only AWS credentials can sign an address. Choose IAM or a role.', {
    detail: { field: 'auth' },
  });
}

/** The names that the chosen identity writes itself. */
export function ownedNames(auth: AuthInput): Owned {
  return schemeOf(auth).owns(auth);
}

/** The chosen identity writes this query parameter itself. What a signature writes has its meaning in any case of letters. */
export function ownsParameter(auth: AuthInput, name: string): boolean {
  return ownedNames(auth).query.includes(isSigned(auth) ? name.toLowerCase() : name);
}

/** The chosen identity signs the request, so that everything in it must go on the wire as it was signed. */
export function isSigned(auth: AuthInput): boolean {
  return schemeOf(auth).signs;
}

/** A proof as a person may see it. */
export function masked(auth: AuthInput, { headers, query }: Proof): Proof {
  if (isSigned(auth)) return { headers: redactHeaders(headers), query: redactQuery(query) };
  return { headers: headers.map(maskHeader), query: query.map(([name]) => [name, MASK]) };
}

/** The word in front of a token stays, where it is one that everybody knows. */
function maskHeader([name, value]: Pair): Pair {
  return [name, `${/^(Bearer|Basic|Token) /i.exec(value)?.[0] ?? ''}${MASK}`];
}

function schemeOf(auth: AuthInput): Scheme<AuthScheme> {
  return schemes[auth.scheme] as Scheme<AuthScheme>;
}
