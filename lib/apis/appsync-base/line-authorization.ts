import 'server-only';
import type { AuthInput } from '@/lib/auth/contract';
import type { AuthContext } from '@/lib/auth/scheme';
import { authorize, isSigned } from '@/lib/auth/schemes';
import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';

/** What AppSync expects to be signed with a message on a line, besides Host and the date (aws.md §5.4). */
const SIGNED: readonly Pair[] = [
  ['accept', 'application/json, text/javascript'],
  ['content-encoding', 'amz-1.0'],
  ['content-type', 'application/json; charset=UTF-8'],
];
/** These two are read by their exact names. */
const SPELLED: Record<string, string> = {
  authorization: 'Authorization',
  'x-amz-security-token': 'X-Amz-Security-Token',
};

/** What a signature is over: as if the message were a POST to this path of the API's own host. */
export interface SaidOnLine {
  host: string;
  path: string;
  /** The exact string that is sent. */
  body: string;
}

/** Proves who asks in the object that AppSync's lines take in place of headers. It is secret as a whole. */
export async function lineAuthorization(
  auth: AuthInput,
  may: AuthContext,
  { host, path, body }: SaidOnLine,
): Promise<Record<string, string>> {
  const headers = isSigned(auth) ? SIGNED : [];
  const request = { method: 'POST', host, path, query: [], headers, body: Buffer.from(body) };
  const proof = await authorize(request, auth, may);
  if (proof.query.length > 0) {
    throw new AppError(
      'invalid-input',
      'AppSync takes no token from a query. Choose an identity of one of its modes.',
      {
        detail: { field: 'auth' },
      },
    );
  }
  const named = [...headers, ...proof.headers].map(([name, value]) => [SPELLED[name.toLowerCase()] ?? name, value]);
  return { host, ...Object.fromEntries(named) };
}

/** The subprotocols with which a line proves who asks when it opens, and the same for a person to read. */
export function authProtocols(protocol: string, authorization: Record<string, string>): string[] {
  return [protocol, `header-${Buffer.from(JSON.stringify(authorization)).toString('base64url')}`];
}
