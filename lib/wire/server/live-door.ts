import 'server-only';
import { z } from 'zod';
import type { LiveWord } from '@/lib/wire/live';
import { splitCommand } from '@/lib/wire/live';
import type { Reply } from '@/lib/wire/reply';
import type { Door, LiveHub } from './live-hub';
import type { HeldLine, Listener } from './live-line';
import { Soon } from './live-soon';

/** What a tab's socket must be able to do. */
export interface TabSocket {
  send(message: string | Uint8Array): void;
  close(code: number): void;
}

const number = z.int().min(0);
const line = number.max(0xffff_ffff);
const id = z.string().regex(/^[\w-]{16,64}$/);
const how = z.union([
  z.object({ cut: z.literal(true) }),
  z.object({ cut: z.literal(false), code: z.int().optional(), reason: z.string().optional() }),
]);
const Command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), line, id, voice: id, after: number, input: z.unknown().optional() }),
  z.object({ type: z.literal('say'), line, call: number, done: number, input: z.unknown().optional() }),
  z.object({ type: z.literal('close'), line, how }),
  z.object({ type: z.literal('ack'), line, seq: number }),
  z.object({ type: z.literal('forget'), id }),
]);
type Command = z.infer<typeof Command>;
type Addressed = Extract<Command, { type: 'say' | 'close' | 'ack' }>;

/** Not a command: the socket is closed, and the tab comes back with what it still wants. */
const PROTOCOL_ERROR = 1002;
const GOING_AWAY = 1001;

/** One tab's end of the one WebSocket that it has: its lines by its own numbers. */
export class TabDoor implements Door {
  readonly #hub: LiveHub;
  readonly #socket: TabSocket;
  /** Replies that wait for others: what they brought about goes ahead of them. */
  #words: LiveWord[] = [];
  readonly #soon = new Soon(() => this.#sayWaiting());
  readonly #lines = new Map<number, { held: HeldLine; listener: Listener }>();

  constructor(hub: LiveHub, socket: TabSocket) {
    this.#hub = hub;
    this.#socket = socket;
    hub.doors.add(this);
  }

  text(message: string): void {
    this.#take(message, null);
  }

  binary(message: Uint8Array): void {
    const parts = splitCommand(message);
    if (parts === null) this.#socket.close(PROTOCOL_ERROR);
    else this.#take(parts.json, parts.bytes);
  }

  /** The socket is gone, and the lines stay. */
  gone(): void {
    this.#hub.doors.delete(this);
    this.#soon.stop();
    for (const { held, listener } of this.#lines.values()) held.detach(listener);
    this.#lines.clear();
  }

  close(): void {
    this.#socket.close(GOING_AWAY);
  }

  #take(json: string, bytes: Uint8Array | null): void {
    const command = read(json);
    if (command === null) this.#socket.close(PROTOCOL_ERROR);
    else this.#obey(command, bytes);
  }

  #obey(command: Command, bytes: Uint8Array | null): void {
    if (command.type === 'open') this.#open(command);
    else if (command.type === 'forget') this.#hub.forget(command.id, { cut: false });
    else this.#tell(this.#lines.get(command.line)?.held, command, bytes);
  }

  /** A line that is gone hears nothing: the tab was told of it, or will be. */
  #tell(held: HeldLine | undefined, command: Addressed, bytes: Uint8Array | null): void {
    if (held === undefined) return;
    if (command.type === 'ack') held.acknowledge(command.seq);
    else if (command.type === 'close') held.close(command.how);
    else held.say(command, command.input, bytes);
  }

  #open(command: Extract<Command, { type: 'open' }>): void {
    const { line: number, id, input } = command;
    const found = this.#hub.find(id);
    if (found === undefined && input === undefined) {
      this.#say({ type: 'gone', line: number });
      return;
    }
    const held = found ?? this.#hub.open(id, input);
    const listener = this.#listen(number);
    this.#lines.set(number, { held, listener });
    this.#say({ type: 'up', line: number });
    held.attach(listener, command);
  }

  #listen(number: number): Listener {
    return {
      line: number,
      send: (batch) => this.#socket.send(batch),
      reply: (call: number, reply: Reply<null>) => {
        this.#words.push({ type: 'reply', line: number, call, reply });
        this.#soon.ask();
      },
      lost: () => {
        this.#lines.delete(number);
        this.#say({ type: 'gone', line: number });
      },
    };
  }

  #say(word: LiveWord): void {
    this.#words.push(word);
    this.#sayWaiting();
  }

  #sayWaiting(): void {
    if (this.#words.length === 0) return;
    this.#socket.send(JSON.stringify(this.#words));
    this.#words = [];
  }
}

function read(json: string): Command | null {
  try {
    return Command.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
