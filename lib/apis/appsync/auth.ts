import 'server-only';
import { createHash } from 'node:crypto';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import { poolIssuer } from '@/lib/auth/user-pool/pool';
import type { AwsClients } from '@/lib/aws/clients';
import type { AdditionalAuthenticationProvider, GraphqlApi } from '@/lib/aws/shapes';
import type { ApiRef } from '@/lib/core/api';
import { lambdaName } from './behind';
import { type AppSyncAuth, AppSyncMode } from './contract';
import { readApi } from './discover';

/** The ways in which an API lets people in, its default first (aws.md §5.1). Modes that this version does not know are left out. */
export function authOf(api: GraphqlApi): AppSyncAuth[] {
  const { authenticationType, userPoolConfig, openIDConnectConfig, lambdaAuthorizerConfig } = api;
  const first = { authenticationType, userPoolConfig, openIDConnectConfig, lambdaAuthorizerConfig };
  const all = [first, ...(api.additionalAuthenticationProviders ?? [])];
  return all.flatMap((provider, index) => toAuth(provider, index === 0) ?? []);
}

type Provider = AdditionalAuthenticationProvider | Pick<GraphqlApi, keyof AdditionalAuthenticationProvider>;

function toAuth(provider: Provider, isDefault: boolean): AppSyncAuth | null {
  const mode = AppSyncMode.safeParse(provider.authenticationType);
  if (!mode.success) return null;
  const auth = { mode: mode.data, isDefault, ...userPoolOf(provider), ...openIdOf(provider), ...lambdaOf(provider) };
  return { id: idOf(auth), ...auth };
}

function userPoolOf({ userPoolConfig: pool }: Provider): Pick<AppSyncAuth, 'userPool'> {
  if (!pool?.userPoolId) return { userPool: null };
  const defaultAction = 'defaultAction' in pool ? (pool.defaultAction ?? null) : null;
  const region = pool.awsRegion ?? pool.userPoolId.split('_')[0] ?? '';
  return { userPool: { id: pool.userPoolId, region, defaultAction, clientIdPattern: pool.appIdClientRegex || null } };
}

function openIdOf({ openIDConnectConfig: openId }: Provider): Pick<AppSyncAuth, 'openId'> {
  if (!openId?.issuer) return { openId: null };
  const { issuer, clientId, iatTTL, authTTL } = openId;
  // 0 means that it is not looked at.
  return {
    openId: { issuer, clientIdPattern: clientId || null, iatTtlMs: iatTTL || null, authTtlMs: authTTL || null },
  };
}

function lambdaOf({ lambdaAuthorizerConfig: lambda }: Provider): Pick<AppSyncAuth, 'lambda'> {
  if (!lambda?.authorizerUri) return { lambda: null };
  const { authorizerUri: arn, identityValidationExpression, authorizerResultTtlInSeconds: ttlSeconds } = lambda;
  const tokenPattern = identityValidationExpression || null;
  return { lambda: { name: lambdaName(arn) ?? arn, arn, tokenPattern, ttlSeconds: ttlSeconds ?? null } };
}

/** An API may have several pools and issuers, and a mode alone does not tell which. */
function idOf({ mode, userPool, openId }: Omit<AppSyncAuth, 'id'>): string {
  if (mode === 'AMAZON_COGNITO_USER_POOLS') return `${mode}/${userPool?.id ?? ''}`;
  if (mode !== 'OPENID_CONNECT') return mode;
  return `${mode}/${createHash('sha256')
    .update(openId?.issuer ?? '')
    .digest('hex')
    .slice(0, 12)}`;
}

/** What one mode of an API asks for, where that is a token. Null for an id that the API does not have, and for modes without a token. */
export async function readAuthorizer(
  aws: AwsClients,
  { apiId, authorizerId }: { apiId: string; authorizerId: string },
  signal: AbortSignal,
): Promise<AskedBy | null> {
  const ref: ApiRef = { kind: 'appsync', id: apiId, account: aws.account };
  const auth = authOf(await readApi(aws, ref, signal)).find(({ id }) => id === authorizerId);
  const source = { in: 'header', name: 'Authorization' } as const;
  if (auth?.lambda) return { type: 'lambda', sources: [source] };
  if (auth?.openId) return { type: 'jwt', issuer: auth.openId.issuer, audience: [], source };
  if (!auth?.userPool) return null;
  const account = { ...aws.account, region: auth.userPool.region };
  const issuer = poolIssuer(account, auth.userPool.id, await aws.userPoolEndpoint());
  return { type: 'jwt', issuer: issuer.url, audience: [], source };
}
