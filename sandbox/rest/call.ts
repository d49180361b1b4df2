import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@/sandbox/data/api-call';
import type { RecordedRequest } from '@/sandbox/data/recorder';
import type { ExecutionLog } from './execution-log';
import type { RestConfiguration, RestMethod, RestResource, RestStage } from './model';
import type { RestRefusal } from './refusal';
import type { RestTarget } from './target';

/** One request to a REST API, once its stage and its method are known. */
export interface RestCall {
  target: Omit<RestTarget, 'rawPath' | 'form'>;
  /** What was deployed; of a test, the draft. */
  configuration: RestConfiguration;
  /** A test has none of its own: it is called `test-invoke-stage`. */
  stageName: string;
  stage: RestStage | null;
  variables: Record<string, string>;
  resource: RestResource;
  restMethod: RestMethod;
  /** Decoded. */
  pathParameters: Record<string, string>;
  method: string;
  /** Without the stage, still encoded. */
  path: string;
  /** The request target as it came: what the caller signed. */
  url: string;
  /** Without `?`, as it came. */
  rawQuery: string;
  rawHeaders: readonly string[];
  headers: IncomingHttpHeaders;
  body: Buffer;
  httpVersion: string;
  sourceIp: string;
  requestId: string;
  extendedRequestId: string;
  at: Date;
  record: RecordedRequest;
  trace: RestTrace;
  log: ExecutionLog;
  signal: AbortSignal;
}

/** What becomes known of a request on its way, for the access log. */
export interface RestTrace {
  caller: Caller;
  error?: RestRefusal;
  responseLength: number;
  integration: { latencyMs?: number; status?: number; serviceStatus?: number; requestId?: string; error?: string };
}

/** What authorizers found out, as the integration is told it. */
export interface Caller {
  iam?: NonNullable<Identity['iam']>;
  /** `requestContext.authorizer` */
  authorizer?: Record<string, unknown>;
  principalId?: string;
  apiKeyId?: string;
  apiKey?: string;
}

/** `arn:aws:execute-api:{region}:{account}:{id}/{stage}/{METHOD}/{path}`: what policies speak about. */
export function methodArn(call: RestCall): string {
  const { account, region, api } = call.target;
  return `arn:aws:execute-api:${region.name}:${account.id}:${api.id}/${call.stageName}/${call.method}/${call.path.replace(/^\//, '')}`;
}

/** API Gateway tells strangers only the end of an account's number. */
export function maskedArn(arn: string): string {
  return arn.replace(/:(\d{8})(\d{4}):/, ':********$2:');
}

/** The name under which the API is called: in the path form the one that it would have in AWS. */
export function domainName({ target, headers }: Pick<RestCall, 'target' | 'headers'>): string {
  if (target.domain) return target.domain.name;
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return /\.execute-api\./.test(host) ? host : `${target.api.id}.execute-api.${target.region.name}.amazonaws.com`;
}

/** Values by name, in the order of arrival. */
export function grouped<V>(
  pairs: readonly (readonly [string, string])[],
  fold: (values: string[]) => V,
): Record<string, V> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries([...lists].map(([name, values]) => [name, fold(values)]));
}

export function headerPairs(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  return pairs;
}

export function queryPairs(rawQuery: string): [string, string][] {
  return [...new URLSearchParams(rawQuery)];
}
