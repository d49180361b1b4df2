import 'server-only';
import { connectedTo } from '@/lib/apis/outgoing';
import { backOffMs } from '@/lib/core/back-off';
import { toFailure } from '@/lib/core/error';
import { ENTRY, type FrameTag, type LineEvent } from '@/lib/core/line';
import type { WireRequest } from '@/lib/core/outcome';
import { MASK } from '@/lib/core/redact';
import type { Destination } from '@/lib/egress/address';
import { type HeldSocket, holdLine } from '@/lib/egress/line';
import { handshakeHeaders } from '@/lib/egress/line-headers';
import { authProtocols } from './line-authorization';

/** As long as Amplify waits for the acknowledgement. */
const ACK_MS = 15_000;
const HANDSHAKE_MS = 30_000;
/** AppSync says how long it may be silent; where it does not, this. */
const SILENCE_MS = 300_000;
const MOST_ATTEMPTS = 20;

export type Message = Record<string, unknown>;

export interface AppSyncSocketPlan {
  to: Destination;
  path: string;
  /** `graphql-ws` or `aws-appsync-event-ws`. */
  protocol: string;
  /** Made anew for each attempt. */
  authorization(): Promise<Record<string, string>>;
}

export interface AppSyncSocketOwner {
  /** Concerns all that is held on the socket. */
  event(event: LineEvent): void;
  /** Acknowledged, for the first time or again: now is the time to say everything. */
  ready(): void;
  message(message: Message): void;
  /** It will not be open again. */
  over(): void;
}

const decoder = new TextDecoder();

/** The part that AppSync's two line protocols share: proof in a subprotocol, acknowledgement, keep-alive, opening again (aws.md §5.4, §5.5). */
export class AppSyncSocket {
  readonly #plan: AppSyncSocketPlan;
  readonly #owner: AppSyncSocketOwner;
  #socket: HeldSocket | null = null;
  #acknowledged = false;
  #everReady = false;
  #ending = false;
  #paused = false;
  #attempt = 0;
  #silence: NodeJS.Timeout | null = null;
  #again: NodeJS.Timeout | null = null;

  constructor(plan: AppSyncSocketPlan, owner: AppSyncSocketOwner) {
    this.#plan = plan;
    this.#owner = owner;
  }

  get ready(): boolean {
    return this.#acknowledged && this.#socket?.isOpen === true;
  }

  /** It is open and waits for the acknowledgement: before that AppSync takes nothing. */
  get greeting(): boolean {
    return !this.#acknowledged && this.#socket?.isOpen === true;
  }

  /** Throws AppError where it cannot be proved who asks. */
  async open(): Promise<void> {
    const { to, path, protocol } = this.#plan;
    const protocols = authProtocols(protocol, await this.#plan.authorization());
    if (this.#ending) return;
    this.#owner.event({ type: 'request', request: shown(this.#plan) });
    const headers = handshakeHeaders([], { hostHeader: to.hostHeader, protocols });
    const { signal } = new AbortController(); // `close` breaks off what is opening
    const question = { to, target: path, headers, protocols, timeoutMs: HANDSHAKE_MS, signal };
    this.#socket = await holdLine(question, { event: (event) => this.#hear(event), frame: this.#frame });
    if (this.#paused) this.#socket.pause();
    if (this.#ending) this.#socket.close({ cut: true });
  }

  /** Does nothing while the line is not acknowledged: `ready` comes. */
  send(message: Message): void {
    if (this.ready) void this.#say(message);
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#socket?.pause();
    else this.#socket?.resume();
  }

  close(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#stopTimers();
    this.#socket?.close({ cut: false });
  }

  #say(message: Message): void | Promise<void> {
    return this.#socket?.send(Buffer.from(JSON.stringify(message)), { binary: false });
  }

  #hear(event: LineEvent): void {
    // Beats of the WebSocket itself mean nothing here; AppSync has its own.
    if (event.type !== 'beat') this.#owner.event(event);
    if (event.type === 'open') this.#greet();
    else if (event.type === 'closed' || event.type === 'refused' || event.type === 'unreachable') this.#down(event);
  }

  #greet(): void {
    this.#acknowledged = false;
    void this.#say({ type: 'connection_init' });
    this.#watch(ACK_MS, 'The API opened the line and never acknowledged it, so the line was cut.');
  }

  readonly #frame = (tag: FrameTag, bytes: Uint8Array): boolean => {
    if (tag === ENTRY.textIn) this.#take(decoder.decode(bytes));
    else if (tag === ENTRY.binaryIn) this.#nonsense('something that is not text');
    return true;
  };

