import 'server-only';
import { setMaxListeners } from 'node:events';
import { AppError, type Failure, toFailure } from '@/lib/core/error';
import { parse } from '@/lib/core/parse';
import { processWide } from '@/lib/core/process-wide';
import { type Answer, type Reply, type Stream, StreamName } from '@/lib/wire/reply';

/** What has to be ended when the process ends: open streams would hold it for as long as they last. */
export const closers = processWide('closers', () => new Set<() => void>());

/** Streams that the browser may stop, by the names that it gave them. */
const stoppable = processWide('stoppable', () => new Map<string, () => void>());

type Work<T> = (signal: AbortSignal) => T;

/** One answer of a server action. The root value is there at once; the work hangs inside it. */
export function answer<T>(work: Work<Promise<T>>): Answer<T> {
  return { result: reply(work) };
}

/**
 * A stream of events of a server action. A failure is its last event; it ends quietly when the process closes, and
 * where it has a name, when `stopStream` is called: a browser cannot end an action that is under way.
 */
export function stream<E>(open: Work<AsyncIterable<E>>, name: string | null = null): Stream<E> {
  return { events: events(open, name) };
}

/** Ends the stream of that name quietly; nothing where there is none any more. */
export function stopStream(name: string): void {
  stoppable.get(name)?.();
}

async function reply<T>(work: Work<Promise<T>>): Promise<Reply<T>> {
  const life = new Life();
  try {
    return { ok: true, value: await work(life.signal) };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  } finally {
    life.end();
  }
}

async function* events<E>(
  open: Work<AsyncIterable<E>>,
  name: string | null,
): AsyncGenerator<E | { type: 'failure'; failure: Failure }> {
  const life = new Life();
  try {
    if (name !== null) stoppable.set(parse(StreamName, name), life.stop);
    yield* open(life.signal);
  } catch (error) {
    if (!life.signal.aborted && !isReaderGone(error)) yield { type: 'failure', failure: failureOf(error) };
  } finally {
    if (name !== null) stoppable.delete(name);
    life.end();
  }
}

/** Next throws this into a stream whose browser went away. There is nobody to tell, and nothing is wrong. */
function isReaderGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResponseAborted';
}

/** The time in which an action may work: until it is done or stopped, or until the process closes. */
class Life {
  readonly #stop = new AbortController();
  readonly stop = () => this.#stop.abort();

  constructor() {
    closers.add(this.stop);
    // One action may have many calls under way.
    setMaxListeners(0, this.#stop.signal);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  end() {
    closers.delete(this.stop);
    this.#stop.abort();
  }
}

const reported = new WeakSet<object>();

/** A failure for the browser. Defects are told in the terminal, once, by their place; their text may hold a secret. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof AppError) && !isReaderGone(error)) report(error);
  return toFailure(error);
}

function report(error: unknown) {
  if (!(error instanceof Error) || reported.has(error)) return;
  reported.add(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  process.stderr.write(`${[`Unexpected ${error.name}`, ...frames.slice(0, 8)].join('\n')}\n`);
}
