import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { ENTRY, type FrameTag, type LineEvent, type LineSink } from '@/lib/core/line';
import type { Destination } from './address';
import { http, running } from './ask-rig';
import { type HeldSocket, holdLine, type LineQuestion } from './line';
import { handshakeHeaders } from './line-headers';

/** A WebSocket server that does what it likes with each connection. */
export async function socketServer(
  serve: (socket: WebSocket, request: IncomingMessage) => void,
  options: ServerOptions = {},
): Promise<Destination> {
  const sockets = new WebSocketServer({ noServer: true, ...options });
  return await upgradeServer((request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, request)),
  );
}

/** A server that does what it likes with each upgrade, byte by byte. */
export async function upgradeServer(
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<Destination> {
  const raw = new Set<Duplex>();
  const to = await http((_, response) => response.end());
  const server = running.at(-1);
  server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    raw.add(socket);
    socket.on('error', () => undefined);
    upgrade(request, socket, head);
  });
  ending.push(() => {
    for (const socket of raw) socket.destroy();
  });
  return to;
}

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

/** What a line brought, in order, and a wait for what is to come. */
export class Brought implements LineSink {
  readonly events: LineEvent[] = [];
  readonly frames: { tag: FrameTag; bytes: Buffer }[] = [];
  /** Whether there is room for another frame. */
  room: () => boolean = () => true;
  #waiting: (() => void)[] = [];

  event(event: LineEvent): void {
    this.events.push(event);
    this.#wake();
  }

  frame(tag: FrameTag, bytes: Uint8Array): boolean {
    this.frames.push({ tag, bytes: Buffer.from(bytes) });
    this.#wake();
    return this.room();
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  get said(): string[] {
    return this.frames.map(({ tag, bytes }) => `${NAMES[tag]} ${bytes}`);
  }

  async until(met: (brought: this) => boolean): Promise<this> {
    while (!met(this)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this;
  }

  /** Waits for an event of a type and gives it. */
  async awaited<T extends LineEvent['type']>(type: T): Promise<Extract<LineEvent, { type: T }>> {
    await this.until(({ types }) => types.includes(type));
    return this.events.find((event): event is Extract<LineEvent, { type: T }> => event.type === type) as Extract<
      LineEvent,
      { type: T }
    >;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

const NAMES = { [ENTRY.textIn]: '<', [ENTRY.binaryIn]: '<<', [ENTRY.textOut]: '>', [ENTRY.binaryOut]: '>>' };

/** A line to a server, with what it brings. */
export async function held(
  to: Destination,
  more: Partial<LineQuestion> = {},
): Promise<{ line: HeldSocket; brought: Brought }> {
  const brought = new Brought();
  const { protocols = [] } = more;
  const question: LineQuestion = {
    to,
    target: '/',
    headers: handshakeHeaders([], { hostHeader: to.hostHeader, protocols }),
    protocols,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...more,
  };
  const line = await holdLine(question, brought);
  return { line, brought };
}
