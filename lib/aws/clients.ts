import 'server-only';
import type { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { STS } from '@aws-sdk/client-sts';
import type { AccountRef } from '@/lib/core/account';
import { endpointOf, knownProfiles } from './account';
import type { Priority } from './bucket';
import { credentialsOf, forgetCredentials } from './credentials';
import { isEmulator } from './endpoint';
import { type AwsCall, translate } from './errors';
import { loginCommand } from './profiles';
import { callAs, clientOf, type Service, serviceNames } from './sdk';
import type { SigningCredentials } from './sign';

/** The operations of an SDK client as promises; callbacks are not offered. */
type Operations<C> = {
  [K in keyof C as C[K] extends (...args: never[]) => unknown ? K : never]: C[K];
};

/**
 * The AWS services that kinds may talk to, one line each, as the SDK's own aggregated clients. Each is imported at its
 * first call. In tests: a plain object with the operations that are called.
 */
export interface AwsClients {
  account: AccountRef;
  /** The custom endpoint of API Gateway (`http://127.0.0.1:4566`), null against AWS itself. */
  endpoint(): Promise<string | null>;
  /** The keys to sign a call to an API with: of the named profile, else of the account's own. Throws AppError where there are none. */
  credentials(profile?: string): Promise<SigningCredentials>;
  apigatewayv2: Pick<
    Operations<ApiGatewayV2>,
    'getApis' | 'getApi' | 'getStages' | 'getRoutes' | 'getIntegrations' | 'getAuthorizers'
  >;
  cloudformation: Pick<Operations<CloudFormation>, 'listStacks' | 'describeStackResources' | 'listStackResources'>;
  sts: Pick<Operations<STS>, 'getCallerIdentity'>;
}

type Operation = (input: unknown, options?: { abortSignal?: AbortSignal }) => Promise<unknown>;

/** The clients of an account. Every call waits for its turn by priority, has a time limit, and throws AppError only. */
export function openAccount(account: AccountRef, priority: Priority): AwsClients {
  return {
    account,
    endpoint: () => endpointOf(account),
    credentials: (profile) => credentialsOf({ ...account, profile: profile ?? account.profile }),
    apigatewayv2: operations('apigatewayv2', account, priority),
    cloudformation: operations('cloudformation', account, priority),
    sts: operations('sts', account, priority),
  };
}

/** Stands for a client whose code is not loaded yet: each operation loads it, calls it and translates what it throws. */
function operations<S extends Service>(service: S, account: AccountRef, priority: Priority): AwsClients[S] {
  const made = new Map<string, Operation>();
  return new Proxy({} as AwsClients[S], {
    get(_, name) {
      // Whatever is awaited is asked for `then`.
      if (typeof name !== 'string' || name === 'then') return undefined;
      const operation = made.get(name) ?? perform.bind(null, { service, account, priority, name });
      made.set(name, operation);
      return operation;
    },
  });
}

interface Performance {
  service: Service;
  account: AccountRef;
  priority: Priority;
  /** The method of the aggregated client: `getApis`. */
  name: string;
}

async function perform(what: Performance, input: unknown, options: { abortSignal?: AbortSignal } = {}) {
  const { service, account, priority, name } = what;
  try {
    const client = (await clientOf(service, account)) as unknown as Record<string, Operation>;
    const operation = client[name];
    if (!operation) throw new TypeError(`${service} has no operation ${name}`);
    const signal = options.abortSignal;
    return await callAs({ account, priority, signal }, () => operation.call(client, input, options));
  } catch (error) {
    const failure = translate(error, await describeCall(what));
    if (failure.code === 'expired-credentials' || failure.code === 'no-credentials') forgetCredentials(account);
    throw failure;
  }
}

async function describeCall({ service, account, name }: Performance): Promise<AwsCall> {
  const { label, id } = serviceNames(service);
  const endpoint = await endpointOf(account, id);
  return {
    service: label,
    operation: name.charAt(0).toUpperCase() + name.slice(1),
    region: account.region,
    profile: account.profile ?? null,
    endpoint,
    emulator: isEmulator(endpoint),
    command: loginCommand(account.profile ?? null, await knownProfiles(undefined)),
  };
}
