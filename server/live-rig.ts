import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from 'vitest';
import { WebSocket as Client } from 'ws';
import { ENTRY, type EntryTag, type LineEvent } from '@/lib/core/line';
import type { LineBatch, LineListener } from '@/lib/wire/browser/live';
import { LiveTab } from '@/lib/wire/browser/live-tab';
import { LIVE_PATH } from '@/lib/wire/live';
import { LiveHub } from '@/lib/wire/server/live-hub';
import type { LiveLimits } from '@/lib/wire/server/live-limits';
import type { Connect } from '@/lib/wire/server/live-line';
import { doorsOf } from './live';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A live door as the console has it, with the lines of the test behind it, and tabs that are browsers' own ends; `spoil` gets their sockets. */
export async function liveRig(
  connect: Connect,
  limits: Partial<LiveLimits> = {},
  spoil: (socket: Client) => void = () => undefined,
) {
  const defects: unknown[] = [];
  const hub = new LiveHub({ connect, defect: (error) => defects.push(error), limits });
  const open = doorsOf(hub);
  const server = createServer().listen(0, '127.0.0.1');
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => open(request, socket, head));
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}${LIVE_PATH}`;
  /** The browser's sockets, the newest last. */
  const sockets: Client[] = [];
  const newTab = () =>
    new LiveTab({
      connect: () => {
        const socket = new Client(url);
        socket.on('error', () => undefined);
        spoil(socket);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      isLetIn: async () => true,
    });
  closing.push(() => {
    hub.stop();
    server.closeAllConnections();
    server.close();
    for (const socket of sockets) socket.terminate();
  });
  return { hub, defects, sockets, newTab, tab: newTab() };
}

export interface Entry {
  seq: number;
  at: number;
  tag: EntryTag;
  payload: Uint8Array;
}

/** Everything that a tab hears of a line, and a wait for what is to come. */
export class Heard implements LineListener {
  readonly entries: Entry[] = [];
  readonly links: string[] = [];
  #waiting: (() => void)[] = [];

  batch(batch: LineBatch): void {
    for (let index = 0; index < batch.count; index += 1) {
      const payload = batch.payload(index);
      this.entries.push({ seq: batch.firstSeq + index, at: batch.at(index), tag: batch.tag(index), payload });
    }
    this.#wake();
  }

  link(state: 'up' | 'down' | 'gone'): void {
    this.links.push(state);
    this.#wake();
  }

  get events(): LineEvent[] {
    return this.entries.flatMap(({ tag, payload }) => (tag === ENTRY.event ? [JSON.parse(text(payload))] : []));
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** The messages with a tag, as text. */
  said(wanted: EntryTag): string[] {
    return this.entries.flatMap(({ tag, payload }) => (tag === wanted ? [text(payload)] : []));
  }

  async until(met: (heard: this) => boolean): Promise<this> {
    while (!met(this)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function text(payload: Uint8Array): string {
  return Buffer.from(payload).toString();
}
