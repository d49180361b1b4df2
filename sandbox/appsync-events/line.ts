import type { WebSocket } from 'ws';
import type { Caller } from '@/sandbox/appsync/auth/authorize';
import { AppSyncRefusal, badRequest, refusalOf, unauthorized } from '@/sandbox/appsync/auth/refusal';
import { hear } from '@/sandbox/appsync/hear';
import { realtimeSettings } from '@/sandbox/appsync/realtime/settings';
import { authorizationFields } from './authorization-fields';
import { channelOf } from './channel';
import { type Doing, type EventsTarget, guard } from './guard';
import { onSubscribe } from './handlers';
import { namespaceOf, publicationOf, publish, type Subscriber, subscribersOf } from './publish';

const MOST_SUBSCRIPTIONS = 100;

interface Place {
  target: EventsTarget;
  /** The path that signatures name. */
  path: string;
  /** Under which the line was reached. */
  host: string;
}

interface Message {
  type?: unknown;
  id?: unknown;
  channel?: unknown;
  events?: unknown;
  authorization?: unknown;
}

type Fields = [name: string, value: string][];

/** One WebSocket of a client, as AppSync Events speaks on it. (AWS: "Understanding the Event API WebSocket protocol") */
export class EventsLine {
  readonly #line: WebSocket;
  readonly #place: Place;
  readonly #subscriptions = new Map<string, Subscriber>();
  #acknowledged = false;
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(line: WebSocket, place: Place) {
    this.#line = line;
    this.#place = place;
  }

  /** Listens from now on; what the client showed on connecting is judged when it asks for the connection to begin. */
  open(shown: Fields): void {
    hear(this.#line, { take: (message) => this.#take(message, shown), closed: () => this.#release() });
  }

  #release(): void {
    clearInterval(this.#keepAlive);
    for (const subscriber of this.#subscriptions.values()) subscribersOf(this.#place.target.api).delete(subscriber);
    this.#subscriptions.clear();
  }

  async #take(message: Message | undefined, shown: Fields): Promise<void> {
    if (!message) return this.#send({ type: 'error', errors: badRequest('The message is not a JSON object.').errors });
    if (message.type === 'connection_init') return this.#connect(shown);
    // AppSync ignores what comes before it has acknowledged the connection.
    if (!this.#acknowledged) return;
    const operation = this.#operations[String(message.type)];
    if (!operation) {
      const unknown = {
        errorType: 'UnsupportedOperation',
        message: 'unknown not supported through the realtime channel',
      };
      return this.#send({ type: 'error', ...idOf(message), errors: [unknown] });
    }
    const type = String(message.type);
    try {
      const outcome = await operation(message, checkedId(message.id));
      if (this.#line.readyState === this.#line.OPEN)
        this.#send({ type: `${type}_success`, ...idOf(message), ...outcome });
    } catch (error) {
      this.#send({ type: `${type}_error`, ...idOf(message), errors: refusalOf(error).errors });
    }
  }

  readonly #operations: Record<string, (message: Message, id: string) => Promise<object>> = {
    subscribe: (message, id) => this.#subscribe(message, id),
    publish: (message) => this.#publish(message),
    unsubscribe: async (_message, id) => this.#unsubscribe(id),
  };

  async #connect(shown: Fields): Promise<void> {
    const { target } = this.#place;
    try {
      const doing: Doing = { operation: 'EVENT_CONNECT', allowed: target.api.connectionAuthModes };
      await this.#authorize(shown, '{}', doing);
    } catch (error) {
      return this.#refuseConnection(refusalOf(error));
    }
    this.#acknowledged = true;
    const { connectionTimeoutMs, keepAliveMs } = realtimeSettings(target.world);
    this.#send({ type: 'connection_ack', connectionTimeoutMs });
    this.#send({ type: 'ka' });
    clearInterval(this.#keepAlive);
    this.#keepAlive = setInterval(() => this.#send({ type: 'ka' }), keepAliveMs);
  }

  #refuseConnection({ errors }: AppSyncRefusal): void {
    this.#send({ type: 'connection_error', errors });
    this.#line.close();
  }

  async #subscribe({ channel, authorization }: Message, id: string): Promise<object> {
    const { api } = this.#place.target;
    if (this.#subscriptions.has(id)) throw badRequest(`There is a subscription ${id} on this connection already.`);
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      throw badRequest(`A connection can have ${MOST_SUBSCRIPTIONS} subscriptions at most.`);
    }
    const { path, namespace } = channelOf(channel, { wildcard: true });
    const within = namespaceOf(api, namespace);
    const allowed = within.subscribeAuthModes ?? api.defaultSubscribeAuthModes;
    const doing: Doing = { operation: 'EVENT_SUBSCRIBE', allowed, namespace, channel: path };
    const caller = await this.#authorize(fieldsOf(authorization), JSON.stringify({ channel }), doing);
    onSubscribe({ namespace: within, channel: path, caller });
    if (this.#line.readyState !== this.#line.OPEN) return {};
    const deliver = (event: string) => this.#send({ type: 'data', id, event: [event] });
    const subscriber = { pattern: path, deliver };
    this.#subscriptions.set(id, subscriber);
    subscribersOf(api).add(subscriber);
    return {};
  }

  async #publish({ channel, events, authorization }: Message): Promise<object> {
    const { api } = this.#place.target;
    const publication = publicationOf(api, channel, events);
    const { namespace } = publication;
    const allowed = namespace.publishAuthModes ?? api.defaultPublishAuthModes;
    const doing: Doing = {
      operation: 'EVENT_PUBLISH',
      allowed,
      namespace: namespace.name,
      channel: publication.channel,
    };
    const caller = await this.#authorize(fieldsOf(authorization), JSON.stringify({ channel, events }), doing);
    return publish(api, publication, caller);
  }

  #unsubscribe(id: string): object {
    const subscriber = this.#subscriptions.get(id);
    if (!subscriber) throw new AppSyncRefusal(400, 'UnknownOperationError', `Unknown operation id ${id}`);
    subscribersOf(this.#place.target.api).delete(subscriber);
    this.#subscriptions.delete(id);
    return {};
  }

  async #authorize(fields: Fields, body: string, doing: Doing): Promise<Caller> {
    const { target, path, host } = this.#place;
    const named = fields.find(([name]) => name.toLowerCase() === 'host')?.[1];
    // The realtime host is where the line leads, and yet it is the other one that is named and signed.
    const expected = host.replace('.appsync-realtime-api.', '.appsync-api.');
    if (named !== undefined && named !== expected) throw unauthorized(`The host ${named} is not that of this API.`);
    return guard(target, { headers: fields, path, body }, doing);
  }

  #send(message: object): void {
    if (this.#line.readyState === this.#line.OPEN) this.#line.send(JSON.stringify(message));
  }
}

function idOf({ id }: Message): { id?: string } {
  return typeof id === 'string' ? { id } : {};
}

function checkedId(id: unknown): string {
  if (typeof id === 'string' && /^[\w+-]{1,128}$/.test(id)) return id;
  throw badRequest('id must be 1 to 128 letters, digits, - , _ or +.');
}

function fieldsOf(authorization: unknown): Fields {
  try {
    return authorizationFields(authorization);
  } catch {
    throw unauthorized('Valid authorization header not provided.');
  }
}
