import type { LineEnd } from '@/lib/core/line';

/** What each close code says (RFC 6455 §7.4.1, and API Gateway's use of them). */
const CODES: Record<number, string> = {
  1000: 'normal end',
  1001: 'the other end is going away; API Gateway says so after ten minutes of silence or two hours',
  1002: 'a protocol error',
  1003: 'data of a sort that is not accepted',
  1005: 'no code given',
  1006: 'the connection broke without a word',
  1007: 'a text that is not UTF-8',
  1008: 'against the policy of the other end',
  1009: 'a message too big; API Gateway takes frames of 32 KB and messages of 128 KB',
  1010: 'an extension that the other end does not offer',
  1011: 'an error in the other end',
  1012: 'the other end restarts',
  1013: 'the other end is too busy; try again later',
  1014: 'a gateway got a bad answer from behind',
  1015: 'TLS failed',
};

/** How a line ended, in words. */
export function closeInWords({ code, reason, by }: LineEnd): string {
  const who = { asked: 'Closed here', api: 'Closed by the API', broken: 'Broke off' }[by];
  const known =
    code === null ? null : (CODES[code] ?? (code >= 4000 ? 'a code of the application' : 'an unknown code'));
  const said = reason === '' ? '' : `, with the reason "${reason}"`;
  return code === null ? `${who}${said}` : `${who}: ${code}, ${known}${said}`;
}
