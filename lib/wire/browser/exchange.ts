import type { Failure } from '@/lib/core/error';
import type { ExchangeEvent, Timings } from '@/lib/core/outcome';
import { EXCHANGE_TYPE, FRAME_BYTES, FrameReader, frameHead, jsonFrame, SEND_LIMIT_BYTES } from '@/lib/wire/frames';

/** What an exchange gives: events, and between `head` and `end` parts of the decoded body. Copy `bytes` to keep them. */
export type ExchangePart = { kind: 'event'; event: ExchangeEvent } | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> };

/**
 * Sends one request through the console's server. `input` is what the kind's contract calls its send input.
 * Never throws: the last part is always one event of type `end`, `unreachable` or `failure`, also after an abort.
 */
export async function* openExchange(
  input: unknown,
  body: Uint8Array<ArrayBuffer> | Blob | null,
  signal: AbortSignal,
): AsyncGenerator<ExchangePart> {
  const started = performance.now();
  const progress: Progress = { head: false, ended: false, bytes: 0 };
  try {
    const response = await fetch('/send', {
      method: 'POST',
      headers: { 'content-type': EXCHANGE_TYPE },
      body: framed(input, body),
      signal,
    });
    if (response.body === null || response.headers.get('content-type') !== EXCHANGE_TYPE) {
      yield event({ type: 'failure', failure: await refusal(response) });
      return;
    }
    for await (const part of parts(response.body)) {
      note(progress, part);
      yield part;
    }
    if (!progress.ended) yield event(brokenOff(progress, started));
  } catch (error) {
    if (!progress.ended) yield event(ending(error, progress, { started, aborted: signal.aborted }));
  }
}

function ending(error: unknown, progress: Progress, was: { started: number; aborted: boolean }): ExchangeEvent {
  if (was.aborted) return cancelled(progress, was.started);
  return progress.head ? brokenOff(progress, was.started) : { type: 'failure', failure: serverGone(error) };
}

interface Progress {
  head: boolean;
  ended: boolean;
  bytes: number;
}

function note(progress: Progress, part: ExchangePart): void {
  if (part.kind === 'bytes') progress.bytes += part.bytes.length;
  else if (part.event.type === 'head') progress.head = true;
  else if (part.event.type !== 'request') progress.ended = true;
}

function event(of: ExchangeEvent): ExchangePart {
  return { kind: 'event', event: of };
}

/** A Blob, so that a file is read by the browser while it is sent and never copied into the page. */
function framed(input: unknown, body: Uint8Array<ArrayBuffer> | Blob | null): Blob {
  const frame = jsonFrame(input);
  if (body === null) return new Blob([frame]);
  const length = body instanceof Blob ? body.size : body.length;
  return new Blob([frame, frameHead(FRAME_BYTES, length), body]);
}

/** The size of the largest body that fits beside an ordinary input; the server has the last word. */
export function fitsExchange(bodyBytes: number): boolean {
  return bodyBytes <= SEND_LIMIT_BYTES - 256 * 1024;
}

async function* parts(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<ExchangePart> {
  const frames = new FrameReader();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const frame of frames.read(value)) {
        if (frame.kind === 'bytes') yield { kind: 'bytes', bytes: frame.bytes as Uint8Array<ArrayBuffer> };
        else yield event(frame.value as ExchangeEvent);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The server answers in the failure envelope when it refuses before the exchange begins. */
async function refusal(response: Response): Promise<Failure> {
  const envelope = (await response.json().catch(() => null)) as { failure?: Failure } | null;
  return (
    envelope?.failure ?? {
      code: 'unexpected',
      message: `The server of this console answered ${response.status} without saying why.`,
    }
  );
}

function serverGone(cause: unknown): Failure {
  const why = cause instanceof Error && cause.name !== 'TypeError' ? ` (${cause.message})` : '';
  return {
    code: 'unreachable',
    message: `The server of this console does not answer${why}. Look at the terminal in which it was started.`,
  };
}

function timings(started: number): Timings {
  const total = performance.now() - started;
  return { dns: null, tcp: null, tls: null, firstByte: null, download: null, total, reused: false };
}

function cancelled(progress: Progress, started: number): ExchangeEvent {
  const message = 'You cancelled this request.';
  if (!progress.head) return { type: 'unreachable', reason: 'cancelled', message, timings: timings(started) };
  return cutEnd(progress, started, { reason: 'cancelled', message });
}

function brokenOff(progress: Progress, started: number): ExchangeEvent {
  const message = 'The connection to the server of this console broke. What arrived until then is shown.';
  if (!progress.head) return { type: 'unreachable', reason: 'network', message, timings: timings(started) };
  return cutEnd(progress, started, { reason: 'broken', message });
}

function cutEnd(
  progress: Progress,
  started: number,
  cut: { reason: 'cancelled' | 'broken'; message: string },
): ExchangeEvent {
  const bytes = { wire: progress.bytes, decoded: progress.bytes };
  return { type: 'end', timings: timings(started), bytes, cut, download: null, redirect: null };
}
