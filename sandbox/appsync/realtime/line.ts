import type { WebSocket } from 'ws';
import { readableSchema } from '@/sandbox/appsync/answer';
import { AppSyncRefusal, badRequest, refusalOf } from '@/sandbox/appsync/auth/refusal';
import { enter } from '@/sandbox/appsync/enter';
import { type Subscriber, subscribersOf } from '@/sandbox/appsync/graphql/events';
import type { Answered } from '@/sandbox/appsync/graphql/execute';
import { hear } from '@/sandbox/appsync/hear';
import type { Place } from './place';
import { LARGEST_MESSAGE, MOST_SUBSCRIPTIONS, realtimeSettings } from './settings';
import { checkHost, type Fields } from './shown';
import { StartRefusal, subscriptionOf } from './subscription';

interface Message {
  type?: unknown;
  id?: unknown;
  payload?: unknown;
}

/** What an authorizer is told that somebody does who connects. */
const CONNECTING = { operationName: 'DeepDish:Connect' };

/** One WebSocket of a client, as AppSync speaks on it (AWS: "Building a real-time WebSocket client in AWS AppSync"). */
export class GraphqlLine {
  readonly #line: WebSocket;
  readonly #place: Place;
  readonly #subscriptions = new Map<string, Subscriber>();
  #acknowledged = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(line: WebSocket, place: Place) {
    this.#line = line;
    this.#place = place;
  }

  /** Listens from now on; what the client showed on connecting is judged when it asks for the connection to begin. */
  open(shown: Fields): void {
    hear(this.#line, { take: (message) => this.#take(message, shown), closed: () => this.#release() });
  }

  #release(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const subscriber of this.#subscriptions.values()) subscribersOf(this.#place.target.api).delete(subscriber);
    this.#subscriptions.clear();
  }

  async #take(message: Message | undefined, shown: Fields): Promise<void> {
    if (message?.type === 'connection_init') return this.#acknowledged ? undefined : this.#connect(shown);
    // AppSync ignores what comes before it has acknowledged the connection.
    if (!this.#acknowledged) return;
    if (!message) return this.#sayErrors(undefined, badRequest('The message is not a JSON object.').errors);
    const id = typeof message.id === 'string' && message.id !== '' ? message.id : undefined;
    try {
      await this.#operate(message, id);
    } catch (error) {
      this.#sayErrors(id, error instanceof StartRefusal ? error.errors : refusalOf(error).errors);
    }
  }

  async #operate({ type, payload }: Message, id: string | undefined): Promise<void> {
    if (type !== 'start' && type !== 'stop') {
      throw new AppSyncRefusal(400, 'UnsupportedOperation', 'unknown not supported through the realtime channel');
    }
    if (id === undefined) throw badRequest('id is missing.');
    if (type === 'start') await this.#start(id, payload);
    else this.#stop(id);
  }

  async #connect(shown: Fields): Promise<void> {
    const { target, path, host } = this.#place;
    try {
      checkHost(target, shown, host);
      const schema = readableSchema(target)?.schema ?? null;
      await enter({ target, schema }, { headers: shown, path: `${path}/connect`, body: '{}' }, CONNECTING);
    } catch (error) {
      const errors = refusalOf(error).errors.map((one) => ({ ...one, errorCode: 400 }));
      this.#say({ type: 'connection_error', payload: { errors } });
      return this.#line.close();
    }
    const { keepAliveMs, connectionTimeoutMs, lifeMs } = realtimeSettings(target.world);
    this.#acknowledged = true;
    this.#say({ type: 'connection_ack', payload: { connectionTimeoutMs } });
    this.#say({ type: 'ka' });
    this.#timers = [
      setInterval(() => this.#say({ type: 'ka' }), keepAliveMs),
      setTimeout(() => this.#line.close(), lifeMs),
    ];
  }

  async #start(id: string, payload: unknown): Promise<void> {
    if (this.#subscriptions.has(id)) throw new AppSyncRefusal(409, 'ConflictException', `duplicate id ${id}`);
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      const message = `Max number of ${MOST_SUBSCRIPTIONS} subscriptions reached`;
      throw new AppSyncRefusal(429, 'MaxSubscriptionsReachedError', message);
    }
    const { data, extensions } = membersOf(payload);
    if (typeof data !== 'string') throw badRequest('payload.data must be a string of JSON.');
    const { authorization } = membersOf(extensions);
    const take = (answer: Answered) => this.#deliver(id, answer);
    const subscriber = await subscriptionOf(this.#place, { data, authorization }, take);
    if (this.#line.readyState !== this.#line.OPEN) return;
    this.#subscriptions.set(id, subscriber);
    subscribersOf(this.#place.target.api).add(subscriber);
    this.#say({ type: 'start_ack', id });
  }

  #stop(id: string): void {
    const subscriber = this.#subscriptions.get(id);
    if (!subscriber) throw new AppSyncRefusal(404, 'UnknownOperationError', `unknown operation id ${id}`);
    subscribersOf(this.#place.target.api).delete(subscriber);
    this.#subscriptions.delete(id);
    this.#say({ type: 'complete', id });
  }

  /** What is too large is dropped, and nobody is told. */
  #deliver(id: string, answer: Answered): void {
    if (!this.#subscriptions.has(id)) return;
    const text = JSON.stringify({ id, type: 'data', payload: answer });
    if (Buffer.byteLength(text) <= LARGEST_MESSAGE) this.#send(text);
  }

  #sayErrors(id: string | undefined, errors: object[]): void {
    this.#say({ type: 'error', ...(id === undefined ? {} : { id }), payload: { errors } });
  }

  #say(message: object): void {
    this.#send(JSON.stringify(message));
  }

  #send(text: string): void {
    if (this.#line.readyState === this.#line.OPEN) this.#line.send(text);
  }
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
