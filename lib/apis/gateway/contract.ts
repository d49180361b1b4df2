import { z } from 'zod';
import type { Target } from '@/lib/core/api';

// What the kinds that API Gateway serves share.

/** The name of a stage as API Gateway lets it be given. */
export const StageName = z
  .string()
  .regex(/^(\$default|[A-Za-z0-9_-]{1,128})$/, 'A stage is called $default, or has letters, digits, - and _ only.');

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
}

/** Who lets callers in. */
export interface GatewayAuthorizer {
  id: string;
  name: string;
  type: 'JWT' | 'REQUEST' | 'unknown';
  identitySource: string[];
  issuer: string | null;
  audience: string[];
  lambda: string | null;
  /** The ARN of the role as which its function is called; null where the function's own policy must let API Gateway in. */
  role: string | null;
  ttlSeconds: number | null;
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
}
