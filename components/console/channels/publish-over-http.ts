import { openGuarded } from '@/components/console/exchange/guarded';
import type { Identity } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { EventsSendInput } from '@/lib/apis/events/contract';
import type { AuthInput } from '@/lib/auth/contract';
import { afterExchangeEvent, type Failed, type Foresight, objectIn } from '@/lib/diagnosis/exchange';

/** What became of a publication, in words; `failed` where it went out and was not taken. */
export type Published = { ok: true; words: string } | { ok: false; words: string; failed: Failed | null };

interface Publisher {
  identity: Identity;
  auth: AuthInput;
  foresight: Foresight | null;
}

/** Publishes through the console's server, and says what AppSync said of it. */
export async function publishOverHttp(input: EventsSendInput, by: Publisher): Promise<Published> {
  const body: Uint8Array[] = [];
  let failed: Failed = {
    ...{ startedAt: Date.now(), method: 'POST', target: '/event', stage: '', request: null, head: null, body: null },
    ...{ end: null, unreachable: null, as: sentAs(by.identity, by.auth), foresight: by.foresight },
  };
  for await (const part of openGuarded(input, null, new AbortController().signal, { as: by.identity })) {
    if (part.kind === 'bytes') body.push(part.bytes.slice());
    else if (part.event.type === 'failure') return { ok: false, words: part.event.failure.message, failed: null };
    else failed = afterExchangeEvent(failed, part.event);
  }
  if (failed.unreachable) return { ok: false, words: failed.unreachable.message, failed };
  return outcomeOf({ ...failed, body: await new Blob(body as BlobPart[]).text() });
}

/** AppSync answers 200 with what failed, or an error status with why. */
function outcomeOf(failed: Failed): Published {
  const status = failed.head?.status ?? 0;
  const answer = objectIn(failed.body);
  const events = Array.isArray(answer?.failed) ? answer.failed : [];
  if (status === 200 && events.length === 0) return { ok: true, words: 'Published over HTTP.' };
  const [first] = status === 200 ? events : Array.isArray(answer?.errors) ? answer.errors : [];
  const { errorType, code, message, errorMessage } = (first ?? {}) as Record<string, unknown>;
  const why = [errorType ?? code, message ?? errorMessage].filter(Boolean).join(': ');
  return { ok: false, words: `AppSync answered ${status}${why ? `: ${why}` : ''}`, failed };
}
