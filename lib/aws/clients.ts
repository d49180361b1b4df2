import 'server-only';
import type { ACM } from '@aws-sdk/client-acm';
import type { APIGateway } from '@aws-sdk/client-api-gateway';
import type { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import type { AppSync } from '@aws-sdk/client-appsync';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Lambda } from '@aws-sdk/client-lambda';
import type { STS } from '@aws-sdk/client-sts';
import type { AccountRef } from '@/lib/core/account';
import { endpointOf, knownProfiles } from './account';
import type { Priority } from './bucket';
import { type Caller, callerOf } from './caller';
import { credentialsOf, forgetCredentials } from './credentials';
import { isEmulator } from './endpoint';
import { type AwsCall, translate } from './errors';
import { loginCommand } from './profiles';
import { callAs, clientOf, type Service, serviceNames } from './sdk';
import type { SigningCredentials } from './sign';
import { signInFailure } from './sign-in-failure';

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
  /** The custom endpoint of AppSync, null against AWS itself. */
  appSyncEndpoint(): Promise<string | null>;
  /** The custom endpoint of Cognito's user pools, null against AWS itself. */
  userPoolEndpoint(): Promise<string | null>;
  /** The keys to sign a call to an API with: of the named profile, else of the account's own. Throws AppError where there are none. */
  credentials(profile?: string): Promise<SigningCredentials>;
  /** Who other credentials are; null where STS does not say. */
  callerOf(credentials: SigningCredentials): Promise<Caller | null>;
  acm: Pick<Operations<ACM>, 'describeCertificate'>;
  apigatewayv2: Pick<
    Operations<ApiGatewayV2>,
    | 'getApis'
    | 'getApi'
    | 'getStages'
    | 'getRoutes'
    | 'getIntegrations'
    | 'getAuthorizers'
    | 'getDomainNames'
    | 'getApiMappings'
    | 'exportApi'
  >;
  apigateway: Pick<
    Operations<APIGateway>,
    | 'getRestApis'
    | 'getRestApi'
    | 'getResources'
    | 'getStages'
    | 'getAuthorizers'
    | 'getRequestValidators'
    | 'getModels'
    | 'getGatewayResponses'
    | 'getUsagePlans'
    | 'getUsagePlanKeys'
    | 'getApiKeys'
    | 'getApiKey'
    | 'getDomainNames'
    | 'getBasePathMappings'
    | 'getExport'
  >;
  /** The same service where it calls what stands behind an API: it is waited for as long as that may take. */
  apigatewayTests: Pick<Operations<APIGateway>, 'testInvokeMethod' | 'testInvokeAuthorizer'>;
  appsync: Pick<
    Operations<AppSync>,
    | 'listGraphqlApis'
    | 'getGraphqlApi'
    | 'listApiKeys'
    | 'listDataSources'
    | 'listFunctions'
    | 'listTypes'
    | 'listResolvers'
    | 'getIntrospectionSchema'
    | 'listDomainNames'
    | 'getApiAssociation'
    | 'listApis'
    | 'getApi'
    | 'listChannelNamespaces'
  >;
  cloudwatchLogs: Pick<
    Operations<CloudWatchLogs>,
    'describeLogGroups' | 'filterLogEvents' | 'startLiveTail' | 'startQuery' | 'getQueryResults' | 'stopQuery'
  >;
  cognitoIdentityProvider: Pick<
    Operations<CognitoIdentityProvider>,
    | 'describeUserPool'
    | 'listUserPoolClients'
    | 'describeUserPoolClient'
    | 'initiateAuth'
    | 'respondToAuthChallenge'
    | 'associateSoftwareToken'
    | 'verifySoftwareToken'
    | 'forgotPassword'
    | 'confirmForgotPassword'
    | 'getTokensFromRefreshToken'
    | 'revokeToken'
  >;
  cognitoIdentity: Pick<
    Operations<CognitoIdentity>,
    'listIdentityPools' | 'describeIdentityPool' | 'getId' | 'getCredentialsForIdentity'
  >;
  cloudformation: Pick<Operations<CloudFormation>, 'listStacks' | 'describeStackResources' | 'listStackResources'>;
  lambda: Pick<Operations<Lambda>, 'getPolicy' | 'getFunctionConfiguration' | 'getFunctionConcurrency'>;
  sts: Pick<Operations<STS>, 'getCallerIdentity' | 'assumeRole'>;
}

/** Each attempt uses something up: a code, a password's limit of attempts, a token that is replaced. */
const ONCE: ReadonlySet<string> = new Set([
  'initiateAuth',
  'respondToAuthChallenge',
  'verifySoftwareToken',
  'forgotPassword',
  'confirmForgotPassword',
  'getTokensFromRefreshToken',
  'assumeRole',
  // They run the real integration.
  'testInvokeMethod',
  'testInvokeAuthorizer',
]);

type Operation = (input: unknown, options?: { abortSignal?: AbortSignal }) => Promise<unknown>;

/** The clients of an account. Every call waits for its turn by priority, has a time limit, and throws AppError only. */
export function openAccount(account: AccountRef, priority: Priority): AwsClients {
  return {
    account,
    endpoint: () => endpointOf(account),
    appSyncEndpoint: () => endpointOf(account, serviceNames('appsync').id),
    userPoolEndpoint: () => endpointOf(account, serviceNames('cognitoIdentityProvider').id),
    credentials: (profile) => credentialsOf({ ...account, profile: profile ?? account.profile }),
    callerOf: (credentials) => callerOf(account, credentials),
    acm: operations('acm', account, priority),
    apigatewayv2: operations('apigatewayv2', account, priority),
    apigateway: operations('apigateway', account, priority),
    apigatewayTests: operations('apigatewayTests', account, priority),
    appsync: operations('appsync', account, priority),
    cloudwatchLogs: operations('cloudwatchLogs', account, priority),
    cognitoIdentityProvider: operations('cognitoIdentityProvider', account, priority),
    cognitoIdentity: operations('cognitoIdentity', account, priority),
    cloudformation: operations('cloudformation', account, priority),
    lambda: operations('lambda', account, priority),
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
    return await callAs({ account, priority, signal, once: ONCE.has(name) }, () =>
      operation.call(client, input, options),
    );
  } catch (error) {
    const call = await describeCall(what);
    const failure = signInFailure(error, call) ?? translate(error, call);
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
