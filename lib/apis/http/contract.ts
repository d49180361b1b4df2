import { z } from 'zod';
import {
  type GatewayAuthorizer,
  type GatewayIntegration,
  type GatewayRoute,
  type GatewayStage,
  StageName,
} from '@/lib/apis/gateway/contract';
import { AuthInput } from '@/lib/auth/contract';
import { ApiRef, type ApiSummary, type Problem } from '@/lib/core/api';

const Row = z.tuple([z.string(), z.string()]);

/**
 * One request to an HTTP API. The base address comes from AWS and never from here, save for an emulator, where `base`
 * may correct it: then only the Host header and the base path are taken from it and the connection stays pinned to the
 * emulator's own endpoint.
 */
export const HttpSendInput = z.object({
  api: ApiRef,
  stage: StageName,
  method: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/, 'A method is one word of letters, such as GET.'),
  /** The path as it goes on the wire, percent-encoded, relative to the stage: `/notes/a%20b`. No query. */
  path: z
    .string()
    .max(10_240)
    .regex(/^\/[^\s?#]*$/, 'A path starts with / and has no spaces, ? or #.'),
  /** Decoded names and values, in order. */
  query: z.array(Row).max(500),
  headers: z.array(Row).max(200),
  auth: AuthInput,
  /** Time limit for the whole exchange in milliseconds. */
  timeoutMs: z
    .number()
    .int()
    .min(100)
    .max(15 * 60_000)
    .default(30_000),
  /** Ask for a connection of its own, so that DNS, TCP and TLS are measured again. */
  freshConnection: z.boolean().default(false),
  base: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
});
export type HttpSendInput = z.infer<typeof HttpSendInput>;

const Subscription = HttpSendInput.pick({
  api: true,
  stage: true,
  path: true,
  query: true,
  headers: true,
  auth: true,
  base: true,
}).extend({
  operation: z.object({
    query: z.string().min(1).max(1_000_000),
    variables: z.record(z.string(), z.unknown()).default({}),
    operationName: z.string().max(256).nullable().default(null),
  }),
  /** Time limit until the line is open in milliseconds. */
  timeoutMs: z.number().int().min(100).max(120_000).default(30_000),
});

/**
 * One GraphQL subscription on a line of its own, with a server behind an HTTP API: over a WebSocket that speaks
 * graphql-transport-ws, or as server-sent events in the answer to a POST.
 */
export const HttpConnectInput = z.discriminatedUnion('protocol', [
  Subscription.extend({
    protocol: z.literal('graphql-transport-ws'),
    /** What goes with connection_init. */
    connectionParams: z.record(z.string(), z.unknown()).nullable().default(null),
    /** Adds the headers of the identity to that, by their names in lower case: `authorization`. */
    identityInParams: z.boolean().default(false),
  }),
  Subscription.extend({ protocol: z.literal('sse') }),
]);
export type HttpConnectInput = z.input<typeof HttpConnectInput>;
export type SubscriptionProtocol = HttpConnectInput['protocol'];

/** Follow a redirect that an earlier exchange of this process met; `from` is the id in its `end` event. */
export const HttpFollowInput = z.object({
  api: ApiRef,
  follow: z.string().max(64),
  timeoutMs: z
    .number()
    .int()
    .min(100)
    .max(15 * 60_000)
    .default(30_000),
});
export type HttpFollowInput = z.infer<typeof HttpFollowInput>;

export interface HttpRoute extends GatewayRoute {
  operationName: string | null;
}

export interface HttpCors {
  allowCredentials: boolean;
  allowHeaders: string[];
  allowMethods: string[];
  allowOrigins: string[];
  exposeHeaders: string[];
  maxAge: number | null;
}

/** Everything a person needs to know about one HTTP API. */
export interface HttpDetail {
  kind: 'http';
  api: ApiSummary;
  stages: GatewayStage[];
  routes: HttpRoute[];
  integrations: GatewayIntegration[];
  authorizers: GatewayAuthorizer[];
  cors: HttpCors | null;
  ipAddressType: string | null;
  /** The account's endpoint is an emulator's, so a base address can be corrected by hand. */
  emulator: boolean;
  /** Parts that could not be read. */
  problems: Problem[];
}
