import 'server-only';
import { AppError, toFailure } from '@/lib/core/error';
import { ENTRY, type HowToClose, type Line, type LineSink } from '@/lib/core/line';
import type { WireRequest } from '@/lib/core/outcome';
import { type OpenStream, openStream, type StreamQuestion } from '@/lib/egress/stream';
import { Again } from './again';
import { isForGood, type LineDown } from './close-codes';
import { EventStreamReader, type StreamPart } from './event-stream';
import { beginning, MOST_BODY_BYTES, mediaTypeOf, REFUSAL_BYTES } from './plain-answer';
import { cannotSay, isResult, objectIn, startOf } from './result';

export interface SseAttempt {
  question: Omit<StreamQuestion, 'timeoutMs' | 'signal'>;
  /** For the person to read: secrets are masked. */
  shown: WireRequest;
}

export interface SsePlan {
  /** Made anew for each attempt, because a signature ages. */
  request(): Promise<SseAttempt>;
  /** The limit until the answer begins, in milliseconds. */
  timeoutMs: number;
}

/**
 * One subscription as server-sent events: one request, one operation ("distinct connections mode"). It opens again by
 * itself where it was open once. https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export class Sse implements Line {
  readonly #plan: SsePlan;
  readonly #sink: LineSink;
  readonly #again: Again;
  readonly #stop = new AbortController();
  /** Resolved while results may go on. */
  #mayGoOn: Promise<void> = Promise.resolve();
  #goOn: (() => void) | null = null;

  constructor(plan: SsePlan, sink: LineSink) {
    this.#plan = plan;
    this.#sink = sink;
    this.#again = new Again(() => this.open(), sink);
  }

  /** Throws AppError where the request cannot even be made. */
  async open(): Promise<void> {
    const { question, shown } = await this.#plan.request();
    if (this.#asked) {
      this.#sink.event({ type: 'ended' });
      return;
    }
    this.#sink.event({ type: 'request', request: shown });
    this.#hold(question).catch((error: unknown) => this.#sink.event({ type: 'failure', failure: toFailure(error) }));
  }

  say(): void {
    throw cannotSay();
  }

  pause(): void {
    if (this.#goOn !== null || this.#asked) return;
    this.#mayGoOn = new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  resume(): void {
    this.#goOn?.();
    this.#goOn = null;
  }

  /** There is no closing handshake: leaving is cutting. */
  close(_how: HowToClose): void {
    if (this.#asked) return;
    this.#stop.abort();
    this.resume();
    this.#again.stop();
  }

  get #asked(): boolean {
    return this.#stop.signal.aborted;
  }

  async #hold(question: SseAttempt['question']): Promise<void> {
    const answer = await openStream({ ...question, timeoutMs: this.#plan.timeoutMs, signal: this.#stop.signal });
    if (answer.type === 'unreachable') return this.#down(answer);
    const { head } = answer;
    if (head.status >= 200 && head.status < 300 && mediaTypeOf(head) === 'text/event-stream') {
      return await this.#listen(answer);
    }
    return await this.#plain(answer);
  }

  /** A server that streams nothing answers with the one result, or says why not. */
  async #plain({ head, timings, body }: OpenStream): Promise<void> {
    const text = await beginning(body, MOST_BODY_BYTES);
    const result = head.status < 300 ? objectIn(text) : null;
    if (result === null || !isResult(result)) {
      return this.#down({ type: 'refused', head, body: text.slice(0, REFUSAL_BYTES), timings });
    }
    this.#sink.event({ type: 'open', head, protocol: null, timings });
    this.#sink.event({ type: 'started' });
    this.#sink.frame(ENTRY.textIn, Buffer.from(text.trim()));
    this.#finish();
  }

  async #listen({ head, timings, body }: OpenStream): Promise<void> {
    this.#sink.event({ type: 'open', head, protocol: null, timings });
    this.#again.good();
    this.#sink.event({ type: 'started' });
    const reader = new EventStreamReader();
    const how = await this.#read(body, reader).catch((error: unknown) => this.#brokenBy(error));
    if (how === 'completed') return this.#finish();
    if (reader.isInside && !this.#asked) {
      this.#note('The stream broke off in the middle of an event, which is left out.');
    }
    const by = this.#asked ? 'asked' : how === 'api' ? 'api' : 'broken';
    this.#down({ type: 'closed', end: { code: null, reason: '', by } }, { forGood: how === 'unreadable' });
  }

  /** How the stream ended. */
  async #read(body: AsyncIterable<Uint8Array>, reader: EventStreamReader): Promise<'completed' | 'api'> {
    for await (const chunk of body) {
      for (const part of reader.push(chunk)) {
        if (this.#asked) return 'api';
        if (part.type === 'event' && part.name === 'complete') return 'completed';
        this.#take(part);
        await this.#mayGoOn;
      }
    }
    return 'api';
  }

  #brokenBy(error: unknown): 'broken' | 'unreadable' {
    if (!(error instanceof AppError)) return 'broken';
    this.#note(error.message);
    return 'unreadable';
  }

  #take(part: StreamPart): void {
    if (part.type === 'comment') this.#sink.event({ type: 'beat', beat: 'keep-alive', out: false });
    else if (part.type === 'too-long')
      this.#note('The API sent an event of more than 4 million characters, which is left out.');
    else this.#deliver(part);
  }

  /** Servers that name no event mean a result. */
  #deliver({ name, data }: Extract<StreamPart, { type: 'event' }>): void {
    const result = name === 'next' || name === '' || name === 'message' ? objectIn(data) : null;
    if (result === null || !isResult(result)) {
      const what = name === '' ? 'an event' : `an event named ${startOf(name)}`;
      this.#note(`The API sent ${what} that is no result: ${startOf(data)}`);
    } else if (!this.#sink.frame(ENTRY.textIn, Buffer.from(data))) this.pause();
  }

  #note(message: string): void {
    this.#sink.event({ type: 'note', message });
  }

  #finish(): void {
    this.#sink.event({ type: 'completed' });
    this.#sink.event({ type: 'ended' });
  }

  #down(event: LineDown, { forGood } = { forGood: false }): void {
    this.#sink.event(event);
    this.#again.down({ forGood: forGood || this.#asked || isForGood(event) });
  }
}
