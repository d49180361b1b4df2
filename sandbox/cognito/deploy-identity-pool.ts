import { flagOf, isObject, type Json, listOf, objectOf, textOf, textsOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import { directoryOf } from './directory';
import type { IdentityPool, RoleMapping } from './model';

export function deployIdentityPool({ properties, physicalId, logicalId, region }: Placed): void {
  directoryOf(region).identityPools.set(physicalId, {
    id: physicalId,
    name: textOf(properties.IdentityPoolName) ?? logicalId,
    allowUnauthenticated: flagOf(properties.AllowUnauthenticatedIdentities) ?? false,
    allowClassicFlow: flagOf(properties.AllowClassicFlow) ?? false,
    providers: listOf(properties.CognitoIdentityProviders)
      .map(objectOf)
      .map((one) => ({
        providerName: textOf(one.ProviderName) ?? '',
        clientId: textOf(one.ClientId) ?? '',
        serverSideTokenCheck: flagOf(one.ServerSideTokenCheck) ?? false,
      })),
    openIdProviderArns: textsOf(properties.OpenIdConnectProviderARNs),
    roles: {},
    roleMappings: {},
    tags: tagsOf(properties.IdentityPoolTags),
    identities: new Map(),
  });
}

export function deployIdentityPoolRoles({ properties, region }: Placed): void {
  const pool = directoryOf(region).identityPools.get(textOf(properties.IdentityPoolId) ?? '');
  if (!pool) return;
  const { authenticated, unauthenticated } = objectOf(properties.Roles);
  setRole(pool, 'authenticated', authenticated);
  setRole(pool, 'unauthenticated', unauthenticated);
  for (const [name, written] of Object.entries(objectOf(properties.RoleMappings))) {
    const mapping = objectOf(written);
    // A template that builds provider names cannot use them as keys, so it may name the provider inside.
    pool.roleMappings[textOf(mapping.IdentityProvider) ?? name] = mappingOf(mapping);
  }
}

function setRole(pool: IdentityPool, name: 'authenticated' | 'unauthenticated', value: Json | undefined): void {
  const arn = textOf(value);
  if (arn) pool.roles[name] = arn;
}

function mappingOf(mapping: ReturnType<typeof objectOf>): RoleMapping {
  const rules = isObject(mapping.RulesConfiguration) ? listOf(mapping.RulesConfiguration.Rules).map(objectOf) : [];
  return {
    type: textOf(mapping.Type) === 'Rules' ? 'Rules' : 'Token',
    ambiguous: textOf(mapping.AmbiguousRoleResolution) === 'Deny' ? 'Deny' : 'AuthenticatedRole',
    rules: rules.map((rule) => ({
      claim: textOf(rule.Claim) ?? '',
      matchType: textOf(rule.MatchType) ?? 'Equals',
      value: textOf(rule.Value) ?? '',
      roleArn: textOf(rule.RoleARN) ?? '',
    })),
  };
}
