import { readDraft } from '@/components/console/draft/draft-store';
import { openGuarded } from '@/components/console/exchange/guarded';
import type { Asked } from '@/components/identity/asked';
import type { Identity } from '@/components/identity/identity';
import type { ExchangePart } from '@/lib/wire/browser/exchange';
import { type HttpEndpoint, httpRequest } from './http-request';
import { speaksGraphql } from './recognise';

const PROBE = { query: '{__typename}', variables: null, operationName: null, headers: [] };
/** A GraphQL server says it in far less. */
const MOST_BYTES = 64 * 1024;

/** Sends the smallest query there is, as the chosen identity, and says what the answer means. */
export async function askWhetherGraphql(
  who: { identity: Identity; asked: Asked },
  at: Omit<HttpEndpoint, 'draft'>,
): Promise<{ yes: boolean; words: string }> {
  const { input, body } = httpRequest(PROBE, who, { ...at, draft: readDraft(at.place, at.route) });
  const heard = await listen(openGuarded(input, body, AbortSignal.timeout(15_000)));
  if ('message' in heard) return { yes: false, words: `It cannot be told: ${heard.message}` };
  if (speaksGraphql(heard.text)) return { yes: true, words: 'It answers as a GraphQL server does.' };
  if (heard.status === 401 || heard.status === 403) {
    return { yes: false, words: `It cannot be told: the route answers ${heard.status}. Choose another identity.` };
  }
  return { yes: false, words: `It answers ${heard.status}, and not as a GraphQL server does.` };
}

async function listen(
  parts: AsyncIterable<ExchangePart>,
): Promise<{ status: number; text: string } | { message: string }> {
  const decoder = new TextDecoder();
  let status = 0;
  let text = '';
  for await (const part of parts) {
    if (part.kind === 'bytes') {
      if (text.length < MOST_BYTES) text += decoder.decode(part.bytes, { stream: true });
      continue;
    }
    const { event } = part;
    if (event.type === 'head') status = event.head.status;
    if (event.type === 'unreachable') return { message: event.message };
    if (event.type === 'failure') return { message: event.failure.message };
  }
  return { status, text };
}
