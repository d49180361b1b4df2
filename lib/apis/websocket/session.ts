import 'server-only';
import type { Handshake } from '@/lib/apis/handshake';
import { backOffMs } from '@/lib/core/back-off';
import { AppError, toFailure } from '@/lib/core/error';
import type { FrameTag, HowToClose, Line, LineEvent, LineSink } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { FRAME_BYTES } from '@/lib/core/websocket-limits';
import { type HeldSocket, holdLine } from '@/lib/egress/line';
import { WebSocketSay } from './contract';
import { Repeat } from './repeat';

export interface SessionPlan {
  /** Made anew for each attempt. */
  handshake(): Promise<Pick<Handshake, 'question' | 'shown'>>;
  timeoutMs: number;
  /** Null for no pings. */
  keepAliveMs: number | null;
  /** How often the session opens again after it ended without being asked to; 0 for never. */
  attempts: number;
}

/** One session: what is said goes out, what comes in is told, and where the plan says so it opens again. */
export class Session implements Line {
  readonly #plan: SessionPlan;
  readonly #sink: LineSink;
  #socket: HeldSocket | null = null;
  #paused = false;
  #asked = false;
  #wasOpen = false;
  #attempt = 0;
  #again: NodeJS.Timeout | null = null;
  #keepAlive: NodeJS.Timeout | null = null;
  #repeat: Repeat | null = null;

  constructor(plan: SessionPlan, sink: LineSink) {
    this.#plan = plan;
    this.#sink = sink;
  }

  /** Throws AppError where the handshake cannot even be made. */
  async open(): Promise<void> {
    const { question, shown } = await this.#plan.handshake();
    if (this.#asked) {
      this.#end();
      return;
    }
    this.#sink.event({ type: 'request', request: shown });
    const { timeoutMs } = this.#plan;
    const { signal } = new AbortController(); // `close` breaks off what is opening
    const heard = { event: (event: LineEvent) => this.#hear(event), frame: this.#frame };
    this.#socket = await holdLine({ ...question, timeoutMs, signal }, heard);
    if (this.#paused) this.#socket.pause();
    if (this.#asked) this.#socket.close({ cut: true });
  }

  say(raw: unknown, bytes: Uint8Array | null): void | Promise<void> {
    const said = parse(WebSocketSay, raw);
    const socket = this.#openSocket();
    switch (said.type) {
      case 'text':
      case 'binary':
        return socket.send(bytes ?? new Uint8Array(), {
          binary: said.type === 'binary',
          ...(said.whole ? {} : { frameBytes: FRAME_BYTES }),
        });
      case 'ping':
        return socket.ping();
      case 'repeat':
        this.#repeat?.stop();
        this.#repeat = new Repeat(said, bytes ?? new Uint8Array(), () => this.#openSocket());
        return;
      case 'stop-repeating':
        this.#repeat?.stop();
    }
  }

  pause(): void {
    this.#paused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#socket?.resume();
  }

  close(how: HowToClose): void {
    if (this.#asked) return;
    this.#asked = true;
    if (this.#again === null) this.#socket?.close(how);
    else {
      clearTimeout(this.#again);
      this.#end();
    }
  }

  #openSocket(): HeldSocket {
    if (this.#socket?.isOpen) return this.#socket;
    throw new AppError('not-found', 'The session is not open, so nothing was sent. Connect again.');
  }

  readonly #frame = (tag: FrameTag, bytes: Uint8Array): boolean => {
    this.#keepAlive?.refresh();
    return this.#sink.frame(tag, bytes);
  };

  #hear(event: LineEvent): void {
    this.#sink.event(event);
    if (event.type === 'open') this.#opened();
    else if (event.type === 'closed' || event.type === 'refused' || event.type === 'unreachable') this.#over(event);
  }

  #opened(): void {
    this.#wasOpen = true;
    this.#attempt = 0;
    const { keepAliveMs } = this.#plan;
    if (keepAliveMs === null) return;
    this.#keepAlive = setTimeout(() => {
      this.#socket?.ping();
      this.#keepAlive?.refresh();
    }, keepAliveMs);
  }

  /** Only a session that was open once opens again: what was refused from the start would be refused again. */
  #over(event: LineEvent): void {
    this.#repeat?.stop();
    if (this.#keepAlive) clearTimeout(this.#keepAlive);
    this.#keepAlive = null;
    const forGood = event.type === 'refused' && event.head.status < 500 && event.head.status !== 429;
    const tries = !this.#asked && this.#wasOpen && !forGood && this.#attempt < this.#plan.attempts;
    if (tries) this.#openAgain();
    else this.#end();
  }

  #openAgain(): void {
    this.#attempt += 1;
    const delayMs = backOffMs(this.#attempt);
    this.#sink.event({ type: 'waiting', attempt: this.#attempt, delayMs });
    this.#again = setTimeout(() => {
      this.#again = null;
      this.open().catch((error: unknown) => this.#sink.event({ type: 'failure', failure: toFailure(error) }));
    }, delayMs);
  }

  #end(): void {
    this.#sink.event({ type: 'ended' });
  }
}
