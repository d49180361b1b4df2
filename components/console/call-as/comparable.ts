import { isTextual, mediaOf } from '@/components/console/answer/media';
import { type Exchange, headerOf } from '@/components/console/exchange/exchange';

/** Of longer bodies only the beginning is compared. */
export const COMPARED_BYTES = 1024 * 1024;

/** A body as it can be compared. */
export type Comparable =
  | { type: 'text'; text: string; cut: boolean }
  | { type: 'binary'; bytes: number; digest: string }
  /** Given up for newer ones, or there was no answer. */
  | { type: 'none' };

/** Where bodies are read from: `bodies` of the viewer, or another in tests. */
export interface BodySource {
  text(body: string, charset: string | null, limit: number): Promise<{ text: string | null; cut: boolean }>;
  blob(body: string, mediaType: string): Promise<Blob | null>;
}

/** The body of an answer: its text, or of what is no text size and digest. */
export async function comparableOf(exchange: Exchange, source: BodySource): Promise<Comparable> {
  if (!exchange.head) return { type: 'none' };
  if (exchange.received === 0) return { type: 'text', text: '', cut: false };
  if (!exchange.bodyKept) return { type: 'none' };
  const media = mediaOf(headerOf(exchange, 'content-type'));
  if (!isTextual(media)) return binary(exchange, await source.blob(exchange.id, 'application/octet-stream'));
  const charset = exchange.stored ? null : media.charset;
  const { text, cut } = await source.text(exchange.id, charset, COMPARED_BYTES);
  if (text === null) return { type: 'none' };
  return { type: 'text', text, cut };
}

async function binary(exchange: Exchange, blob: Blob | null): Promise<Comparable> {
  if (!blob) return { type: 'none' };
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  const digest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { type: 'binary', bytes: exchange.received, digest };
}
