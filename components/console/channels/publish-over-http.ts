import { openGuarded } from '@/components/console/exchange/guarded';
import type { EventsSendInput } from '@/lib/apis/events/contract';

/** What became of a publication, in words. */
export interface Published {
  ok: boolean;
  words: string;
}

/** Publishes through the console's server, and says what AppSync said of it. */
export async function publishOverHttp(input: EventsSendInput, as: { label: string }): Promise<Published> {
  const body: Uint8Array[] = [];
  let status = 0;
  for await (const part of openGuarded(input, null, new AbortController().signal, { as })) {
    if (part.kind === 'bytes') body.push(part.bytes.slice());
    else if (part.event.type === 'head') status = part.event.head.status;
    else if (part.event.type === 'failure') return { ok: false, words: part.event.failure.message };
    else if (part.event.type === 'unreachable') return { ok: false, words: part.event.message };
  }
  return answerInWords(status, await new Blob(body as BlobPart[]).text());
}

/** AppSync answers 200 with what failed, or an error status with why. */
export function answerInWords(status: number, text: string): Published {
  const answer = objectIn(text);
  const failed = Array.isArray(answer?.failed) ? answer.failed : [];
  if (status === 200 && failed.length === 0) return { ok: true, words: 'Published over HTTP.' };
  const [first] = status === 200 ? failed : Array.isArray(answer?.errors) ? answer.errors : [];
  const { errorType, code, message, errorMessage } = (first ?? {}) as Record<string, unknown>;
  const why = [errorType ?? code, message ?? errorMessage].filter(Boolean).join(': ');
  return { ok: false, words: `AppSync answered ${status}${why ? `: ${why}` : ''}` };
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
