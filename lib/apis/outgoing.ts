import type { AuthInput } from '@/lib/auth/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Pair } from '@/lib/core/outcome';
import type { Destination } from '@/lib/egress/address';

/** One request, checked and with its address worked out, before anybody has signed it. */
export interface Outgoing {
  api: ApiRef;
  to: Destination;
  /** What stands in front of the API's own paths: empty, or `/stage`. */
  basePath: string;
  /** In upper case. */
  method: string;
  /** As on the wire, base path included. */
  path: string;
  /** The same query twice: decoded for the signature, encoded for the wire. */
  query: { rows: readonly Pair[]; wire: string };
  headers: readonly Pair[];
  auth: AuthInput;
  body: Uint8Array | null;
  timeoutMs: number;
  fresh: boolean;
}
