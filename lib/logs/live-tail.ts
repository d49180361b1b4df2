import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { LiveTailSessionUpdate } from '@/lib/aws/shapes';
import { backOffMs } from '@/lib/core/back-off';
import { AppError, toFailure } from '@/lib/core/error';
import type { LineSink } from '@/lib/core/line';
import type { LogEvent } from '@/lib/core/log-frame';
import type { TailClock } from './clock';
import { GroupLine } from './group-line';

export interface LiveTailPlan {
  logs: Pick<AwsClients['cloudwatchLogs'], 'startLiveTail'>;
  /** Of the log group, without `:*`. */
  arn: string;
  pattern: string | null;
  clock: TailClock;
}

/** What no waiting mends. */
const FOR_GOOD: ReadonlySet<string> = new Set(['invalid-input', 'not-supported', 'access-denied', 'not-found']);
/** The other way is always there. */
const POLL = { next: 'Go back to polling.' };
/** That events are left out is said again after so long, where it goes on. */
const SAMPLED_EVERY_MS = 10_000;

/**
 * One line that follows a log group through Live Tail: quicker than polling, paid by the minute, without ids, and not
 * whole where there are more than 500 events a second. AWS ends a session after three hours; then another begins.
 */
export class LiveTailLine extends GroupLine {
  readonly #plan: LiveTailPlan;
  #failures = 0;
  #sampledAt = Number.NEGATIVE_INFINITY;

  constructor(plan: LiveTailPlan, sink: LineSink) {
    super(sink, plan.clock.now);
    this.#plan = plan;
  }

  protected override async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#session(signal);
      } catch (error) {
        if (!signal.aborted) await this.#mend(error, signal);
      }
      await this.gate.passed(signal);
    }
  }

  async #session(signal: AbortSignal): Promise<void> {
    const { logs, arn, pattern } = this.#plan;
    const asked = { logGroupIdentifiers: [arn], ...(pattern === null ? {} : { logEventFilterPattern: pattern }) };
    const { responseStream } = await logs.startLiveTail(asked, { abortSignal: signal });
    for await (const { sessionUpdate } of responseStream ?? []) {
      if (this.#failures > 0) this.teller.tell({ kind: 'resumed' });
      this.#failures = 0;
      if (sessionUpdate) this.#tell(sessionUpdate);
      await this.gate.passed(signal);
    }
    if (!signal.aborted)
      throw new AppError('unreachable', 'CloudWatch Logs ended the Live Tail session without a word.');
  }

  #tell({ sessionMetadata, sessionResults = [] }: LiveTailSessionUpdate): void {
    const now = this.#plan.clock.now();
    const events = sessionResults.map(
      ({ logStreamName = '', timestamp, ingestionTime, message = '' }): LogEvent => ({
        id: '',
        stream: logStreamName,
        at: timestamp ?? now,
        ingestedAt: ingestionTime ?? timestamp ?? now,
        message,
      }),
    );
    if (events.length > 0) this.teller.tell({ kind: 'events', events });
    if (sessionMetadata?.sampled && Math.abs(now - this.#sampledAt) >= SAMPLED_EVERY_MS) {
      this.#sampledAt = now;
      this.sink.event({ type: 'sampled' });
    }
    this.teller.tell({ kind: 'polled', upTo: now, isLong: false, caughtUp: true });
  }

  async #mend(error: unknown, signal: AbortSignal): Promise<void> {
    if (isTimeLimit(error)) {
      const message =
        'AWS ends a Live Tail session after three hours. Another begins; what is logged in between is not here.';
      return this.sink.event({ type: 'note', message });
    }
    const known = error instanceof AppError ? error : broken(error);
    if (known.code === 'not-supported') throw new AppError(known.code, known.message, { cause: known, detail: POLL });
    if (FOR_GOOD.has(known.code)) throw known;
    this.#failures += 1;
    const retryInMs = backOffMs(this.#failures);
    this.teller.tell({ kind: 'trouble', failure: toFailure(known), retryInMs });
    await this.#plan.clock.sleep(retryInMs, signal).catch(() => {});
  }
}

function isTimeLimit(error: unknown): boolean {
  return error instanceof Error && error.name === 'SessionTimeoutException';
}

/** What the SDK throws while a session goes on, past the translation of its calls. */
function broken(cause: unknown): AppError {
  return new AppError('unreachable', 'The Live Tail session broke off.', { cause });
}
