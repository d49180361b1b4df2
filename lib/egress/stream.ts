import 'server-only';
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { AppError } from '@/lib/core/error';
import type { AnswerHead, Timings, UnreachableReason } from '@/lib/core/outcome';
import type { Question } from './ask';
import { connect } from './connect';
import { canDecode, codingsOf, decoders } from './decode';
import { headOf } from './head';
import { Phases } from './phases';
import { Stop } from './stop';
import { whyUnreachable } from './unreachable';

/** The time limit ends with the head of the answer, and `signal` breaks off the body too. */
export type StreamQuestion = Omit<Question, 'capBytes' | 'fresh'>;

/** An answer whose body may go on for as long as its sender likes. */
export interface OpenStream {
  type: 'answered';
  head: AnswerHead;
  timings: Timings;
  /** Decoded, and read no faster than it is asked for. Throws where the body breaks off; leaving it lets go of the connection. */
  body: AsyncIterable<Uint8Array>;
}

/** What became of the question. Whatever the other end does is data: this is never an error. */
export type StreamOutcome =
  | OpenStream
  | { type: 'unreachable'; reason: UnreachableReason; message: string; timings: Timings };

/** Sends one request on a connection of its own and hands over the answer as soon as its head is there, without a limit to its body. */
export async function openStream(question: StreamQuestion): Promise<StreamOutcome> {
  const { to, signal, timeoutMs } = question;
  const phases = new Phases();
  const stop = new Stop(timeoutMs, signal);
  try {
    return await connect({ ...question, phases, stop }, { fresh: true }, async (response) => {
      phases.answered();
      signal.addEventListener('abort', () => response.destroy(), { once: true });
      return { type: 'answered', head: headOf(response), timings: phases.timings(), body: decoded(response) };
    });
  } catch (error) {
    return { type: 'unreachable', ...whyUnreachable(error, to, stop), timings: phases.timings() };
  } finally {
    stop.clear();
  }
}

async function* decoded(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  const codings = codingsOf(response.headers['content-encoding']);
  if (codings.length === 0) {
    yield* response;
    return;
  }
  if (!canDecode(codings)) {
    response.destroy();
    throw new AppError('not-supported', `The body is encoded with ${codings.join(', ')}, which cannot be undone here.`);
  }
  const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done === true) return;
  const stages = decoders(codings, first.value[0] ?? 0);
  pipeline([Readable.from(withFirst(first.value, chunks)), ...stages], () => undefined); // the last stage tells it
  for (const last of stages.slice(-1)) yield* last;
}

async function* withFirst(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => chunks };
}
