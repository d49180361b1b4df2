import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Identity } from '@/sandbox/data/api-call';
import type { HttpApiTarget } from '@/sandbox/data/target';
import type { Stage } from '@/sandbox/model';
import { FULLEST_BUFFER } from './settings';

/** Where an API is. */
export type Place = Pick<HttpApiTarget, 'world' | 'account' | 'region' | 'api'>;

export interface Caller {
  sourceIp: string;
  userAgent: string;
  /** The name under which the API was called, which its functions are told. */
  domainName: string;
}

/** How many went over the line; payloads as they are on the wire. */
export interface Count {
  frames: number;
  messages: number;
  bytes: number;
  pings: number;
}

export interface Ending {
  at: Date;
  code: number;
  reason: string;
}

/** What an upgraded connection is written to. */
export interface Line {
  ws: WebSocket;
  socket: Duplex;
}

/** One client of a WebSocket API, from before `$connect` lets it in until after it is gone. */
export class Connection {
  readonly id = drawnId();
  readonly connectedAt = new Date();
  lastActiveAt = this.connectedAt;
  /** Of `$connect`; later messages are sent with it. */
  identity: Identity = {};
  line: Line | null = null;
  ended: Ending | null = null;
  /** The route keys of its messages, the last hundred; null where none took the message. */
  readonly routed: (string | null)[] = [];
  /** What functions printed on its behalf, the last fifty lines. */
  readonly printed: string[] = [];
  readonly received: Count = { frames: 0, messages: 0, bytes: 0, pings: 0 };
  /** Counted once the operating system has taken it. */
  readonly sent: Count = { frames: 0, messages: 0, bytes: 0, pings: 0 };

  constructor(
    readonly place: Place,
    readonly stage: Stage,
    readonly caller: Caller,
  ) {}

  /** Sends one message; resolves once the operating system has it, or the line is gone. */
  send(data: string | Buffer): Promise<void> {
    const payload = Buffer.isBuffer(data) ? data : Buffer.from(data);
    return new Promise((resolve) => {
      if (!this.line) return resolve();
      this.lastActiveAt = new Date();
      // Bytes that are no text go as they are; a text frame of them would break the connection off.
      this.line.ws.send(payload, { binary: !isUtf8(payload) }, (error) => {
        if (!error) this.countSent(payload.length);
        resolve();
      });
    });
  }

  print(line: string): void {
    keep(this.printed, line, 50);
  }

  countRouted(routeKey: string | null): void {
    keep(this.routed, routeKey, 100);
  }

  countSent(bytes: number): void {
    this.sent.frames++;
    this.sent.messages++;
    this.sent.bytes += bytes;
  }

  /** Whether so much waits for the client that no more should. */
  get isFull(): boolean {
    return (this.line?.ws.bufferedAmount ?? 0) > FULLEST_BUFFER;
  }
}

function keep<T>(list: T[], one: T, most: number): void {
  list.push(one);
  if (list.length > most) list.shift();
}

/** As API Gateway draws them for connections, requests and messages: `L0SM9cOFvHcCIhw=`. */
export function drawnId(): string {
  const id = `${randomBytes(11).toString('base64url')}=`;
  // The AWS CLI would take a hyphen at the beginning for an option.
  return id.startsWith('-') ? `L${id.slice(1)}` : id;
}
