import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { constants, createDeflateRaw } from 'node:zlib';
import { z } from 'zod';
import type { Connection, Line } from './connection';
import { frame } from './frames';

const frames = z.number().int().min(1).max(10_000_000);
const bytes = z.number().int().min(1).max(1_048_576).default(200);
const cut = {
  /** `end` lets the client have every byte that was sent; `reset` breaks off at once. */
  how: z.enum(['reset', 'end']).default('reset'),
  /** Half of one more frame is sent first. */
  midFrame: z.boolean().default(false),
};
const count = z.number().int().min(0);
/** After so many frames, or after a number drawn by lot between two. */
const cutAfter = z.strictObject({ after: z.union([count, z.tuple([count, count])]), ...cut });

const CLOSE_CODES = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014] as const;

/** What this end does to a connection when a test says so. Frames of text are numbered from 1 in `seq`. */
export const actSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('say'), text: z.string() }),
  /** As fast as the socket takes them. */
  z.strictObject({ do: z.literal('flood'), frames, bytes, cut: cutAfter.optional() }),
  /** All of them in one tick, and so in as few packets as there can be. */
  z.strictObject({ do: z.literal('burst'), frames, bytes }),
  z.strictObject({ do: z.literal('pings'), frames }),
  z.strictObject({ do: z.literal('cut'), ...cut }),
  /** Only codes that a frame may carry: RFC 6455, section 7.4. */
  z.strictObject({
    do: z.literal('close'),
    code: z.union([z.number().int().min(3000).max(4999), z.literal([...CLOSE_CODES])]),
    reason: z.string().max(100).default(''),
  }),
  z.strictObject({ do: z.literal('invalid-utf8') }),
  /** One compressed message that is so large when it is unpacked. */
  z.strictObject({ do: z.literal('bomb'), bytes: z.number().int().min(1).max(4_294_967_296) }),
]);
export type Act = z.output<typeof actSchema>;

const TEXT = 0x1;
/** What may wait in this process while a flood is sent. */
const BATCH = 512 * 1024;

/** Does one act; resolves once all of it is with the operating system, or the line is gone. */
export async function act(connection: Connection, what: Act): Promise<void> {
  const { line } = connection;
  if (!line) throw new Error(`The connection ${connection.id} is not open.`);
  switch (what.do) {
    case 'say':
      return connection.send(what.text);
    case 'flood':
      return flood(connection, line, what);
    case 'burst':
      return burst(connection, line, what);
    case 'pings':
      return pings(connection, line, what.frames);
    case 'cut':
      return cutOff(line, what);
    case 'close':
      line.ws.close(what.code, what.reason);
      return;
    case 'invalid-utf8':
      return written(line, frame({ opcode: TEXT, payload: Buffer.from([0x68, 0x69, 0xff, 0xfe, 0xc0]) }));
    case 'bomb':
      return written(line, frame({ opcode: TEXT, payload: await bomb(what.bytes), compressed: true }));
  }
}

async function flood(connection: Connection, line: Line, what: Extract<Act, { do: 'flood' }>): Promise<void> {
  const last = what.cut ? Math.min(drawn(what.cut.after), what.frames) : what.frames;
  const pad = padding(what.bytes);
  let sent: Promise<void> = Promise.resolve();
  for (let seq = 1; seq <= last && connection.line; ) {
    line.socket.cork();
    for (; seq <= last && line.ws.bufferedAmount < BATCH; seq++) sent = connection.send(numbered(seq, pad));
    line.socket.uncork();
    await sent;
  }
  await sent;
  if (what.cut) await cutOff(line, what.cut);
}

async function burst(connection: Connection, line: Line, what: Extract<Act, { do: 'burst' }>): Promise<void> {
  const pad = padding(what.bytes);
  line.socket.cork();
  const sent = Array.from({ length: what.frames }, (_, index) => connection.send(numbered(index + 1, pad)));
  line.socket.uncork();
  await sent.at(-1);
}

async function pings(connection: Connection, line: Line, many: number): Promise<void> {
  const sent = (error?: Error) => {
    if (!error) connection.sent.pings++;
  };
  for (let n = 1; n <= many && connection.line; ) {
    line.socket.cork();
    for (; n <= many && line.ws.bufferedAmount < BATCH; n++) line.ws.ping(String(n), false, sent);
    line.socket.uncork();
    await written(line, Buffer.alloc(0));
  }
}

/** Everything that was written before is with the operating system first, so that what was counted has been sent. */
async function cutOff(line: Line, { how, midFrame }: { how: 'reset' | 'end'; midFrame: boolean }): Promise<void> {
  const whole = frame({ opcode: TEXT, payload: Buffer.from(numbered(0, padding(400))) });
  await written(line, midFrame ? whole.subarray(0, 200) : Buffer.alloc(0));
  if (how === 'end') return void (line.socket as Socket).destroySoon();
  // The other end should be waiting for more: to one that has not read yet, Linux shows an ordinary end after the data.
  await new Promise((resolve) => setTimeout(resolve, 20));
  reset(line.socket);
}

/** Breaks a connection off at once. Node's own `resetAndDestroy` says goodbye before it does, and so the other end sees no break. */
export function reset(socket: Duplex): void {
  Reflect.set(socket, 'resetAndClosing', true);
  socket.destroy();
}

function written({ socket }: Line, data: Buffer): Promise<void> {
  return new Promise((resolve) => {
    socket.write(data, () => resolve());
  });
}

/** The tail that permessage-deflate leaves out is `00 00 ff ff`. */
async function bomb(size: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 9 });
  const chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  const step = Buffer.alloc(1024 * 1024, 'a');
  for (let left = size; left > 0; left -= step.length) {
    const chunk = left < step.length ? step.subarray(0, left) : step;
    await new Promise((resolve) => deflate.write(chunk, resolve));
  }
  await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, () => resolve()));
  return Buffer.concat(chunks).subarray(0, -4);
}

function drawn(after: number | [number, number]): number {
  if (typeof after === 'number') return after;
  const [least, most] = after;
  return least + Math.floor(Math.random() * (most - least + 1));
}

function padding(size: number): string {
  return 'x'.repeat(size);
}

/** `{"seq":1,"pad":"xxx"}`, as many bytes as the padding is long, but never less than the number needs. */
function numbered(seq: number, pad: string): string {
  const head = `{"seq":${seq},"pad":"`;
  return `${head}${pad.slice(head.length + 2)}"}`;
}
