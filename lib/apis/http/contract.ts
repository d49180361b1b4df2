import { z } from 'zod';
import {
  type GatewayAuthorizer,
  type GatewayIntegration,
  type GatewayRoute,
  GatewaySendInput,
  type GatewayStage,
} from '@/lib/apis/gateway/contract';
import type { ApiSummary, Problem } from '@/lib/core/api';

/** One request to an HTTP API. */
export const HttpSendInput = GatewaySendInput;
export type HttpSendInput = GatewaySendInput;

const Subscription = HttpSendInput.pick({
  api: true,
  stage: true,
  path: true,
  query: true,
  headers: true,
  auth: true,
  base: true,
  through: true,
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
