import { randomUUID } from 'node:crypto';
import { badRequest } from '@/sandbox/appsync/auth/refusal';
import { channelOf, reaches } from './channel';
import type { ChannelNamespace, EventApi } from './model';

const MOST_EVENTS = 5;
/** Of one event, in bytes. */
const LARGEST_EVENT = 240 * 1024;

export interface Subscriber {
  /** `/namespace/…`, perhaps with `/*` at the end. */
  pattern: string;
  /** Takes one event as it was published, a JSON text. */
  deliver: (event: string) => void;
}

const subscribers = new WeakMap<EventApi, Set<Subscriber>>();

/** Who is subscribed to an API's channels at this moment. */
export function subscribersOf(api: EventApi): Set<Subscriber> {
  const known = subscribers.get(api) ?? new Set();
  subscribers.set(api, known);
  return known;
}

export interface Published {
  failed: { identifier: string; index: number; code: string; message: string }[];
  successful: { identifier: string; index: number }[];
}

export interface Publication {
  channel: string;
  namespace: ChannelNamespace;
  events: string[];
}

/** What somebody wants to publish, once it is certain that it can be; who may is another question. */
export function publicationOf(api: EventApi, channelText: unknown, events: unknown): Publication {
  const { path, namespace } = channelOf(channelText, { wildcard: false });
  if (!Array.isArray(events) || events.length === 0) throw badRequest('events must be a list of at least one event.');
  if (events.length > MOST_EVENTS) throw badRequest(`A request can have ${MOST_EVENTS} events at most.`);
  if (!events.every((event) => typeof event === 'string')) throw badRequest('Each event must be a string of JSON.');
  return { channel: path, namespace: namespaceOf(api, namespace), events };
}

export function namespaceOf(api: EventApi, name: string): ChannelNamespace {
  const namespace = api.namespaces.get(name);
  if (!namespace) throw badRequest(`There is no channel namespace ${name}.`);
  return namespace;
}

/** Sends each event that is fit to everybody whom it reaches, in order; the others are told as failed. */
export function publish(api: EventApi, { channel, events }: Publication): Published {
  const published: Published = { failed: [], successful: [] };
  const reached = [...subscribersOf(api)].filter(({ pattern }) => reaches(pattern, channel));
  for (const [index, event] of events.entries()) {
    const identifier = randomUUID();
    const message = complaintAbout(event);
    if (message) {
      published.failed.push({ identifier, index, code: 'BadRequestException', message });
      continue;
    }
    for (const subscriber of reached) subscriber.deliver(event);
    published.successful.push({ identifier, index });
  }
  return published;
}

function complaintAbout(event: string): string | undefined {
  if (Buffer.byteLength(event) > LARGEST_EVENT) return `The event is larger than ${LARGEST_EVENT} bytes.`;
  try {
    JSON.parse(event);
  } catch {
    return 'The event is not valid JSON.';
  }
}
