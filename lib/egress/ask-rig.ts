import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { afterAll, afterEach } from 'vitest';
import type { AnswerHead } from '@/lib/core/outcome';
import { processWide } from '@/lib/core/process-wide';
import type { Destination } from './address';
import { ask, type Listener, type Outcome, type Question } from './ask';

/** The servers of this test. */
export const running: (Server | TcpServer)[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

/** Bodies on disk: a worker of the test runner is killed, and removes nothing itself. */
afterAll(() => {
  const shelf = processWide<{ folder: string | null }>('spools', () => ({ folder: null }));
  if (shelf.folder !== null) rmSync(shelf.folder, { recursive: true, force: true });
});

export async function listen(server: Server | TcpServer): Promise<Destination> {
  running.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { protocol: 'http:', host: '127.0.0.1', port, hostHeader: `127.0.0.1:${port}`, connectTo: null };
}

export const http = (listener: RequestListener) => listen(createServer(listener));

/** A server that reads a request and then does what it likes with the socket. */
export function tcp(answer: (socket: Socket, connections: number) => void): Promise<Destination> {
  let connections = 0;
  return listen(
    createTcpServer((socket) => {
      connections += 1;
      const mine = connections;
      socket.on('error', () => undefined);
      socket.on('data', () => answer(socket, mine));
    }),
  );
}

export type Asked = Outcome & { body: Buffer; seen: AnswerHead | null };

export async function get(
  to: Destination,
  more: Partial<Question> = {},
  listener: Partial<Listener> = {},
): Promise<Asked> {
  const chunks: Uint8Array[] = [];
  let seen: AnswerHead | null = null;
  const question: Question = {
    to,
    method: 'GET',
    target: '/',
    headers: [['Host', to.hostHeader]],
    body: null,
    timeoutMs: 10_000,
    fresh: false,
    signal: new AbortController().signal,
    ...more,
  };
  const outcome = await ask(question, {
    head: (head) => {
      seen = head;
    },
    bytes: (chunk) => {
      chunks.push(Buffer.from(chunk));
      return true;
    },
    drained: async () => undefined,
    ...listener,
  });
  return { ...outcome, body: Buffer.concat(chunks), seen };
}

export const ended = (asked: Asked) => (asked.type === 'answered' ? asked.end : null);
