import 'server-only';
import type { Logged } from '@/lib/diagnosis/findings';
import type { StoryEvent } from '@/lib/logs/story/contract';

/** Lines arrive some seconds after they were written; later ones are for whoever looks at the logs themselves. */
const PATIENCE_MS = 15_000;
const MOST_LINES = 40;

/** What the logs say of one request, once enough is known or it takes too long. */
export async function loggedOf(
  follow: (signal: AbortSignal) => AsyncIterable<StoryEvent>,
  signal: AbortSignal,
): Promise<Logged> {
  const logged: Logged = { access: null, lines: null, exact: false, called: null, unread: [] };
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const soon = AbortSignal.any([signal, patience]);
  try {
    for await (const event of follow(soon)) {
      take(logged, event);
      if (isEnough(logged)) break;
    }
  } catch (error) {
    if (!patience.aborted) throw error;
  }
  return logged;
}

function take(logged: Logged, event: StoryEvent): void {
  switch (event.type) {
    case 'access': {
      const fields = event.fields ?? [];
      logged.access = Object.fromEntries(
        fields.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
      );
      return;
    }
    case 'function':
      logged.called = true;
      logged.exact = event.joined !== 'time';
      logged.lines = event.events.slice(0, MOST_LINES).map(({ message }) => message.trim());
      return;
    case 'not-called':
      logged.called = false;
      return;
    case 'missing':
      logged.unread.push({ chapter: event.chapter, failure: event.failure });
  }
}

/** Nothing was called, or the invocation is known for certain; by its time alone only where no line can name it any more. */
function isEnough({ called, exact, access, unread }: Logged): boolean {
  if (called !== true || exact) return called !== null;
  const nameless = access !== null && access['integration.requestId'] === undefined;
  return nameless || unread.some(({ chapter }) => chapter === 'access');
}