  #take(text: string): void {
    const message = parsed(text);
    if (this.#acknowledged) this.#silence?.refresh();
    if (message === null) this.#nonsense(`something that is not a message of its protocol: ${text.slice(0, 200)}`);
    else if (message.type === 'connection_ack') this.#acknowledge(message);
    else if (message.type === 'ka') this.#owner.event({ type: 'beat', beat: 'keep-alive', out: false });
    else if (message.type === 'connection_error') this.#refuse(message);
    else this.#owner.message(message);
  }

  #nonsense(what: string): void {
    this.#owner.event({ type: 'note', message: `The API sent ${what}` });
  }

  #acknowledge(message: Message): void {
    if (this.#acknowledged) return;
    this.#acknowledged = true;
    this.#everReady = true;
    this.#attempt = 0;
    const within = silenceOf(message);
    this.#watch(
      within,
      `Nothing came for ${Math.round(within / 1000)} seconds, not even a keep-alive, so the line was cut.`,
    );
    this.#owner.ready();
  }

  /** What AppSync refuses when it is asked to open, it refuses the next time too. */
  #refuse({ payload, errors }: Message): void {
    const told = typeof payload === 'object' && payload !== null && 'errors' in payload ? payload.errors : errors;
    this.#owner.event({ type: 'errors', errors: told ?? [] });
    this.#everReady = false;
    this.#socket?.close({ cut: false });
  }

  #watch(withinMs: number, message: string): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#owner.event({ type: 'note', message });
      this.#socket?.close({ cut: true });
    }, withinMs);
  }

  /** Only a line that was good once opens again: what was refused from the start would be refused again. */
  #down(event: LineEvent): void {
    this.#stopTimers();
    this.#acknowledged = false;
    const refused = event.type === 'refused' && event.head.status < 500 && event.head.status !== 429;
    if (this.#ending || !this.#everReady || refused || this.#attempt >= MOST_ATTEMPTS) this.#owner.over();
    else this.#openAgain();
  }

  #openAgain(): void {
    this.#attempt += 1;
    const delayMs = backOffMs(this.#attempt);
    this.#owner.event({ type: 'waiting', attempt: this.#attempt, delayMs });
    this.#again = setTimeout(() => {
      this.open().catch((error: unknown) => {
        this.#owner.event({ type: 'failure', failure: toFailure(error) });
        this.#owner.over();
      });
    }, delayMs);
  }

  #stopTimers(): void {
    for (const timer of [this.#silence, this.#again]) if (timer) clearTimeout(timer);
  }
}

function parsed(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as Message) : null;
  } catch {
    return null;
  }
}

/** GraphQL tells it in the payload, Events beside it. */
function silenceOf({ payload, connectionTimeoutMs }: Message): number {
  const inPayload = typeof payload === 'object' && payload !== null && 'connectionTimeoutMs' in payload;
  const told = inPayload ? payload.connectionTimeoutMs : connectionTimeoutMs;
  return typeof told === 'number' && told >= 1_000 && told < 2 ** 31 ? told : SILENCE_MS;
}

function shown({ to, path, protocol }: AppSyncSocketPlan): WireRequest {
  const protocols = [protocol, `header-${MASK}`];
  return {
    method: 'GET',
    url: `${to.protocol === 'https:' ? 'wss:' : 'ws:'}//${to.hostHeader}${path}`,
    target: path,
    headers: handshakeHeaders([], { hostHeader: to.hostHeader, protocols }),
    bodyBytes: 0,
    connectedTo: connectedTo(to),
  };
}
