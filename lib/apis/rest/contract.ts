import { z } from 'zod';
import {
  type GatewayAuthorizer,
  type GatewayIntegration,
  type GatewayModel,
  type GatewayRoute,
  GatewaySendInput,
  type GatewayStage,
  type PlannedKey,
  type RouteRequest,
} from '@/lib/apis/gateway/contract';
import { ApiRef, type ApiSummary, type Problem } from '@/lib/core/api';

/** The id of a resource with the method of it: what a target of a REST API is called. */
export const MethodId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,64}\/[A-Z]{1,16}$/, 'That is not the id of a method of a REST API.');

/** One request to a REST API at a stage. */
export const RestSendInput = GatewaySendInput;
export type RestSendInput = z.infer<typeof RestSendInput>;

/**
 * The same to `TestInvokeMethod` (aws.md §3.4): the draft of a method with its real integration and its side effects,
 * past authorizers, keys, the resource policy and WAF. The body must be text.
 */
export const RestTestInput = GatewaySendInput.pick({
  api: true,
  stage: true,
  method: true,
  path: true,
  query: true,
  headers: true,
}).extend({ test: MethodId });
export type RestTestInput = z.infer<typeof RestTestInput>;

/** Asks an authorizer what it says, past its memory (`TestInvokeAuthorizer`). */
export const AuthorizerTestInput = z.object({
  api: ApiRef,
  stage: z.string().max(128),
  authorizerId: z.string().regex(/^[A-Za-z0-9]{1,64}$/, 'That is not the id of an authorizer.'),
  headers: z.array(z.tuple([z.string().max(256), z.string().max(64_000)])).max(200),
  query: z.array(z.tuple([z.string().max(256), z.string().max(64_000)])).max(200),
});
export type AuthorizerTestInput = z.infer<typeof AuthorizerTestInput>;

/** What an authorizer said to a test. */
export interface AuthorizerTest {
  /** 0 where the call came through, else the status that a caller would get. */
  status: number;
  latencyMs: number;
  principalId: string | null;
  /** The policy that a function answered, as indented JSON. */
  policy: string | null;
  /** The claims that a user pool's token has, or the context of a function's answer. */
  claims: [name: string, value: string][];
  log: string;
}

export interface RestRoute extends GatewayRoute {
  operationName: string | null;
  request: RouteRequest;
}

export interface RestStage extends GatewayStage {
  tracing: boolean;
  /** In GB; null where nothing is cached. */
  cacheSize: string | null;
  webAclArn: string | null;
  clientCertificateId: string | null;
  canary: { percent: number; deploymentId: string | null; variables: Record<string, string> } | null;
}

/** Who may call from where, in sentences. */
export interface ResourcePolicy {
  /** As indented JSON; as it stands where it is none. */
  text: string;
  sentences: string[];
  /** Why it could not be read. */
  problem: string | null;
}

/** An answer of the gateway itself that was changed. */
export interface GatewayResponse {
  type: string;
  statusCode: string | null;
  headers: [name: string, value: string][];
  /** By content type. */
  templates: [type: string, template: string][];
}

export interface RestUsagePlan {
  id: string;
  name: string;
  stages: string[];
  keys: { id: string; name: string }[];
  throttle: { rate: number; burst: number } | null;
  /** Of single methods of a stage, which go before the limit of all. */
  methodThrottles: { stage: string; key: string; rate: number; burst: number }[];
  quota: { limit: number; period: string } | null;
}

/** Everything a person needs to know about one REST API. */
export interface RestDetail {
  kind: 'rest';
  api: ApiSummary;
  stages: RestStage[];
  /** The methods of the draft; what a stage answers with may be older. */
  routes: RestRoute[];
  integrations: GatewayIntegration[];
  authorizers: GatewayAuthorizer[];
  models: GatewayModel[];
  usagePlans: RestUsagePlan[];
  /** Keys of those plans, where one is sent as a header. */
  keys: PlannedKey[];
  responses: GatewayResponse[];
  policy: ResourcePolicy | null;
  /** `REGIONAL`, `EDGE` or `PRIVATE`. */
  endpointTypes: string[];
  vpcEndpointIds: string[];
  keySource: 'HEADER' | 'AUTHORIZER';
  binaryTypes: string[];
  ipAddressType: string | null;
  /** The account's endpoint is an emulator's, so a base address can be corrected by hand. */
  emulator: boolean;
  /** Parts that could not be read. */
  problems: Problem[];
}
