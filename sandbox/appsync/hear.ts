import type { RawData, WebSocket } from 'ws';

interface Listener {
  /** Undefined where the message is no JSON object. */
  take: (message: object | undefined) => Promise<void> | void;
  closed: () => void;
}

/** Hears a client from now on, one message after another: who takes something back must not overtake who asks for it. */
export function hear(line: WebSocket, { take, closed }: Listener): void {
  let turn: Promise<void> = Promise.resolve();
  line.on('message', (data) => {
    turn = turn.then(() => take(objectIn(data)));
  });
  line.on('close', closed);
  // A line that breaks closes next.
  line.on('error', () => {});
}

function objectIn(data: RawData): object | undefined {
  try {
    const read: unknown = JSON.parse(String(data));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
