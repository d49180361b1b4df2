import type { Failure } from './error';

/** A name and a value, in order, duplicates kept: header and query rows. */
export type Pair = [name: string, value: string];

/** The time of each phase of one exchange in milliseconds; null where a phase did not happen (an IP literal has no DNS, a reused connection no TCP). */
export interface Timings {
  dns: number | null;
  tcp: number | null;
  tls: number | null;
  /** From the request being written to the first byte of the answer. */
  firstByte: number | null;
  download: number | null;
  total: number;
  /** The connection was already open. */
  reused: boolean;
}

/** The request as it went on the wire, secrets masked. */
export interface WireRequest {
  method: string;
  /** The full URL as a person would copy it. */
  url: string;
  /** Path and query exactly as sent in the request line. */
  target: string;
  headers: Pair[];
  bodyBytes: number;
  /** Where the connection goes when that is not the URL's host: an emulator's address. */
  connectedTo: string | null;
  /** What does the same in a terminal, where that is no request of HTTP. */
  command?: string;
}

export interface AnswerHead {
  status: number;
  reason: string;
  httpVersion: string;
  /** As received: order, case and duplicates kept. */
  headers: Pair[];
  /** `ip:port` of the other end. */
  remote: string | null;
  tls: { protocol: string; cipher: string } | null;
}

/** Why no answer came. */
export type UnreachableReason =
  | 'dns'
  | 'refused'
  | 'reset'
  | 'tls'
  | 'timeout'
  | 'cancelled'
  | 'blocked'
  | 'malformed-answer'
  | 'network';

/** How the body ended. */
export interface AnswerEnd {
  timings: Timings;
  /** Bytes of the body on the wire, still encoded, and after decoding; decoded counts what was delivered. */
  bytes: { wire: number; decoded: number };
  /** Set where the body is not whole: the cap was reached, the connection broke, or it could not be decoded. */
  cut: { reason: 'cap' | 'broken' | 'undecodable' | 'timeout' | 'cancelled'; message: string } | null;
  /** The path at which the whole of a capped body can be downloaded from this server, until it is dropped. */
  download: string | null;
  /** Set on a 3xx with a Location: what following it would mean, and send. `id` is what `follow` names. */
  redirect: { id: string; location: string; method: string; sameOrigin: boolean } | null;
  /** What API Gateway wrote down on the way; of a test alone. */
  log?: string;
}

/**
 * What one exchange streams to the browser: `request`, then `head`, bytes, `end`; or `unreachable`; or `failure` where
 * Signalbox itself could not do its part. Body bytes travel in frames of their own (`lib/wire/frames`).
 */
export type ExchangeEvent =
  | { type: 'request'; request: WireRequest }
  | { type: 'head'; head: AnswerHead }
  | ({ type: 'end' } & AnswerEnd)
  | { type: 'unreachable'; reason: UnreachableReason; message: string; timings: Timings }
  | { type: 'failure'; failure: Failure };
