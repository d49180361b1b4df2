import { randomUUID } from 'node:crypto';
import type { Caller } from '@/sandbox/appsync/auth/authorize';
import { badRequest } from '@/sandbox/appsync/auth/refusal';
import { channelOf, reaches } from './channel';
import { onPublish } from './handlers';
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

/** Sends each event that is fit and that the namespace's code lets on to everybody whom it reaches, in order; the others are told as failed. */
export function publish(api: EventApi, publication: Publication, caller: Caller): Published {
  const reached = [...subscribersOf(api)].filter(({ pattern }) => reaches(pattern, publication.channel));
  const published: Published = { failed: [], successful: [] };
  for (const [index, { identifier, text, refused }] of outgoing(publication, caller).entries()) {
    if (refused) published.failed.push({ identifier, index, ...refused });
    else published.successful.push({ identifier, index });
    if (text !== null) for (const { deliver } of reached) deliver(text);
  }
  return published;
}

interface Outgoing {
  identifier: string;
  /** As it is delivered; null where it goes to nobody. */
  text: string | null;
  refused: { code: string; message: string } | null;
}

/** What becomes of each event of a publication. */
function outgoing({ channel, namespace, events }: Publication, caller: Caller): Outgoing[] {
  const given = events.map((event) => ({ event, id: randomUUID(), complaint: complaintAbout(event) }));
  const fit = given.filter(({ complaint }) => complaint === undefined);
  const told = fit.map(({ id, event }) => ({ id, payload: JSON.parse(event) as unknown }));
  const handled = new Map(onPublish({ namespace, channel, caller }, told).map((one) => [one.id, one]));
  return given.map(({ event, id: identifier, complaint }) => {
    if (complaint) return { identifier, text: null, refused: { code: 'BadRequestException', message: complaint } };
    const goesOn = handled.get(identifier);
    if (goesOn?.error) return { identifier, text: null, refused: { code: 'CustomError', message: goesOn.error } };
    // What a handler leaves out goes to nobody, and whoever published it is not told.
    const changed = namespace.codeHandlers === undefined ? event : JSON.stringify(goesOn?.payload);
    return { identifier, text: goesOn ? changed : null, refused: null };
  });
}

function complaintAbout(event: string): string | undefined {
  if (Buffer.byteLength(event) > LARGEST_EVENT) return `The event is larger than ${LARGEST_EVENT} bytes.`;
  try {
    JSON.parse(event);
  } catch {
    return 'The event is not valid JSON.';
  }
}
