import 'server-only';
import { createHash } from 'node:crypto';
import type { AdditionalAuthenticationProvider, GraphqlApi } from '@/lib/aws/shapes';
import { type AppSyncAuth, AppSyncMode } from './contract';
import { lambdaName } from './lambda-name';

type Provider = AdditionalAuthenticationProvider | Pick<GraphqlApi, keyof AdditionalAuthenticationProvider>;

/** One way in which an API lets people in (aws.md §5.1). Null for a mode that this version does not know. */
export function toAuth(provider: Provider, isDefault: boolean): AppSyncAuth | null {
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
