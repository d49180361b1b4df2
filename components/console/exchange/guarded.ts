import { type Going, goingOf, type Told } from '@/components/guard/going';
import { goesFreely, whyNot } from '@/components/guard/guard';
import type { ExchangePart } from '@/lib/wire/browser/exchange';
import { openExchange } from '@/lib/wire/browser/exchange';

/**
 * The one door by which requests leave the page: `openExchange` behind the guard. What may change something in
 * production waits here for the person's word; what is refused ends as a failure, and nothing of it was sent.
 */
export async function* openGuarded(
  input: unknown,
  body: Uint8Array<ArrayBuffer> | Blob | null,
  signal: AbortSignal,
  told: Told = {},
): AsyncGenerator<ExchangePart> {
  const going: Going = goingOf(input, told);
  const failure = goesFreely(going) ? null : await whyNot(going, body, signal);
  if (failure) yield { kind: 'event', event: { type: 'failure', failure } };
  else yield* openExchange(input, body, signal);
}
