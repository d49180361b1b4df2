import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { FilteredLogEvent } from '@/lib/aws/shapes';
import { AppError } from '@/lib/core/error';
import type { LogEvent } from '@/lib/core/log-frame';

export interface TailAsked {
  /** The name of a log group. */
  group: string;
  /** CloudWatch's own pattern; all events where there is none. */
  filterPattern?: string | undefined;
  /** ms since 1970. */
  since: number;
  /** Nothing after is told. ms since 1970. */
  until?: number | undefined;
}

export type Logs = Pick<AwsClients['cloudwatchLogs'], 'filterLogEvents'>;

/** A token that comes back unchanged so often leads nowhere. */
const MOST_EQUAL_TOKENS = 3;
/** What becomes of calls that are not answered. */
export interface Patience {
  /** Who is throttled waits for a turn without end; past this long it is said. */
  silentMs: number;
  /** Whether AWS has throttled lately. */
  slowed: () => boolean;
}

/** Asks for one window page by page. A page that fails can be asked for again, so that long windows come to an end too. */
export class Reading {
  readonly #logs: Logs;
  readonly #asked: TailAsked;
  readonly #from: number;
  #nextToken: string | undefined;
  #equalTokens = 0;
  /** How many pages were read. */
  pages = 0;

  constructor(logs: Logs, asked: TailAsked, from: number) {
    this.#logs = logs;
    this.#asked = asked;
    this.#from = from;
  }

  /** Whether there is a page before which something was read. */
  get isUnderWay(): boolean {
    return this.#nextToken !== undefined;
  }

  /** Whether the page that was read last may be the one before once more. */
  get repeats(): boolean {
    return this.#equalTokens > 0;
  }

  /** The next page. `isLast`: the window was read to its end. */
  async page(patience: Patience, signal: AbortSignal): Promise<{ events: LogEvent[]; isLast: boolean }> {
    const before = this.#nextToken;
    const page = await timed(patience, signal, (abortSignal) => this.#ask(abortSignal));
    this.pages += 1;
    this.#nextToken = page.nextToken || undefined;
    this.#equalTokens = this.isUnderWay && this.#nextToken === before ? this.#equalTokens + 1 : 0;
    if (this.#equalTokens === MOST_EQUAL_TOKENS) {
      this.#nextToken = undefined;
      this.#equalTokens = 0;
      throw new AppError('unexpected', 'CloudWatch Logs goes on giving the same page.');
    }
    const { until = Number.POSITIVE_INFINITY } = this.#asked;
    const events: LogEvent[] = [];
    for (const one of page.events ?? []) {
      const event = eventOf(one);
      if (event && event.at <= until) events.push(event);
    }
    return { events, isLast: !this.isUnderWay };
  }

  #ask(abortSignal: AbortSignal) {
    const { group, filterPattern, until } = this.#asked;
    return this.#logs.filterLogEvents(
      {
        logGroupName: group,
        startTime: this.#from,
        // One more, because whether the end is within is told differently from page to page of AWS's documentation.
        ...(until === undefined ? {} : { endTime: until + 1 }),
        ...(filterPattern ? { filterPattern } : {}),
        ...(this.#nextToken ? { nextToken: this.#nextToken } : {}),
      },
      { abortSignal },
    );
  }
}

/** An answer that does not come in time is a failure like another. Its call is given up. */
async function timed<T>(patience: Patience, signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silent(patience)), patience.silentMs);
  });
  try {
    return await Promise.race([ask(over.signal), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    over.abort();
  }
}

function silent({ silentMs, slowed }: Patience): AppError {
  const seconds = Math.round(silentMs / 1000);
  return slowed()
    ? new AppError(
        'throttled',
        `CloudWatch Logs has refused all calls for ${seconds} seconds, because the account makes too many.`,
      )
    : new AppError('timed-out', `CloudWatch Logs has not answered for ${seconds} seconds.`);
}

/** Without an id an event could not be told apart from itself; CloudWatch gives each one. */
export function eventOf({
  eventId,
  logStreamName,
  timestamp,
  ingestionTime,
  message,
}: FilteredLogEvent): LogEvent | null {
  if (eventId === undefined || timestamp === undefined) return null;
  const [stream, text] = [logStreamName ?? '', message ?? ''];
  return { id: eventId, stream, at: timestamp, ingestedAt: ingestionTime ?? timestamp, message: text };
}
