import { notAuthorized } from './ask';
import type { Login } from './login-token';
import type { IdentityPool, RoleMapping } from './model';

/** The role that an identity gets: by the token or by rules where the pool maps roles, else the pool's own. */
export function chooseRole(pool: IdentityPool, logins: Login[], customRole: string | undefined): string | undefined {
  const [login] = logins;
  if (!login) return pool.roles.unauthenticated;
  const mapping = pool.roleMappings[login.mappingName];
  if (!mapping) return pool.roles.authenticated;
  const mapped = mapping.type === 'Token' ? byToken(login, customRole) : byRules(login, mapping);
  if (mapped) return mapped;
  if (mapping.ambiguous === 'Deny') throw notAuthorized('Access denied by the role mapping of the identity pool.');
  return pool.roles.authenticated;
}

function byToken({ claims }: Login, customRole: string | undefined): string | undefined {
  const roles = Array.isArray(claims['cognito:roles']) ? claims['cognito:roles'].map(String) : [];
  if (customRole !== undefined) {
    if (roles.includes(customRole)) return customRole;
    throw notAuthorized('The role is not among the roles of the token.');
  }
  const preferred = claims['cognito:preferred_role'];
  return typeof preferred === 'string' ? preferred : undefined;
}

function byRules({ claims }: Login, { rules }: RoleMapping): string | undefined {
  return rules.find(({ claim, matchType, value }) => {
    const actual = [claims[claim]].flat().map((one) => String(one ?? ''));
    switch (matchType) {
      case 'Contains':
        return actual.some((one) => one.includes(value));
      case 'StartsWith':
        return actual.some((one) => one.startsWith(value));
      case 'NotEqual':
        return !actual.includes(value);
      default:
        return actual.includes(value);
    }
  })?.roleArn;
}
