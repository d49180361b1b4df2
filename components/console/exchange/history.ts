import { isTextual, mediaOf } from '@/components/console/answer/media';
import { redactDraft } from '@/components/console/draft/draft-store';
import { bodies } from '@/components/console/viewer/viewer-client';
import { shelf } from '@/components/store';
import { redactHeaders, redactText, redactUrl } from '@/lib/core/redact';
import { type Exchange, headerOf } from './exchange';
import { parseStored, type StoredAnswer } from './history-schema';
import { MOST_ANSWERS } from './registry';

/** Longer bodies are not stored; the answer says so. */
const STORED_BYTES = 1024 * 1024;

const answers = shelf<StoredAnswer[]>('answers', parseStored);
let writing: Promise<unknown> = Promise.resolve();

/** The exchange with everything masked that has the shape of a secret, and without what only this process knows. */
export function redactExchange(exchange: Exchange): Exchange {
  const { request, head, end, draft } = exchange;
  return {
    ...exchange,
    stored: true,
    target: redactUrl(exchange.target),
    request: request && {
      ...request,
      url: redactUrl(request.url),
      target: redactUrl(request.target),
      headers: redactHeaders(request.headers),
      ...(request.command === undefined ? {} : { command: redactText(request.command) }),
    },
    head: head && { ...head, headers: redactHeaders(head.headers) },
    end: end && {
      ...end,
      download: null,
      redirect: null,
      ...(end.log === undefined ? {} : { log: redactText(end.log) }),
    },
    draft: draft && redactDraft(draft),
  };
}

async function storedBody(exchange: Exchange): Promise<string | null> {
  const media = mediaOf(headerOf(exchange, 'content-type'));
  if (!exchange.bodyKept || exchange.received > STORED_BYTES || !isTextual(media)) return null;
  const { text } = await bodies.text(exchange.id, media.charset, STORED_BYTES);
  return text === null ? null : redactText(text);
}

/** Keeps an exchange that has ended for later visits, redacted. Writes one after the other, so that none is lost. */
export function storeExchange(exchange: Exchange): Promise<unknown> {
  if (exchange.stored || exchange.failure) return Promise.resolve();
  writing = writing.then(async () => {
    const body = await storedBody(exchange);
    const before = (await answers.read(exchange.place)) ?? [];
    const next = [{ exchange: redactExchange({ ...exchange, bodyKept: body !== null }), body }, ...before];
    await answers.write(exchange.place, next.slice(0, MOST_ANSWERS));
  });
  return writing;
}

/** What earlier visits kept of a place, save what is `known` already; the bodies are given to the viewer. */
export async function readStored(place: string, known: (id: string) => boolean): Promise<Exchange[]> {
  const kept = ((await answers.read(place)) ?? []).filter(({ exchange }) => !known(exchange.id));
  for (const { exchange, body } of kept) {
    if (body === null) continue;
    const bytes = new TextEncoder().encode(body);
    bodies.begin(exchange.id, bytes.length);
    bodies.append(exchange.id, bytes);
    bodies.finish(exchange.id);
  }
  return kept.map(({ exchange }) => exchange);
}

export async function clearStored(place: string): Promise<void> {
  writing = writing.then(() => answers.remove(place));
  await writing;
}
