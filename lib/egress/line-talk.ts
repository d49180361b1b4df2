import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import { AppError } from '@/lib/core/error';
import { ENTRY, type HowToClose, type LineEnd, type LineSink } from '@/lib/core/line';
import { faultOf, sayableClose } from './line-close';

/** Bytes that wait to be taken by the other end before whoever says something has to wait too. */
const MAX_WAITING_BYTES = 1024 ** 2;
/** How long the other end has to answer the closing handshake, in milliseconds. */
const CLOSE_MS = 5_000;

export interface HowToSend {
  binary: boolean;
  /** A longer message goes in several frames of at most so many bytes; without it, in one. */
  frameBytes?: number;
}

/** What goes on over a WebSocket from its opening to its end. */
export class Talk {
  readonly #socket: WebSocket;
  readonly #sink: LineSink;
  #asked = false;
  #faulty = false;
  #ponging = false;
  /** The last ping that has no answer yet. */
  #pinged: Buffer | null = null;
  #closeTimer: NodeJS.Timeout | null = null;

  constructor(socket: WebSocket, sink: LineSink) {
    this.#socket = socket;
    this.#sink = sink;
    socket.on('message', (bytes: Buffer, binary) => this.#take(bytes, binary));
    socket.on('ping', (bytes) => this.#answer(bytes));
    socket.on('pong', () => sink.event({ type: 'beat', beat: 'pong', out: false }));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', (code, reason) => this.#closed(code, reason.toString()));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(bytes: Uint8Array, how: HowToSend): void | Promise<void> {
    if (!this.isOpen) throw notOpen();
    const full = this.#socket.bufferedAmount > MAX_WAITING_BYTES;
    const sent = full ? this.#sendSlowly(bytes, how) : this.#write(bytes, how);
    this.#sink.frame(how.binary ? ENTRY.binaryOut : ENTRY.textOut, bytes);
    return sent;
  }

  ping(): void {
    if (!this.isOpen) throw notOpen();
    this.#socket.ping();
    this.#sink.event({ type: 'beat', beat: 'ping', out: true });
  }

  close(how: HowToClose): void {
    this.#asked = true;
    if (how.cut) this.#socket.terminate();
    else this.#closeCleanly(how);
  }

  #closeCleanly(how: Extract<HowToClose, { cut: false }>): void {
    const { code, reason, note } = sayableClose(how);
    if (note !== null) this.#sink.event({ type: 'note', message: note });
    this.#socket.resume(); // the answer of the other end comes after all else that it said
    this.#socket.close(code, reason);
    this.#cutLater();
  }

  #sendSlowly(bytes: Uint8Array, how: HowToSend): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#write(bytes, how, (error) => (error ? reject(brokenOff()) : resolve()));
    });
  }

  #write(bytes: Uint8Array, { binary, frameBytes = bytes.length }: HowToSend, done?: (error?: Error) => void): void {
    let at = 0;
    do {
      const end = Math.min(at + frameBytes, bytes.length);
      const fin = end === bytes.length;
      this.#socket.send(bytes.subarray(at, end), { binary, fin }, fin ? done : undefined);
      at = end;
    } while (at < bytes.length);
  }

  #take(bytes: Buffer, binary: boolean): void {
    if (!binary && !isUtf8(bytes)) {
      this.#sink.event({ type: 'note', message: 'The next message says that it is text, and is not valid UTF-8.' });
    }
    if (!this.#sink.frame(binary ? ENTRY.binaryIn : ENTRY.textIn, bytes) && !this.#asked) this.#socket.pause();
  }

  /** While an answer is under way, only the latest of further pings is answered, as RFC 6455 §5.5.3 allows. */
  #answer(bytes: Buffer): void {
    this.#sink.event({ type: 'beat', beat: 'ping', out: false });
    if (this.#ponging) this.#pinged = Buffer.from(bytes);
    else this.#pong(bytes);
  }

  #pong(bytes: Buffer): void {
    if (!this.isOpen) return;
    this.#ponging = true;
    this.#socket.pong(bytes, undefined, () => {
      this.#ponging = false;
      const next = this.#pinged;
      this.#pinged = null;
      if (next !== null) this.#pong(next);
    });
    this.#sink.event({ type: 'beat', beat: 'pong', out: true });
  }

  /** The connection itself failed: the end of the line follows. */
  broke(error: unknown): void {
    if (!this.#asked && !this.#faulty) this.#sink.event({ type: 'note', message: faultOf(error) });
  }

  #fail(error: unknown): void {
    this.#faulty = true;
    this.#sink.event({ type: 'note', message: faultOf(error) });
    this.#cutLater();
  }

  #cutLater(): void {
    this.#closeTimer ??= setTimeout(() => this.#socket.terminate(), CLOSE_MS);
  }

  #closed(code: number, reason: string): void {
    if (this.#closeTimer !== null) clearTimeout(this.#closeTimer);
    this.#sink.event({ type: 'closed', end: { code, reason, by: this.#endedBy(code) } });
  }

  #endedBy(code: number): LineEnd['by'] {
    if (this.#faulty) return 'broken';
    if (this.#asked) return 'asked';
    return code === NO_WORD ? 'broken' : 'api';
  }
}

/** RFC 6455 §7.4.1: the connection ended without a closing frame. */
const NO_WORD = 1006;

export function notOpen(): AppError {
  return new AppError('not-found', 'The line is not open, so nothing was sent. Open it again.');
}

function brokenOff(): AppError {
  return new AppError('unreachable', 'The line broke before this was sent whole. Open it again.');
}
