import 'server-only';
import type { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { STS } from '@aws-sdk/client-sts';
import type { AccountRef } from '@/lib/core/account';
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
