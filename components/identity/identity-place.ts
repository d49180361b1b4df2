import type { GatewayAuthorizer, GatewayRoute } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { type Asked, askedOf } from './asked';
import type { ChoicePlace } from './identity-store';

/** Where somebody is chosen or signs in: a route, and what its API offers for it. */
export interface IdentityPlace extends ChoicePlace {
  api: ApiRef;
  /** The API's authorizers that take tokens: each is a door to sign in at. The route's own comes first. */
  doors: readonly Door[];
}

export interface Door {
  authorizerId: string;
  name: string;
  issuer: string | null;
}

export function identityPlace(
  api: ApiRef,
  route: GatewayRoute,
  authorizers: readonly GatewayAuthorizer[],
): IdentityPlace {
  const own = authorizers.find((one) => one.id === route.authorizerId) ?? null;
  const asked: Asked = askedOf(route, own);
  const doors = authorizers
    .filter((one) => one.type === 'JWT' || one.type === 'COGNITO_USER_POOLS')
    .sort((a, b) => Number(b === own) - Number(a === own))
    .map(({ id, name, issuer }) => ({ authorizerId: id, name, issuer }));
  return { apiKey: `${accountKey(api.account)} ${apiKey(api)}`, asked, api, doors };
}

/** Whether a signature is of use at a route: where AWS asks for one, and where nobody asks for anything. */
export function signsFor({ asked }: IdentityPlace): boolean {
  return asked.auth === 'iam' || asked.auth === 'none';
}
