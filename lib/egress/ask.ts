import 'server-only';
import type { IncomingMessage } from 'node:http';
import type { AnswerEnd, AnswerHead, Pair, Timings, UnreachableReason } from '@/lib/core/outcome';
import type { Destination } from './address';
import { Body, type Receiver } from './body';
import { connect } from './connect';
import { headOf } from './head';
import { Phases } from './phases';
import { Stop } from './stop';
import { whyUnreachable } from './unreachable';

/** Decoded bytes of a body that are shown; the rest can be downloaded. */
export const SHOWN_BYTES = 64 * 1024 ** 2;

export interface Question {
  to: Destination;
  method: string;
  /** Path and query, byte for byte as they go into the request line. */
  target: string;
  /** All headers in order, as `wireHeaders` makes them. */
  headers: readonly Pair[];
  body: Uint8Array | null;
  /** The limit for the whole exchange in milliseconds. */
  timeoutMs: number;
  /** A connection of its own, so that DNS, TCP and TLS are measured. */
  fresh: boolean;
  signal: AbortSignal;
  capBytes?: number;
}

export interface Listener extends Receiver {
  /** Called once, before any bytes. */
  head(head: AnswerHead): void;
}

/** What became of one exchange. Whatever the other end does is data: this is never an error. */
export type Outcome =
  | { type: 'answered'; head: AnswerHead; end: Omit<AnswerEnd, 'redirect'> }
  | { type: 'unreachable'; reason: UnreachableReason; message: string; timings: Timings };

/** Sends one request over HTTP/1.1 and hands on the answer as it arrives. Follows nothing and repeats nothing unsafe. */
export async function ask(question: Question, listener: Listener): Promise<Outcome> {
  const phases = new Phases();
  const stop = new Stop(question.timeoutMs, question.signal);
  try {
    return await connect({ ...question, phases, stop }, { fresh: question.fresh }, (response) => {
      phases.answered();
      return answered(response, question, { listener, phases, stop });
    });
  } catch (error) {
    return { type: 'unreachable', ...whyUnreachable(error, question.to, stop), timings: phases.timings() };
  } finally {
    stop.clear();
  }
}

interface Underway {
  listener: Listener;
  phases: Phases;
  stop: Stop;
}

async function answered(response: IncomingMessage, question: Question, underway: Underway): Promise<Outcome> {
  const { listener, phases, stop } = underway;
  const head = headOf(response);
  listener.head(head);
  const { capBytes = SHOWN_BYTES, target } = question;
  const received = await new Body(response, { receiver: listener, stop, capBytes, target }).receive();
  return { type: 'answered', head, end: { timings: phases.timings(), ...received } };
}
