import 'server-only';
import { ENTRY, type FrameTag, type HowToClose, type Line, type LineEvent, type LineSink } from '@/lib/core/line';
import type { WireRequest } from '@/lib/core/outcome';
import { type HeldSocket, holdLine, type LineQuestion } from '@/lib/egress/line';
import { Again } from './again';
import { closeInWords, isForGood, type LineDown } from './close-codes';
import { membersOf, type Operation } from './operation';
import { cannotSay, isObject, objectIn, startOf } from './result';

/** The subprotocol that servers of this protocol speak. */
export const TRANSPORT_WS = 'graphql-transport-ws';

const ACK_MS = 15_000;
/** After so long a silence a ping is sent, and after as long a one again the line is cut. */
const SILENCE_MS = 30_000;
/** One socket carries one subscription. */
const ID = '1';

export interface Greeting {
  question: Pick<LineQuestion, 'to' | 'target' | 'headers' | 'protocols'>;
  /** For the person to read: secrets are masked. */
  shown: WireRequest;
  /** What goes with connection_init; null for nothing. */
  params: Record<string, unknown> | null;
}

export interface TransportWsPlan {
  /** Made anew for each attempt, because a signature ages. */
  greeting(): Promise<Greeting>;
  operation: Operation;
  /** The limit for the handshake in milliseconds. */
  timeoutMs: number;
}

interface Message extends Record<string, unknown> {
  type: string;
}

const decoder = new TextDecoder();

