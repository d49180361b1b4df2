import type { HowToClose } from '@/lib/core/line';

/** A larger message ends the line. API Gateway's have up to 128 KB, AppSync's up to 240 KB. */
export const MAX_MESSAGE_BYTES = 4 * 1024 ** 2;
/** RFC 6455 §5.5: a control frame has 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123;
const NORMAL = 1000;

/** What can be said of a wish to close, and a sentence where that is not all of it. */
export function sayableClose(how: Extract<HowToClose, { cut: false }>): {
  code: number;
  reason: string;
  note: string | null;
} {
  const { code = NORMAL, reason = '' } = how;
  if (!isSayable(code)) {
    return {
      code: NORMAL,
      reason: '',
      note: `No line can be closed with the code ${code}, so it is closed with 1000.`,
    };
  }
  if (Buffer.byteLength(reason) <= MAX_REASON_BYTES) return { code, reason, note: null };
  return { code, reason: '', note: 'The reason is longer than 123 bytes, so the line is closed without one.' };
}

/** Codes that an endpoint may send (RFC 6455 §7.4): some stand only for what happened without one. */
function isSayable(code: number): boolean {
  if (!Number.isInteger(code)) return false;
  return (code >= 3000 && code <= 4999) || (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code));
}

/** What broke an open line, in a sentence. */
export function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    const limit = MAX_MESSAGE_BYTES / 1024 ** 2;
    return `The API sent a message of more than ${limit} MiB, which is not taken. The line was closed with 1009.`;
  }
  if (code === 'WS_ERR_TOO_MANY_BUFFERED_PARTS') {
    return 'The API sent a message in more parts than are taken. The line was closed with 1008.';
  }
  if (code === 'ECONNRESET') return 'The connection was reset in the middle of the line (ECONNRESET).';
  if (!code.startsWith('WS_ERR_') && !code.startsWith('Z_')) return `The connection broke (${code || 'no code'}).`;
  return `The API broke the WebSocket protocol (${code}), so the line was closed. What came before is kept.`;
}
