import type { UnreachableReason } from '@/lib/core/outcome';
import { type Destination, placeOf } from './address';
import type { Stop } from './stop';

/** Why no answer came, in one sentence for a person. */
export interface Unreachable {
  reason: UnreachableReason;
  message: string;
}

const CERTIFICATE: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority of its own that this machine does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the intermediate certificates that would prove it',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that this machine does not know',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet; look at the clock of this machine',
  CERT_REVOKED: 'was revoked',
  CERT_UNTRUSTED: 'is not trusted by this machine',
  HOSTNAME_MISMATCH: 'is for another host name',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host name',
};

const BY_CODE: Record<string, (place: string) => Unreachable> = {
  ENOTFOUND: (place) => ({ reason: 'dns', message: `There is no DNS entry for ${place}.` }),
  ENODATA: (place) => ({ reason: 'dns', message: `The DNS entry for ${place} has no address.` }),
  EAI_AGAIN: (place) => ({ reason: 'dns', message: `The DNS server gave no answer about ${place}.` }),
  ECONNREFUSED: (place) => ({ reason: 'refused', message: `Nothing listens at ${place}.` }),
  ECONNRESET: reset,
  EPIPE: reset,
  ETIMEDOUT: (place) => ({ reason: 'timeout', message: `${place} did not take the connection.` }),
  EHOSTUNREACH: (place) => ({ reason: 'network', message: `This machine has no way to ${place}.` }),
  ENETUNREACH: (place) => ({ reason: 'network', message: `This machine has no network that leads to ${place}.` }),
  EBLOCKED: (place) => ({
    reason: 'blocked',
    message: `${place} is an address inside this machine or its network, and nothing is sent there on the word of another server.`,
  }),
  HPE_HEADER_OVERFLOW: (place) => ({
    reason: 'malformed-answer',
    message: `${place} answered with more than 256 KiB of headers.`,
  }),
};

function reset(place: string): Unreachable {
  return { reason: 'reset', message: `The connection to ${place} broke before an answer came.` };
}

/** `place` is the host and port as a person would write them. */
export function unreachable(error: unknown, place: string): Unreachable {
  const code = codeOf(error);
  const certificate = CERTIFICATE[code];
  if (certificate !== undefined) {
    return { reason: 'tls', message: `The certificate of ${place} ${certificate} (${code}).` };
  }
  const known = BY_CODE[code];
  if (known !== undefined) return known(place);
  if (code.startsWith('HPE_')) {
    return { reason: 'malformed-answer', message: `What ${place} answered is not HTTP/1.1 (${code}).` };
  }
  if (/^(EPROTO|ERR_SSL|ERR_TLS|CERT_)/.test(code)) {
    return { reason: 'tls', message: `No encrypted connection to ${place} came about (${code}).` };
  }
  return { reason: 'network', message: `The request to ${place} failed${code === '' ? '' : ` (${code})`}.` };
}

/** The same for one that may have been stopped from here. */
export function whyUnreachable(error: unknown, to: Destination, stop: Stop): Unreachable {
  if (stop.reason === 'timeout') {
    return { reason: 'timeout', message: `${stop.sentence} before ${placeOf(to)} answered.` };
  }
  if (stop.reason === 'cancelled') return { reason: 'cancelled', message: `${stop.sentence}.` };
  return unreachable(error, placeOf(to));
}

/** Node tries several addresses of a host and reports them together. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}
