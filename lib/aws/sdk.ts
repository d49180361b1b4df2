import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { getRetryAfterHint, isThrottlingError } from '@smithy/core/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Client, FinalizeRequestMiddleware, MetadataBearer } from '@smithy/types';
import type { AccountRef } from '@/lib/core/account';
import { AppError } from '@/lib/core/error';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import { endpointOf } from './account';
import { takeAsItIs } from './as-it-is';
import type { Priority } from './bucket';
import { bucketFor, type Metered } from './buckets';
import { learnTime } from './clock';
import { credentialsOf } from './credentials';
import { PatientRetryStrategy } from './retry';

/** Who makes a call, carried past the SDK to the middleware that waits for the turn. */
interface Caller {
  account: AccountRef;
  priority: Priority;
  signal: AbortSignal | undefined;
  /** The call must not be made twice, not even after a broken connection: a code or a password is used up by it. */
  once: boolean;
}

const caller = processWide('caller', () => new AsyncLocalStorage<Caller>());

/** Each service once: how its client is made, how its endpoint is named, what limits it. */
const SERVICES = {
  acm: {
    label: 'Certificate Manager',
    id: 'ACM',
    metered: 'acm',
    load: async () => (await import('@aws-sdk/client-acm')).ACM,
  },
  apigatewayv2: {
    label: 'API Gateway',
    id: 'ApiGatewayV2',
    metered: 'apigateway',
    load: async () => (await import('@aws-sdk/client-apigatewayv2')).ApiGatewayV2,
  },
  apigateway: {
    label: 'API Gateway',
    id: 'API Gateway',
    metered: 'apigateway',
    load: async () => (await import('@aws-sdk/client-api-gateway')).APIGateway,
  },
  apigatewayTests: {
    label: 'API Gateway',
    id: 'API Gateway',
    metered: 'apigateway',
    load: async () => (await import('@aws-sdk/client-api-gateway')).APIGateway,
  },
  appsync: {
    label: 'AppSync',
    id: 'AppSync',
    metered: 'appsync',
    load: async () => (await import('@aws-sdk/client-appsync')).AppSync,
  },
  cloudwatchLogs: {
    label: 'CloudWatch Logs',
    id: 'CloudWatch Logs',
    metered: 'logs',
    load: async () => (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs,
  },
  cognitoIdentityProvider: {
    label: 'Cognito',
    id: 'Cognito Identity Provider',
    metered: 'cognito',
    load: async () => (await import('@aws-sdk/client-cognito-identity-provider')).CognitoIdentityProvider,
  },
  cognitoIdentity: {
    label: 'Cognito identity pools',
    id: 'Cognito Identity',
    metered: 'cognito-identity',
    load: async () => (await import('@aws-sdk/client-cognito-identity')).CognitoIdentity,
  },
  cloudformation: {
    label: 'CloudFormation',
    id: 'CloudFormation',
    metered: 'cloudformation',
    load: async () => (await import('@aws-sdk/client-cloudformation')).CloudFormation,
  },
  lambda: {
    label: 'Lambda',
    id: 'Lambda',
    metered: 'lambda',
    load: async () => (await import('@aws-sdk/client-lambda')).Lambda,
  },
  sts: { label: 'STS', id: 'STS', metered: 'sts', load: async () => (await import('@aws-sdk/client-sts')).STS },
} as const;

/** How long a socket may idle where an answer takes longer: an integration 29 seconds, and more where its quota was raised. */
const PATIENCE_MS: Partial<Record<Service, number>> = { apigatewayTests: 120_000 };

export type Service = keyof typeof SERVICES;
type ClientOf<S extends Service> = InstanceType<Awaited<ReturnType<(typeof SERVICES)[S]['load']>>>;

const clients = processWide('clients', () => new Map<string, Promise<unknown>>());

/** The name of a service in sentences, and in `AWS_ENDPOINT_URL_…`. */
export function serviceNames(service: Service): { label: string; id: string } {
  return SERVICES[service];
}

/** The one client of a service for a profile, region and endpoint; the SDK's code is loaded at the first call. */
export async function clientOf<S extends Service>(service: S, account: AccountRef): Promise<ClientOf<S>> {
  const endpoint = await endpointOf(account, SERVICES[service].id);
  const key = `${service} ${accountKey(account)} ${endpoint ?? ''}`;
  const existing = clients.get(key);
  if (existing) return (await existing) as ClientOf<S>;
  const created = create(service, account, endpoint);
  clients.set(key, created);
  created.catch(() => clients.delete(key));
  return (await created) as ClientOf<S>;
}

/** Runs a call on behalf of somebody. */
export function callAs<T>(who: Caller, call: () => Promise<T>): Promise<T> {
  return caller.run(who, call);
}

async function create(service: Service, account: AccountRef, endpoint: string | null) {
  const { load, metered } = SERVICES[service];
  const Aggregated = await load();
  // `memoized` keeps the SDK from holding credentials on its own: ours notice a new login.
  const credentials = Object.assign(() => credentialsOf(account), { memoized: true });
  const client = new Aggregated({
    region: account.region,
    credentials,
    retryStrategy: new PatientRetryStrategy(() => caller.getStore()?.once !== true),
    // Idle sockets are what hangs: `requestTimeout` alone only warns, and does not cover a body that stalls. The SDK
    // begins to watch a socket after three seconds, which makes ten in all.
    requestHandler: new NodeHttpHandler({ connectionTimeout: 3_000, socketTimeout: PATIENCE_MS[service] ?? 7_000 }),
    streamCollector: collectCapped,
    ...(endpoint ? { endpoint, disableHostPrefix: true } : {}),
  });
  const plain = client as Client<object, MetadataBearer, unknown>;
  meter(plain, account, metered);
  takeAsItIs(plain, collectCapped);
  return client;
}

/** Larger than any answer of the services used here; without a limit a broken endpoint could fill the memory. */
const LARGEST_ANSWER_BYTES = 16 << 20;

async function collectCapped(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES)
      throw new AppError('too-large', 'AWS answered with more than 16 MB, and nothing was taken from it.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Lets every attempt, retries included, wait for its turn before it is signed. */
function meter(client: Client<object, MetadataBearer, unknown>, account: AccountRef, service: Metered) {
  const wait: FinalizeRequestMiddleware<object, MetadataBearer> = (next, context) => async (args) => {
    const who = caller.getStore();
    const turn = (of: Metered) => bucketFor(account, of).take(who?.priority ?? 'interactive', who?.signal);
    // Of these API Gateway takes fewer than of all others together.
    const endOwn = context.commandName === 'GetResourcesCommand' ? await turn('apigateway-resources') : null;
    const endTurn = await turn(service);
    try {
      const answer = await next(args);
      learnTime(account, dateOf(answer.response));
      endTurn({ throttled: false });
      endOwn?.({ throttled: false });
      return answer;
    } catch (error) {
      if (error instanceof Error && '$response' in error) learnTime(account, dateOf(error.$response));
      endTurn(endingOf(error));
      endOwn?.(endingOf(error));
      throw error;
    }
  };
  client.middlewareStack.addRelativeTo(wait, {
    name: 'signalboxTurn',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
  });
}

function dateOf(response: unknown): string | undefined {
  return (response as { headers?: Record<string, string> } | undefined)?.headers?.date;
}

function endingOf(error: unknown) {
  if (!(error instanceof Error) || !('$metadata' in error)) return { throttled: false };
  const sdkError = error as Parameters<typeof isThrottlingError>[0];
  if (!isThrottlingError(sdkError)) return { throttled: false };
  const hint = getRetryAfterHint(sdkError.$response);
  return { throttled: true, retryAfterMs: hint ? hint.getTime() - Date.now() : undefined };
}
