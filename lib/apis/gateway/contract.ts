import { z } from 'zod';
import { Through } from '@/lib/apis/domains/contract';
import { ApiKeyId, AuthInput } from '@/lib/auth/contract';
import { ApiRef, type Target } from '@/lib/core/api';

// What the kinds that API Gateway serves share.

/** The name of a stage as API Gateway lets it be given. */
export const StageName = z
  .string()
  .regex(/^(\$default|[A-Za-z0-9_-]{1,128})$/, 'A stage is called $default, or has letters, digits, - and _ only.');

/** Asks for what a stage has deployed, as OpenAPI. */
export const ContractInput = z.object({ api: ApiRef, stage: StageName, format: z.enum(['json', 'yaml']) });
export type ContractInput = z.infer<typeof ContractInput>;

/** Where a stage is called. */
export interface GatewayBase {
  /** Without a trailing slash; null where it could not be worked out. */
  url: string | null;
  /** `aws`: from the API's endpoint. The others: worked out for an emulator (aws.md §8.2). */
  source: 'aws' | 'emulator-path' | 'emulator-host' | 'unknown';
  /** `host:port` that connections are pinned to; null against AWS. */
  pinnedTo: string | null;
}

/** What does the work behind a route. */
export interface GatewayIntegration {
  id: string;
  /** AWS's integration type: `AWS_PROXY`, `HTTP_PROXY`. */
  type: string;
  subtype: string | null;
  uri: string | null;
  /** The Lambda function behind it, where it is one. */
  lambda: { name: string; qualifier: string | null; arn: string | null } | null;
  method: string | null;
  payloadFormatVersion: string | null;
  timeoutMillis: number | null;
  connectionType: string | null;
  /** The ARN of the role as which it is called; null where the function's own policy must let API Gateway in. */
  role: string | null;
  /** What stands behind the route in a few words: `notes-get`, `https://example.com`, `SQS-SendMessage`. */
  label: string;
  /** The answer is passed on as it comes; absent where a kind cannot. */
  streams?: boolean;
  /** What a service is told, by name, as it is written: `$request.body.text`. Of integrations with a subtype alone. */
  parameters?: Record<string, string>;
}

/** Who lets callers in. */
export interface GatewayAuthorizer {
  id: string;
  name: string;
  type: 'JWT' | 'REQUEST' | 'TOKEN' | 'COGNITO_USER_POOLS' | 'unknown';
  identitySource: string[];
  issuer: string | null;
  audience: string[];
  lambda: string | null;
  /** The ARN of the role as which its function is called; null where the function's own policy must let API Gateway in. */
  role: string | null;
  ttlSeconds: number | null;
  /** What a token must look like before the function is asked: a regular expression, of TOKEN authorizers alone. */
  validation?: string | null;
}

/** Requests a second, and how many at once. */
export interface Throttle {
  rate: number | null;
  burst: number | null;
}

export interface GatewayStage {
  name: string;
  base: GatewayBase;
  autoDeploy: boolean;
  deploymentId: string | null;
  lastDeploymentMessage: string | null;
  updatedAt: string | null;
  accessLog: { destinationArn: string; format: string | null } | null;
  variables: Record<string, string>;
  throttle: Throttle | null;
  /** The limits of single routes, by route key. */
  routeThrottles: Record<string, Throttle>;
}

/** A route with who is asked before it and what stands behind it. */
export interface GatewayRoute extends Target {
  authorizerId: string | null;
  /** The token must carry one of these. */
  scopes: string[];
  integrationId: string | null;
  /** What it wants to be sent, where the API says so. */
  request?: RouteRequest;
}

/** What a method of a REST API says about the requests that it takes. */
export interface RouteRequest {
  parameters: { in: 'path' | 'query' | 'header'; name: string; required: boolean }[];
  /** By content type, the name of a model. */
  bodies: { contentType: string; model: string }[];
  /** What API Gateway itself refuses when it does not fit. */
  validates: { parameters: boolean; body: boolean };
  apiKeyRequired: boolean;
  /** When API Gateway gives up, in milliseconds. */
  limitMs: number;
  /** The content types that have a mapping template, and whether all others are refused; absent where a proxy takes any. */
  mapped?: { types: string[]; refusesOthers: boolean };
}

/** A shape of bodies, as JSON Schema in text. */
export interface GatewayModel {
  name: string;
  contentType: string;
  description: string | null;
  schema: string | null;
}

/** An API key, known by name alone, and the stage that its usage plan opens. */
export interface PlannedKey {
  id: string;
  name: string;
  stages: string[];
}

const Row = z.tuple([z.string(), z.string()]);

/**
 * One request to an API of API Gateway. The base address comes from AWS and never from here, save for an emulator, where
 * `base` may correct it: then only the Host header and the base path are taken from it and the connection stays pinned
 * to the emulator's own endpoint.
 */
export const GatewaySendInput = z.object({
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
  /** A key of the account that goes along as `x-api-key`, where a key is asked for beside who one is. */
  keyId: ApiKeyId.nullable().default(null),
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
  /** Another address of the stage, in place of its own. */
  through: Through.optional(),
});
export type GatewaySendInput = z.infer<typeof GatewaySendInput>;

/** Follow a redirect that an earlier exchange of this process met; `from` is the id in its `end` event. */
export const FollowInput = z.object({
  api: ApiRef,
  follow: z.string().max(64),
  timeoutMs: z
    .number()
    .int()
    .min(100)
    .max(15 * 60_000)
    .default(30_000),
});
export type FollowInput = z.infer<typeof FollowInput>;
