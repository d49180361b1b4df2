import 'server-only';
import type { Readable, Writable } from 'node:stream';
import { AppError, type ErrorCode, type Failure } from '@/lib/core/error';
import type { ExchangeEvent } from '@/lib/core/outcome';
import { EXCHANGE_TYPE, FRAME_BYTES, FRAME_HEAD_BYTES, FRAME_JSON, SEND_LIMIT_BYTES } from '@/lib/wire/frames';

/** What the browser asked for: the kind's own input, and the request body whole. */
export interface ExchangeRequest {
  input: unknown;
  body: Uint8Array | null;
}

/** Reads the whole request, counting as it comes: too much is refused and never cut. */
export async function readExchange(stream: Readable): Promise<ExchangeRequest> {
  const chunks = await new Promise<Buffer[]>((resolve, reject) => {
    const read: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= SEND_LIMIT_BYTES) read.push(chunk);
      else reject(tooLarge()); // what follows is read and dropped, so that the answer arrives
    });
    stream.on('end', () => resolve(read));
    stream.on('error', reject);
  });
  const [only] = chunks;
  return readFrames(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
}

function tooLarge(): AppError {
  const limit = SEND_LIMIT_BYTES / 1024 ** 2;
  return new AppError('too-large', `A request may have ${limit} MiB here. API Gateway itself takes 10 MB.`);
}

/** One JSON frame, then at most one of bytes. */
function readFrames(whole: Buffer): ExchangeRequest {
  const json = frameAt(whole, 0, FRAME_JSON);
  const rest = FRAME_HEAD_BYTES + json.length;
  const body = rest === whole.length ? null : frameAt(whole, rest, FRAME_BYTES);
  if (body !== null && rest + FRAME_HEAD_BYTES + body.length !== whole.length) throw misframed();
  try {
    return { input: JSON.parse(json.toString('utf8')) as unknown, body };
  } catch (cause) {
    throw new AppError('invalid-input', 'The input of the request is not JSON.', { cause });
  }
}

function frameAt(whole: Buffer, at: number, kind: number): Buffer {
  if (whole.length < at + FRAME_HEAD_BYTES || whole[at] !== kind) throw misframed();
  const start = at + FRAME_HEAD_BYTES;
  const end = start + whole.readUInt32BE(at + 1);
  if (end > whole.length) throw misframed();
  return whole.subarray(start, end);
}

function misframed(): AppError {
  return new AppError('invalid-input', 'The request is not framed as the console frames it. Reload the page.');
}

/** How long small frames wait for company, so that a short answer is one packet and a slow one is seen as it comes. */
const LINGER_MS = 8;
/** The first frame says what was sent, which can wait for the head of most answers. */
const FIRST_LINGER_MS = 100;
const FLUSH_BYTES = 32 * 1024;

/** What the writer needs of an `http.ServerResponse`. */
export interface Reply extends Writable {
  writeHead(status: number, headers: Record<string, string | number>): unknown;
}

/** One frame that waits: JSON as text, or bytes of the body, with the length of its payload. */
interface Held {
  kind: number;
  payload: string | Uint8Array;
  bytes: number;
}

/** Writes one exchange to the browser. Nothing is written before the first event, so that a failure can still be an ordinary answer. */
export class ExchangeWriter {
  readonly #reply: Reply;
  readonly #headers: Record<string, string>;
  #held: Held[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #begun = false;

  /** `headers` go with the answer, whatever comes of it. */
  constructor(reply: Reply, headers: Record<string, string>) {
    this.#reply = reply;
    this.#headers = headers;
  }

  /** Whether anything was said, so that the answer is an exchange and not a failure. */
  get begun(): boolean {
    return this.#begun || this.#bytes > 0;
  }

  event(event: ExchangeEvent): void {
    const payload = JSON.stringify(event);
    this.#hold({ kind: FRAME_JSON, payload, bytes: Buffer.byteLength(payload) });
  }

  /** The chunk is not copied at once: the caller must leave it alone. False when the browser does not keep up. */
  bytes(chunk: Uint8Array): boolean {
    this.#hold({ kind: FRAME_BYTES, payload: chunk, bytes: chunk.length });
    return !this.#reply.writableNeedDrain;
  }

  drained(): Promise<void> {
    const reply = this.#reply;
    if (!reply.writableNeedDrain || reply.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        reply.off('drain', done);
        reply.off('close', done);
        resolve();
      };
      reply.on('drain', done);
      reply.on('close', done);
    });
  }

  end(): void {
    this.#stopTimer();
    if (this.#reply.destroyed) return;
    const last = this.#takeHeld();
    if (!this.#begun) this.#begin({ 'content-length': last.length });
    this.#reply.end(last);
  }

  #hold(frame: Held): void {
    this.#held.push(frame);
    this.#bytes += FRAME_HEAD_BYTES + frame.bytes;
    if (this.#bytes >= FLUSH_BYTES) {
      this.#flush();
      return;
    }
    const first = !this.#begun && this.#held.length === 1;
    if (!first && this.#held.length === 2) this.#stopTimer();
    this.#timer ??= setTimeout(() => this.#flush(), first ? FIRST_LINGER_MS : LINGER_MS);
  }

  #flush(): void {
    this.#stopTimer();
    const part = this.#takeHeld();
    if (this.#reply.destroyed) return;
    if (!this.#begun) this.#begin({});
    this.#reply.write(part);
  }

  #begin(length: { 'content-length'?: number }): void {
    this.#begun = true;
    this.#reply.writeHead(200, { ...this.#headers, 'content-type': EXCHANGE_TYPE, ...length });
  }

  /** All that waits as one piece, written once into its place. */
  #takeHeld(): Buffer {
    const piece = Buffer.allocUnsafe(this.#bytes);
    let at = 0;
    for (const { kind, payload, bytes } of this.#held) {
      piece[at] = kind;
      piece.writeUInt32BE(bytes, at + 1);
      at += FRAME_HEAD_BYTES;
      if (typeof payload === 'string') piece.write(payload, at);
      else piece.set(payload, at);
      at += bytes;
    }
    this.#held = [];
    this.#bytes = 0;
    return piece;
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

const STATUS: Record<ErrorCode, number> = {
  'invalid-input': 400,
  'not-found': 404,
  'no-credentials': 401,
  'expired-credentials': 401,
  'access-denied': 403,
  'sign-in-refused': 401,
  throttled: 429,
  'timed-out': 504,
  unreachable: 502,
  'not-supported': 501,
  'too-large': 413,
  'read-only': 403,
  cancelled: 499,
  unexpected: 500,
};

/** Answers with a failure of ours, in the envelope that the browser end knows. */
export function writeFailure(reply: Reply, failure: Failure, headers: Record<string, string>): void {
  const body = Buffer.from(JSON.stringify({ failure }));
  const own = { 'content-type': 'application/json', 'content-length': body.length };
  reply.writeHead(STATUS[failure.code], { ...headers, ...own });
  reply.end(body);
}
