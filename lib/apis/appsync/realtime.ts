import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '@/lib/apis/appsync-base/endpoint';
import { lineAuthorization } from '@/lib/apis/appsync-base/line-authorization';
import { AppSyncSocket, type AppSyncSocketOwner, type Message } from '@/lib/apis/appsync-base/socket';
import type { AuthInput } from '@/lib/auth/contract';
import type { AuthContext } from '@/lib/auth/scheme';
import { toFailure } from '@/lib/core/error';
import { ENTRY, isLast, type Line, type LineEvent, type LineSink } from '@/lib/core/line';
import { cannotSay } from '@/lib/subscriptions/result';
import { realtimeEndpoint } from './endpoints';

/** AppSync holds no more on one connection. */
export const MOST_SUBSCRIPTIONS = 100;
/** As long as Amplify waits for it. */
const START_ACK_MS = 15_000;
/** A connection without subscriptions stays for this long: the next run of the same person needs no handshake. */
const LINGER_MS = 3_000;

export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

export interface RealtimePlan {
  endpoint: Endpoint;
  auth: AuthInput;
  may: AuthContext;
}

/** One realtime connection of an API as one identity, with the subscriptions that it carries (aws.md §5.4). */
export class Realtime implements AppSyncSocketOwner {
  readonly #plan: RealtimePlan;
  readonly #socket: AppSyncSocket;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #onOver: () => void;
  /** What was told of the connection as it is now, for those who join later. */
  #course: LineEvent[] = [];
  #linger: NodeJS.Timeout | null = null;
  #over = false;

  constructor(plan: RealtimePlan, onOver: () => void) {
    this.#plan = plan;
    this.#onOver = onOver;
    const { to, path } = realtimeEndpoint(plan.endpoint);
    const authorization = () => this.authorize(`${plan.endpoint.path}/connect`, '{}');
    this.#socket = new AppSyncSocket({ to, path, protocol: 'graphql-ws', authorization }, this);
  }

  get full(): boolean {
    return this.#over || this.#subscriptions.size >= MOST_SUBSCRIPTIONS;
  }

  /** Throws AppError where it cannot be proved who asks. */
  open(): Promise<void> {
    return this.#socket.open();
  }

  subscribe(operation: Operation, sink: LineSink): Line {
    if (this.#linger) clearTimeout(this.#linger);
    const subscription = new Subscription(this, operation, sink);
    this.#subscriptions.set(subscription.id, subscription);
    for (const event of this.#course) sink.event(event);
    if (this.#socket.ready) subscription.start();
    return subscription;
  }

  say(message: Message): void {
    this.#socket.send(message);
  }

  authorize(path: string, body: string): Promise<Record<string, string>> {
    const { auth, may, endpoint } = this.#plan;
    return lineAuthorization(auth, may, { host: endpoint.to.hostHeader, path, body });
  }

  authorizeStart(data: string): Promise<Record<string, string>> {
    return this.authorize(this.#plan.endpoint.path, data);
  }

  /** All share one socket: it is read while nobody is full. */
  balance(): void {
    this.#socket.pause([...this.#subscriptions.values()].some(({ paused }) => paused));
  }

  leave(subscription: Subscription): void {
    if (!this.#subscriptions.delete(subscription.id)) return;
    this.balance();
    if (this.#subscriptions.size > 0 || this.#over) return;
    this.#linger = setTimeout(() => {
      // Whoever comes while it closes needs another.
      this.#over = true;
      this.#socket.close();
    }, LINGER_MS);
    this.#linger.unref();
  }

  event(event: LineEvent): void {
    if (event.type === 'request') this.#course = [];
    if (event.type === 'request' || event.type === 'open') this.#course.push(event);
    for (const subscription of this.#subscriptions.values()) subscription.tell(event);
  }

  ready(): void {
    for (const subscription of this.#subscriptions.values()) subscription.start();
  }

  message(message: Message): void {
    const subscription = typeof message.id === 'string' ? this.#subscriptions.get(message.id) : undefined;
    if (subscription) subscription.take(message);
    else if (message.type === 'error') this.event({ type: 'errors', errors: errorsOf(message) });
  }

  /** It could not be proved who asks. */
  fail(error: unknown): void {
    this.event({ type: 'failure', failure: toFailure(error) });
    this.over();
  }

  over(): void {
    this.#over = true;
    for (const subscription of [...this.#subscriptions.values()]) subscription.end();
    this.#onOver();
  }
}

/** One subscription as a line of its own. */
class Subscription implements Line {
  readonly id = randomUUID();
  readonly #connection: Realtime;
  readonly #data: string;
  readonly #sink: LineSink;
  #ended = false;
  #ack: NodeJS.Timeout | null = null;
  paused = false;

  constructor(connection: Realtime, { query, variables, operationName }: Operation, sink: LineSink) {
    this.#connection = connection;
    this.#data = JSON.stringify({ query, variables, ...(operationName === null ? {} : { operationName }) });
    this.#sink = sink;
  }

  /** Signed anew each time: AppSync looks at the clock. */
  start(): void {
    this.#connection.authorizeStart(this.#data).then(
      (authorization) => {
        if (this.#ended) return;
        const payload = { data: this.#data, extensions: { authorization } };
        this.#connection.say({ id: this.id, type: 'start', payload });
        this.#awaitAck();
      },
      (error: unknown) => {
        this.tell({ type: 'failure', failure: toFailure(error) });
      },
    );
  }

  take(message: Message): void {
    if (message.type === 'data') this.#deliver(message.payload);
    else if (message.type === 'start_ack') {
      this.#stopWaiting();
      this.tell({ type: 'started' });
    } else if (message.type === 'error') {
      this.tell({ type: 'errors', errors: errorsOf(message) });
      this.end();
    } else if (message.type === 'complete') {
      this.tell({ type: 'completed' });
      this.end();
    } else this.tell({ type: 'note', message: `The API sent a message of an unknown type: ${message.type}` });
  }

  tell(event: LineEvent): void {
    if (this.#ended) return;
    this.#sink.event(event);
    if (isLast(event)) this.#leave();
  }

  end(): void {
    this.tell({ type: 'ended' });
  }

  say(): void {
    throw cannotSay();
  }

  pause(): void {
    this.paused = true;
    this.#connection.balance();
  }

  resume(): void {
    this.paused = false;
    this.#connection.balance();
  }

  close(): void {
    if (this.#ended) return;
    this.#connection.say({ id: this.id, type: 'stop' });
    this.end();
  }

  #deliver(payload: unknown): void {
    if (this.#sink.frame(ENTRY.textIn, Buffer.from(JSON.stringify(payload ?? null)))) return;
    this.pause();
  }

  #awaitAck(): void {
    this.#stopWaiting();
    this.#ack = setTimeout(() => {
      this.tell({
        type: 'note',
        message: 'The API took the subscription and never acknowledged it, so it was stopped.',
      });
      this.close();
    }, START_ACK_MS);
  }

  #stopWaiting(): void {
    if (this.#ack) clearTimeout(this.#ack);
  }

  #leave(): void {
    this.#ended = true;
    this.#stopWaiting();
    this.paused = false;
    this.#connection.leave(this);
  }
}

function errorsOf({ payload }: Message): unknown {
  return typeof payload === 'object' && payload !== null && 'errors' in payload ? payload.errors : (payload ?? []);
}
