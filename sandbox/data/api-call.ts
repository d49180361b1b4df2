import type { IncomingHttpHeaders } from 'node:http';
import type { AccessKey, Route } from '@/sandbox/model';
import type { RecordedRequest } from './recorder';
import type { StagePath } from './stage';
import type { HttpApiTarget } from './target';
import type { Trace } from './trace';

/** One request to an HTTP API, once its stage and its route are known. */
export interface ApiCall {
  target: HttpApiTarget;
  stagePath: StagePath;
  route: Route;
  /** Decoded. */
  pathParameters: Record<string, string>;
  method: string;
  /** The request target as it came: what the caller signed. */
  url: string;
  /** Without `?`, as it came. */
  rawQuery: string;
  rawHeaders: readonly string[];
  headers: IncomingHttpHeaders;
  body: Buffer;
  httpVersion: string;
  sourceIp: string;
  /** What the caller gets as `apigw-requestid`. */
  requestId: string;
  at: Date;
  record: RecordedRequest;
  trace: Trace;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}

/** What an authorizer found out, in the shape in which the integration is told. */
export interface Identity {
  jwt?: { claims: Record<string, string>; scopes: string[] | null };
  iam?: {
    accessKey: string;
    accountId: string;
    callerId: string;
    userArn: string;
    userId: string;
    cognitoIdentity?: AccessKey['cognitoIdentity'];
  };
  lambda?: Record<string, unknown>;
  /** Of a policy response; format 1.0 passes it on. */
  principalId?: string;
}

/** Every value of a header in the order of arrival. */
export function headerValues(call: Pick<ApiCall, 'rawHeaders'>, name: string): string[] {
  return call.rawHeaders.filter((_, i) => i % 2 === 1 && call.rawHeaders[i - 1]?.toLowerCase() === name.toLowerCase());
}

/** The query as decoded pairs in the order of arrival. */
export function queryPairs(call: Pick<ApiCall, 'rawQuery'>): [name: string, value: string][] {
  return [...new URLSearchParams(call.rawQuery)];
}

/** `arn:aws:execute-api:{region}:{account}:{ApiId}/{stage}/{METHOD}/{path}`: what policies speak about. */
export function methodArn(call: ApiCall): string {
  const { account, region, api } = call.target;
  const path = call.stagePath.path.replace(/^\//, '');
  return `arn:aws:execute-api:${region.name}:${account.id}:${api.apiId}/${call.stagePath.stage.stageName}/${call.method}/${path}`;
}

/** The name under which the API is called: in the path form the one that it would have in AWS. */
export function domainName(call: Pick<ApiCall, 'target' | 'headers'>): string {
  const { api, region, form, domain } = call.target;
  if (domain) return domain.name;
  const host = (call.headers.host ?? '').replace(/:\d+$/, '');
  return form === 'host' && host ? host : `${api.apiId}.execute-api.${region.name}.amazonaws.com`;
}