/**
 * One subscription over graphql-transport-ws, on a socket of its own. It opens again by itself where it was open once.
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export class TransportWs implements Line {
  readonly #plan: TransportWsPlan;
  readonly #sink: LineSink;
  readonly #again: Again;
  #socket: HeldSocket | null = null;
  #params: Greeting['params'] = null;
  #acknowledged = false;
  #paused = false;
  /** The person ended it. */
  #asked = false;
  /** The subscription came to its end: what becomes of the socket is nobody's matter. */
  #over = false;
  #silence: NodeJS.Timeout | null = null;

  constructor(plan: TransportWsPlan, sink: LineSink) {
    this.#plan = plan;
    this.#sink = sink;
    this.#again = new Again(() => this.open(), sink);
  }

  /** Throws AppError where the handshake cannot even be made. */
  async open(): Promise<void> {
    const { question, shown, params } = await this.#plan.greeting();
    if (this.#asked) {
      this.#sink.event({ type: 'ended' });
      return;
    }
    this.#params = params;
    this.#acknowledged = false;
    this.#sink.event({ type: 'request', request: shown });
    const { signal } = new AbortController(); // `close` breaks off what is opening
    const heard = { event: (event: LineEvent) => this.#hear(event), frame: this.#frame };
    this.#socket = await holdLine({ ...question, timeoutMs: this.#plan.timeoutMs, signal }, heard);
    if (this.#paused) this.#socket.pause();
    if (this.#asked) this.#socket.close({ cut: true });
  }

  say(): void {
    throw cannotSay();
  }

  pause(): void {
    this.#paused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#silence?.refresh();
    this.#socket?.resume();
  }

  close(how: HowToClose): void {
    if (this.#asked || this.#over) return;
    this.#asked = true;
    if (this.#again.stop()) return;
    if (!how.cut && this.#acknowledged) this.#say({ id: ID, type: 'complete' });
    this.#socket?.close(how);
  }

  #say(message: Message): void {
    if (this.#socket?.isOpen) void this.#socket.send(Buffer.from(JSON.stringify(message)), { binary: false });
  }

  #hear(event: LineEvent): void {
    if (this.#over) return;
    if (event.type === 'closed' || event.type === 'refused' || event.type === 'unreachable') this.#down(event);
    // Beats of the WebSocket itself mean nothing here; the protocol has its own.
    else if (event.type === 'beat') this.#alive();
    else this.#sink.event(event);
    if (event.type === 'open') this.#greet();
  }

  #greet(): void {
    this.#say({ type: 'connection_init', ...(this.#params === null ? {} : { payload: this.#params }) });
    this.#wait(ACK_MS, () => this.#cut('The API opened the line and never acknowledged it, so the line was cut.'));
  }

  /** What was said here comes by as well, and is nobody's news. */
  readonly #frame = (tag: FrameTag, bytes: Uint8Array): boolean => {
    if (this.#over || this.#asked) return true;
    if (tag === ENTRY.binaryIn) this.#nonsense('something that is not text');
    return tag === ENTRY.textIn ? this.#take(decoder.decode(bytes)) : true;
  };

  /** False when the receiver is full. */
  #take(text: string): boolean {
    this.#alive();
    const message = objectIn(text);
    const type = message?.type;
    if (message && type === 'next' && this.#isMine(message) && isObject(message.payload)) {
      return this.#deliver(message.payload);
    }
    if (message === null || !this.#control(message)) {
      this.#nonsense(`something that makes no sense in ${TRANSPORT_WS} at this point: ${startOf(text)}`);
    }
    return true;
  }

  /** False for a message that means nothing here. */
  #control(message: Record<string, unknown>): boolean {
    switch (message.type) {
      case 'connection_ack':
        return this.#acknowledge();
      case 'ping':
        return this.#pong(message.payload);
      case 'pong':
        this.#sink.event({ type: 'beat', beat: 'pong', out: false });
        return true;
      case 'error':
        return this.#isMine(message) && this.#finish({ type: 'errors', errors: message.payload ?? [] });
      case 'complete':
        return this.#isMine(message) && this.#finish({ type: 'completed' });
      default:
        return false;
    }
  }

  #isMine({ id }: Record<string, unknown>): boolean {
    return this.#acknowledged && id === ID;
  }

  #acknowledge(): boolean {
    if (this.#acknowledged) return false;
    this.#acknowledged = true;
    this.#say({ id: ID, type: 'subscribe', payload: membersOf(this.#plan.operation) });
    this.#again.good();
    this.#sink.event({ type: 'started' });
    this.#alive();
    return true;
  }

  #pong(payload: unknown): boolean {
    this.#sink.event({ type: 'beat', beat: 'ping', out: false });
    this.#say({ type: 'pong', ...(payload === undefined ? {} : { payload }) });
    this.#sink.event({ type: 'beat', beat: 'pong', out: true });
    return true;
  }

  #deliver(result: Record<string, unknown>): boolean {
    const room = this.#sink.frame(ENTRY.textIn, Buffer.from(JSON.stringify(result)));
    if (!room) this.#paused = true;
    return room;
  }

  #finish(last: LineEvent): boolean {
    this.#stopWaiting();
    this.#sink.event(last);
    this.#over = true;
    this.#sink.event({ type: 'ended' });
    this.#socket?.close({ cut: false });
    return true;
  }

  #nonsense(what: string): void {
    this.#sink.event({ type: 'note', message: `The API sent ${what}` });
  }

  #alive(): void {
    if (this.#acknowledged) this.#wait(SILENCE_MS, () => this.#ask());
  }

  #ask(): void {
    this.#say({ type: 'ping' });
    this.#sink.event({ type: 'beat', beat: 'ping', out: true });
    this.#wait(SILENCE_MS, () => {
      // Whoever does not read hears no answer either.
      if (this.#paused) this.#alive();
      else this.#cut(`A ping had no answer within ${SILENCE_MS / 1_000} seconds, so the line was cut.`);
    });
  }

  #cut(message: string): void {
    this.#sink.event({ type: 'note', message });
    this.#socket?.close({ cut: true });
  }

  #wait(ms: number, then: () => void): void {
    this.#stopWaiting();
    this.#silence = setTimeout(then, ms);
  }

  #stopWaiting(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = null;
  }

  #down(event: LineDown): void {
    this.#stopWaiting();
    const words = event.type === 'closed' ? closeInWords(event.end) : null;
    if (words !== null) this.#sink.event({ type: 'note', message: words });
    this.#sink.event(event);
    this.#again.down({ forGood: this.#asked || isForGood(event) });
  }
}
