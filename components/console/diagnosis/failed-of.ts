import { mediaOf } from '@/components/console/answer/media';
import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import { bodies } from '@/components/console/viewer/viewer-client';
import type { Failed } from '@/lib/diagnosis/exchange';

/** Enough for what a gateway says itself, and to know a body by. */
const FAILED_BYTES = 64 * 1024;
const GOOD_BYTES = 2 * 1024;

/** An exchange as a diagnosis looks at it. */
export function failedOf(exchange: Exchange, body: string | null): Failed {
  const { startedAt, method, target, stage, request, head, end, unreachable, as, foresight } = exchange;
  return { startedAt, method, target, stage, request, head, end, unreachable, as, foresight, body };
}

/** The beginning of an exchange's body; null where it has none, or not any more. */
export async function bodyStart(exchange: Exchange): Promise<string | null> {
  if (!exchange.head || !exchange.bodyKept || exchange.received === 0) return null;
  const { charset } = mediaOf(headerOf(exchange, 'content-type'));
  const most = exchange.head.status >= 400 ? FAILED_BYTES : GOOD_BYTES;
  const { text } = await bodies.text(exchange.id, exchange.stored ? null : charset, most);
  return text;
}
