import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Outcome } from './ask';
import { ask } from './ask';
import { wireHeaders } from './headers';

const ANSWER = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`;

/** Asks a server that sends this much of the answer and then ends the connection in this way. */
async function cutAfter(bytes: number, how: 'end' | 'resetAndDestroy'): Promise<Outcome> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(ANSWER.slice(0, bytes), () => socket[how]()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const hostHeader = `127.0.0.1:${port}`;
  const question = {
    to: { protocol: 'http:' as const, host: '127.0.0.1', port, hostHeader, connectTo: null },
    ...{ method: 'GET', target: '/', body: null, timeoutMs: 5_000, fresh: true, signal: new AbortController().signal },
    headers: wireHeaders([], { hostHeader, method: 'GET', bodyBytes: null, fresh: true }),
  };
  const outcome = await ask(question, { head: () => undefined, bytes: () => true, drained: async () => undefined });
  await new Promise((resolve) => server.close(resolve));
  return outcome;
}

// A coder that fails on the last bytes before the break once kept the exchange waiting for ever, past its time limit.
test('an answer that is labelled gzip, is not, and is cut off anywhere comes to an end', async () => {
  for (const how of ['end', 'resetAndDestroy'] as const) {
    const outcomes = await Promise.all(Array.from(ANSWER, (_, bytes) => cutAfter(bytes, how)));
    const ends = outcomes.map((outcome) => (outcome.type === 'answered' ? outcome.end.cut?.reason : outcome.reason));
    expect(ends.filter((reason) => reason !== 'reset' && reason !== 'broken' && reason !== 'undecodable')).toEqual([]);
  }
});
