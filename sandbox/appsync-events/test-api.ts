import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Listening, listen } from '@/sandbox/listen';
import type { World } from '@/sandbox/model';
import { createWorld } from '@/sandbox/world';
import type { EventApi } from './model';

/** The demo's Event API, served on a free port. */
export async function listenWithEvents() {
  const sandbox = await listen(createWorld(), 0);
  const api = eventApi(sandbox.world);
  const endpoint = `${sandbox.origin}/appsync-api/${api.apiId}/event`;
  const key = api.apiKeys[0]?.id ?? '';
  return { sandbox, api, endpoint, host: new URL(endpoint).host, key };
}

export function eventApi(world: World): EventApi {
  const [api] = world.accounts[0]?.regions.get('us-east-1')?.eventApis?.values() ?? [];
  if (!api) throw new Error('The demo has no Event API.');
  return api;
}

export function setRealtimeFault({ origin }: Listening, realtime: string | null): Promise<Response> {
  return fetch(`${origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ realtime }) });
}

export interface Sent {
  type: string;
  id?: string;
  [field: string]: unknown;
}

export type Received = Record<string, unknown> & { type: string };

/** A line as a client would open it by hand: what it gets is kept in order, and can be waited for. */
export class TestLine {
  readonly socket: WebSocket;
  readonly received: Received[] = [];
  /** What was no message. */
  readonly garbage: string[] = [];

  constructor(endpoint: string, authorization: unknown, protocol = 'aws-appsync-event-ws') {
    const shown = Buffer.from(JSON.stringify(authorization)).toString('base64url');
    this.socket = new WebSocket(`${endpoint.replace(/^http/, 'ws')}/realtime`, [protocol, `header-${shown}`]);
    this.socket.on('message', (data: Buffer) => this.#take(data.toString()));
    this.socket.on('error', () => {});
  }

  #take(text: string): void {
    const message = parsed(text);
    if (message) this.received.push(message);
    else this.garbage.push(text);
  }

  async opened(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  /** Past the acknowledgement. */
  async connected(): Promise<this> {
    await this.opened();
    this.send({ type: 'connection_init' });
    await this.until('connection_ack');
    return this;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first message of a type, and with an id where one is given; it may have come already. */
  async until(type: string, id?: string): Promise<Received> {
    for (;;) {
      const found = this.received.find((one) => one.type === type && (id === undefined || one.id === id));
      if (found) return found;
      if (this.socket.readyState !== WebSocket.OPEN) throw new Error(`The line closed before ${type} came.`);
      await Promise.race([once(this.socket, 'message'), once(this.socket, 'close')]);
    }
  }

  async asked(message: Sent): Promise<Received> {
    this.send(message);
    const answers = [`${message.type}_success`, `${message.type}_error`];
    for (;;) {
      const found = this.received.find((one) => answers.includes(one.type) && one.id === message.id);
      if (found) return this.received.splice(this.received.indexOf(found), 1)[0] ?? found;
      await once(this.socket, 'message');
    }
  }
}

function parsed(text: string): Received | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as Received) : undefined;
  } catch {
    return undefined;
  }
}
