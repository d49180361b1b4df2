import { z } from 'zod';
import { Through } from '@/lib/apis/domains/contract';
import {
  type GatewayAuthorizer,
  type GatewayIntegration,
  type GatewayRoute,
  type GatewayStage,
  StageName,
} from '@/lib/apis/gateway/contract';
import { ApiKeyId, AuthInput } from '@/lib/auth/contract';
import { ApiRef, type ApiSummary, type Problem } from '@/lib/core/api';
import { MOST_PER_SECOND, MOST_TIMES } from '@/lib/core/websocket-limits';

const Row = z.tuple([z.string(), z.string()]);
const Base = z
  .url({ protocol: /^(https?|wss?)$/ })
  .max(2_048)
  .optional();

/** How a session that ended without being asked to opens again. */
const Reconnect = z.object({ attempts: z.number().int().min(0).max(100) });

/** One session with a WebSocket API. The address comes from AWS, as for an HTTP API; `base` corrects an emulator's. */
export const WebSocketConnectInput = z.object({
  api: ApiRef,
  stage: StageName,
  /** Decoded names and values, in order. */
  query: z.array(Row).max(500),
  headers: z.array(Row).max(200),
  /** Offered in this order. */
  subprotocols: z.array(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/, 'A subprotocol is one word.')).max(50),
  auth: AuthInput,
  /** A key of the account that goes along as `x-api-key`, where `$connect` asks for one beside who one is. */
  keyId: ApiKeyId.nullable().default(null),
  /** Sends the same as a query with a signature in it, as browsers must. For IAM only. */
  presigned: z.boolean().default(false),
  /** A ping after this long without a frame; null for none. API Gateway closes after ten minutes of silence. */
  keepAliveMs: z.number().int().min(1_000).max(540_000).nullable().default(null),
  reconnect: Reconnect.nullable().default(null),
  /** Time limit for the handshake in milliseconds. API Gateway itself gives the integration 29 seconds. */
  timeoutMs: z.number().int().min(100).max(120_000).default(30_000),
  base: Base,
  /** Another address of the stage, in place of its own. */
  through: Through.optional(),
});
export type WebSocketConnectInput = z.input<typeof WebSocketConnectInput>;

/** Sends a long message in one frame, though API Gateway takes no frame of more than 32 KB. */
const whole = z.boolean().default(false);

/** What one says on a session. The text or the bytes travel beside it. */
export const WebSocketSay = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), whole }),
  z.object({ type: z.literal('binary'), whole }),
  z.object({ type: z.literal('ping') }),
  /** The same text many times: `{{n}}` in it counts from 1. */
  z.object({
    type: z.literal('repeat'),
    times: z.number().int().min(1).max(MOST_TIMES),
    perSecond: z.number().min(0.1).max(MOST_PER_SECOND),
  }),
  z.object({ type: z.literal('stop-repeating') }),
]);
export type WebSocketSay = z.input<typeof WebSocketSay>;

/** Reaching into the API's connections from the other side (aws.md §4.6). The body of a post travels beside it. */
export const ConnectionsInput = z.object({
  api: ApiRef,
  stage: StageName,
  method: z.enum(['POST', 'GET', 'DELETE']),
  connectionId: z.string().regex(/^[\x21-\x7e]{1,256}$/, 'A connection id is one word, such as L0SM9cOFvHcCIhw=.'),
  auth: AuthInput,
  timeoutMs: z.number().int().min(100).max(120_000).default(30_000),
  base: Base,
  through: Through.optional(),
});
export type ConnectionsInput = z.input<typeof ConnectionsInput>;

/** Gives the address with a signature in it, for a program that cannot send headers. */
export const PresignInput = WebSocketConnectInput.pick({
  api: true,
  stage: true,
  query: true,
  auth: true,
  base: true,
  through: true,
});
export type PresignInput = z.input<typeof PresignInput>;

/** A route. `method` is what it is among the four sorts: `CONNECT`, `DISCONNECT`, `DEFAULT` or `SEND`. */
export interface WebSocketRoute extends GatewayRoute {
  apiKeyRequired: boolean;
  operationName: string | null;
  /** The API answers on the session itself; without it answers come through `@connections`, if at all. */
  twoWay: boolean;
}

/** Everything a person needs to know about one WebSocket API. */
export interface WebSocketDetail {
  kind: 'websocket';
  api: ApiSummary;
  /** Which route a message takes: `$request.body.action`. */
  routeSelectionExpression: string;
  apiKeySelectionExpression: string | null;
  /** With the addresses as a person opens them: `wss://…/prod`. */
  stages: GatewayStage[];
  routes: WebSocketRoute[];
  integrations: GatewayIntegration[];
  authorizers: GatewayAuthorizer[];
  /** The account's endpoint is an emulator's, so a base address can be corrected by hand. */
  emulator: boolean;
  /** Parts that could not be read. */
  problems: Problem[];
}
