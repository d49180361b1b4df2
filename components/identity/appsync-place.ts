import { MODES } from '@/components/console/appsync/modes';
import type { AppSyncAuth, AppSyncKey, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import type { ApiRef, RouteAuth } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import type { OwnKey } from './asked';
import type { Door, IdentityPlace } from './identity-place';

const AUTH: Record<AppSyncMode, RouteAuth> = {
  API_KEY: 'api-key',
  AWS_IAM: 'iam',
  AMAZON_COGNITO_USER_POOLS: 'jwt',
  OPENID_CONNECT: 'jwt',
  AWS_LAMBDA: 'lambda',
};

/** Where somebody is chosen or signs in for one authorization mode of an API that AppSync serves. */
export function appSyncPlace(
  api: ApiRef,
  chosen: AppSyncAuth,
  { auth, keys }: { auth: readonly AppSyncAuth[]; keys: readonly AppSyncKey[] },
): IdentityPlace {
  const doors = auth
    .flatMap((one) => doorOf(one) ?? [])
    .sort((a, b) => Number(b.authorizerId === chosen.id) - Number(a.authorizerId === chosen.id));
  return {
    apiKey: `${accountKey(api.account)} ${apiKey(api)}`,
    api,
    doors,
    asked: {
      auth: AUTH[chosen.mode],
      authorizerId: chosen.id,
      issuer: issuerOf(chosen),
      audience: [],
      clients: (chosen.userPool ?? chosen.openId)?.clientIdPattern ?? null,
      scopes: [],
      sources: [{ in: 'header', name: 'Authorization' }],
      ...(chosen.lambda?.tokenPattern ? { validation: chosen.lambda.tokenPattern, validatesPart: true } : {}),
      ...(chosen.mode === 'API_KEY' ? { keys: keys.map(keyOf) } : {}),
    },
  };
}

function doorOf(auth: AppSyncAuth): Door | null {
  const issuer = issuerOf(auth);
  return issuer === null ? null : { authorizerId: auth.id, name: MODES[auth.mode].label, issuer };
}

/** Who signs the tokens that a mode takes, as they name it. */
function issuerOf({ userPool, openId }: AppSyncAuth): string | null {
  if (openId) return openId.issuer;
  if (!userPool) return null;
  const suffix = userPool.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://cognito-idp.${userPool.region}.${suffix}/${userPool.id}`;
}

function keyOf({ id, description }: AppSyncKey, at: number): OwnKey {
  return { id, label: description ? `Key: ${description}` : `API key ${at + 1}` };
}
