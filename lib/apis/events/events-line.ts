import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '@/lib/apis/appsync-base/endpoint';
import { lineAuthorization } from '@/lib/apis/appsync-base/line-authorization';
import { AppSyncSocket, type AppSyncSocketOwner, type Message } from '@/lib/apis/appsync-base/socket';
import type { AuthInput } from '@/lib/auth/contract';
import type { AuthContext } from '@/lib/auth/scheme';
import { AppError } from '@/lib/core/error';
import { ENTRY, type FrameTag, type Line, type LineEvent, type LineSink } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { type EventsFrame, EventsSay } from './contract';
import { realtimeEndpoint } from './endpoints';

/** As long as AppSync may take to say whether it took something. */
const ANSWER_MS = 15_000;

interface EventsPlan {
  endpoint: Endpoint;
  auth: AuthInput;
  may: AuthContext;
}

interface Asked {
  said: EventsSay['type'];
  channel: string;
  timer: NodeJS.Timeout;
  taken(): void;
  refused(error: AppError): void;
}

/** A line to an Event API (aws.md §5.5). Channels that were subscribed to are subscribed to again after a break. */
export class EventsLine implements Line, AppSyncSocketOwner {
  readonly #plan: EventsPlan;
  readonly #sink: LineSink;
  readonly #socket: AppSyncSocket;
  /** Channels by the id of their subscription. */
  readonly #channels = new Map<string, string>();
  readonly #asked = new Map<string, Asked>();
  /** What is said while AppSync has yet to acknowledge the line waits here. */
  readonly #early: (() => void)[] = [];

  constructor(plan: EventsPlan, sink: LineSink) {
    this.#plan = plan;
    this.#sink = sink;
    const { to, path } = realtimeEndpoint(plan.endpoint);
    const authorization = () => this.#authorize({});
    this.#socket = new AppSyncSocket({ to, path, protocol: 'aws-appsync-event-ws', authorization }, this);
  }

  /** Throws AppError where it cannot be proved who asks. */
  open(): Promise<void> {
    return this.#socket.open();
  }

  async say(raw: unknown): Promise<void> {
    const said = parse(EventsSay, raw);
    if (this.#socket.greeting) await new Promise<void>((resolve) => this.#early.push(resolve));
    if (!this.#socket.ready) {
      throw new AppError('not-found', 'The line is not open, so nothing was sent. Wait for it, or connect again.');
    }
    if (said.type === 'subscribe') await this.#subscribe(said.channel);
    else if (said.type === 'unsubscribe') await this.#unsubscribe(said.channel);
    else await this.#publish(said.channel, said.events);
  }

  pause(): void {
    this.#socket.pause(true);
  }

  resume(): void {
    this.#socket.pause(false);
  }

  close(): void {
    this.#socket.close();
  }

  event(event: LineEvent): void {
    this.#sink.event(event);
    if (event.type === 'closed') this.#letEarlyOn();
  }

  ready(): void {
    this.#letEarlyOn();
    for (const [id, channel] of this.#channels) this.#follow(id, channel).catch(() => this.#channels.delete(id));
  }

  message(message: Message): void {
    const id = typeof message.id === 'string' ? message.id : '';
    const type = String(message.type);
    if (type === 'data') this.#deliver(this.#channels.get(id) ?? '', message.event);
    else if (/_success$/.test(type)) this.#settle(id, message.failed ?? null);
    else if (/_error$/.test(type) && this.#asked.has(id)) this.#settle(id, message.errors ?? message);
    else this.event({ type: 'errors', errors: message.errors ?? message });
  }

  over(): void {
    for (const { timer, refused } of this.#asked.values()) {
      clearTimeout(timer);
      refused(new AppError('cancelled', 'The line ended before AppSync answered.'));
    }
    this.#asked.clear();
    this.event({ type: 'ended' });
  }

  #letEarlyOn(): void {
    for (const go of this.#early.splice(0)) go();
  }

  async #subscribe(channel: string): Promise<void> {
    if ([...this.#channels.values()].includes(channel)) return;
    const id = randomUUID();
    this.#channels.set(id, channel);
    await this.#follow(id, channel).catch((error: unknown) => {
      this.#channels.delete(id);
      throw error;
    });
  }

  async #follow(id: string, channel: string): Promise<void> {
    const authorization = await this.#authorize({ channel });
    await this.#ask(id, channel, { type: 'subscribe', id, channel, authorization });
  }

  async #unsubscribe(channel: string): Promise<void> {
    const id = [...this.#channels].find(([, one]) => one === channel)?.[0];
    if (id === undefined) return;
    await this.#ask(id, channel, { type: 'unsubscribe', id });
    this.#channels.delete(id);
  }

  async #publish(channel: string, events: string[]): Promise<void> {
    const id = randomUUID();
    const authorization = await this.#authorize({ channel, events });
    for (const event of events) this.#tell(ENTRY.textOut, channel, event);
    await this.#ask(id, channel, { type: 'publish', id, channel, events, authorization });
  }

  /** Resolves when AppSync took it; rejects with its reason. */
  #ask(id: string, channel: string, message: Message & { type: EventsSay['type'] }): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        reject(new AppError('timed-out', `AppSync did not say whether it took this for ${channel}. Try again.`));
      }, ANSWER_MS);
      this.#asked.set(id, { said: message.type, channel, timer, taken: resolve, refused: reject });
      this.#socket.send(message);
    });
  }

  #settle(id: string, told: unknown): void {
    const asked = this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    clearTimeout(asked.timer);
    const errors = Array.isArray(told) && told.length === 0 ? null : told;
    const { said, channel } = asked;
    this.event({ type: 'answered', said, channel, errors });
    if (errors === null) asked.taken();
    else asked.refused(new AppError('invalid-input', `AppSync did not take it: ${reasonOf(errors)}`));
  }

  /** Signatures are over the message without its authorization, as AppSync reads it. */
  #authorize(said: { channel?: string; events?: string[] }): Promise<Record<string, string>> {
    const { auth, may, endpoint } = this.#plan;
    return lineAuthorization(auth, may, {
      host: endpoint.to.hostHeader,
      path: endpoint.path,
      body: JSON.stringify(said),
    });
  }

  /** One event, or several, each as text. */
  #deliver(channel: string, told: unknown): void {
    for (const event of Array.isArray(told) ? told : [told]) this.#tell(ENTRY.textIn, channel, event);
  }

  #tell(tag: FrameTag, channel: string, event: unknown): void {
    const frame: EventsFrame = { channel, event: typeof event === 'string' ? parsed(event) : event };
    if (!this.#sink.frame(tag, Buffer.from(JSON.stringify(frame)))) this.pause();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The first error in words: `Unauthorized: …`. */
function reasonOf(errors: unknown): string {
  const first: unknown = Array.isArray(errors) ? errors[0] : errors;
  if (typeof first !== 'object' || first === null) return String(first);
  const { errorType, message, errorCode } = first as Record<string, unknown>;
  return [errorType ?? errorCode, message].filter(Boolean).join(': ') || JSON.stringify(first);
}
