import { z } from 'zod';
import type { AppSyncAuth, AppSyncKey, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { Through } from '@/lib/apis/domains/contract';
import { AuthInput } from '@/lib/auth/contract';
import { ApiRef, type ApiSummary, type Problem, type Target } from '@/lib/core/api';

/** Where events go: one to five segments of 1 to 50 letters, digits and hyphens. */
export const Channel = z
  .string()
  .regex(
    /^\/?[A-Za-z0-9-]{1,50}(\/[A-Za-z0-9-]{1,50}){0,4}\/?$/,
    'A channel has one to five parts of letters, digits and hyphens: chat/room-1.',
  );
/** The same, or everything below it: `chat/*`. */
export const ChannelPattern = z
  .string()
  .regex(
    /^\/?[A-Za-z0-9-]{1,50}(\/[A-Za-z0-9-]{1,50}){0,4}(\/\*|\/)?$/,
    'A subscription names a channel, or ends in /* for all below it: chat/*.',
  );

const Events = z
  .array(z.string().max(240_000))
  .min(1, 'There is nothing to publish.')
  .max(5, 'Five events go at a time.');

/** Publishes over HTTP. */
export const EventsSendInput = z.object({
  api: ApiRef,
  channel: Channel,
  /** Each is JSON as text. */
  events: Events,
  auth: AuthInput,
  timeoutMs: z.number().int().min(100).max(120_000).default(30_000),
  /** Another address of the API, in place of its own. */
  through: Through.optional(),
});
export type EventsSendInput = z.input<typeof EventsSendInput>;

/** A line on which channels are followed, and published to. */
export const EventsConnectInput = z.object({ api: ApiRef, auth: AuthInput, through: Through.optional() });
export type EventsConnectInput = z.input<typeof EventsConnectInput>;

/** What one says on it. */
export const EventsSay = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), channel: ChannelPattern }),
  z.object({ type: z.literal('unsubscribe'), channel: ChannelPattern }),
  z.object({ type: z.literal('publish'), channel: Channel, events: Events }),
]);
export type EventsSay = z.input<typeof EventsSay>;

/** One message of the line as it is shown: JSON. `event` is what was published, parsed where it is JSON. */
export interface EventsFrame {
  /** As it was subscribed to, or published to. */
  channel: string;
  event: unknown;
}

export interface EventsNamespace {
  name: string;
  /** Ids of the modes in which one may publish and subscribe: its own, or the API's. */
  publish: AppSyncMode[];
  subscribe: AppSyncMode[];
  /** Handlers run when something is published or subscribed to. */
  handlers: boolean;
}

/** Everything a person needs to know about one AppSync Events API. */
export interface EventsDetail {
  kind: 'events';
  api: ApiSummary;
  endpoints: { http: string | null; realtime: string | null };
  /** `host:port` that connections are pinned to; null against AWS. */
  pinnedTo: string | null;
  /** One for each namespace: its key is the namespace's name. */
  routes: Target[];
  auth: AppSyncAuth[];
  /** Modes in which one may open a line. */
  connect: AppSyncMode[];
  namespaces: EventsNamespace[];
  keys: AppSyncKey[];
  log: string | null;
  xray: boolean;
  /** Parts that could not be read. */
  problems: Problem[];
}
