import 'server-only';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { HowToClose, LineSink } from '@/lib/core/line';
import type { AnswerHead, Pair } from '@/lib/core/outcome';
import { checkLiteral, type Destination } from './address';
import { dial } from './dial';
import { firstText } from './first-text';
import { headOf } from './head';
import { MAX_MESSAGE_BYTES } from './line-close';
import { writeHandshake } from './line-headers';
import { type HowToSend, notOpen, Talk } from './line-talk';
import { Phases } from './phases';
import { Stop } from './stop';
import { whyUnreachable } from './unreachable';

const MAX_HEADER_BYTES = 256 * 1024;
/** How much is kept of what a server answers that opens no line. */
const REFUSAL_BYTES = 64 * 1024;

export interface LineQuestion {
  to: Destination;
  /** Path and query, byte for byte as they go into the request line. */
  target: string;
  /** All headers in order, as `handshakeHeaders` makes them. */
  headers: readonly Pair[];
  protocols: readonly string[];
  /** The limit for the handshake in milliseconds. */
  timeoutMs: number;
  /** Breaks the handshake off. It means nothing once the line is open. */
  signal: AbortSignal;
}

/** A WebSocket to an inspected API. */
export interface HeldSocket {
  readonly isOpen: boolean;
  /** A promise where the other end is slow to take it. Throws AppError where the line is not open; then nothing was sent. */
  send(bytes: Uint8Array, how: HowToSend): void | Promise<void>;
  /** Throws AppError where the line is not open. */
  ping(): void;
  /** Reads no more, so that pings are not answered either. Twice is the same as once. */
  pause(): void;
  resume(): void;
  /** Breaks off a line that is not open yet. */
  close(how: HowToClose): void;
}

/**
 * Opens a WebSocket, whose handle is there at once. What becomes of it goes into the sink, and none of it is an error:
 * `open`, then frames both ways, `beat`, `note` and at last `closed`; or `refused`; or `unreachable`. It pauses itself when
 * the sink is full, and never opens again by itself.
 */
export async function holdLine(question: LineQuestion, sink: LineSink): Promise<HeldSocket> {
  const { WebSocket: Client } = await import('ws'); // who holds no line needs no memory for it
  return new Held(Client, question, sink);
}

class Held implements HeldSocket {
  readonly #to: Destination;
  readonly #sink: LineSink;
  readonly #phases = new Phases();
  readonly #cancel = new AbortController();
  readonly #stop: Stop;
  #socket: WebSocket | null = null;
  #head: AnswerHead | null = null;
  #talk: Talk | null = null;
  /** What became of the handshake is settled. */
  #settled = false;
  #paused = false;

  constructor(client: typeof WebSocket, question: LineQuestion, sink: LineSink) {
    this.#to = question.to;
    this.#sink = sink;
    this.#stop = new Stop(question.timeoutMs, AbortSignal.any([question.signal, this.#cancel.signal]));
    try {
      checkLiteral(question.to);
      this.#socket = this.#start(client, question);
    } catch (error) {
      queueMicrotask(() => this.#failed(error)); // whoever asked has the handle first
    }
  }

  get isOpen(): boolean {
    return this.#talk?.isOpen ?? false;
  }

  send(bytes: Uint8Array, how: HowToSend): void | Promise<void> {
    if (this.#talk === null) throw notOpen();
    return this.#talk.send(bytes, how);
  }

  ping(): void {
    if (this.#talk === null) throw notOpen();
    this.#talk.ping();
  }

  pause(): void {
    this.#paused = true;
    if (this.#talk !== null) this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#talk !== null) this.#socket?.resume(); // ws stumbles over what was refused
  }

  close(how: HowToClose): void {
    if (this.#talk === null) this.#cancel.abort();
    else this.#talk.close(how);
  }

  #start(client: typeof WebSocket, { to, target, headers, protocols }: LineQuestion): WebSocket {
    const tls = to.protocol === 'https:';
    const options = {
      createConnection: () => {
        const raw = dial(to);
        raw.on('error', (error) => this.#talk?.broke(error)); // ws keeps it to itself
        return raw;
      },
      finishRequest: (request: ClientRequest) => {
        request.on('socket', (socket: Socket) => this.#phases.watch(socket, { reused: false, tls }));
        request.maxHeadersCount = 0; // MAX_HEADER_BYTES is the limit
        writeHandshake(request, target, headers);
        request.end();
      },
      maxHeaderSize: MAX_HEADER_BYTES,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: true,
      skipUTF8Validation: true, // a message that is not what it says is shown all the same
      autoPong: false, // ws would end a line whose pings come faster than their answers are taken
    };
    const socket = new client(`${tls ? 'wss' : 'ws'}://${to.hostHeader}/`, [...protocols], options);
    socket.on('upgrade', (response) => this.#answered(response));
    socket.on('unexpected-response', (_, response) => void this.#refused(response));
    socket.on('error', (error) => this.#failed(error));
    socket.on('open', () => this.#opened(socket));
    this.#stop.attach(() => socket.terminate());
    return socket;
  }

  #answered(response: IncomingMessage): AnswerHead {
    this.#phases.answered();
    this.#head = headOf(response);
    return this.#head;
  }

  async #refused(response: IncomingMessage): Promise<void> {
    const head = this.#answered(response);
    this.#settled = true;
    const body = await firstText(response, REFUSAL_BYTES);
    this.#socket?.terminate();
    this.#stop.clear();
    this.#sink.event({ type: 'refused', head, body, timings: this.#phases.timings() });
  }

  #failed(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#stop.clear();
    const timings = this.#phases.timings();
    if (this.#head === null || this.#stop.reason !== null) {
      this.#sink.event({ type: 'unreachable', ...whyUnreachable(error, this.#to, this.#stop), timings });
      return;
    }
    const why = error instanceof Error ? error.message : String(error);
    this.#sink.event({ type: 'note', message: `The answer opens no line, although it says so: ${why}.` });
    this.#sink.event({ type: 'refused', head: this.#head, body: '', timings });
  }

  #opened(socket: WebSocket): void {
    this.#settled = true;
    this.#stop.clear();
    this.#talk = new Talk(socket, this.#sink);
    if (this.#paused) socket.pause();
    if (this.#head === null) return;
    const protocol = socket.protocol === '' ? null : socket.protocol;
    this.#sink.event({ type: 'open', head: this.#head, protocol, timings: this.#phases.timings() });
  }
}
