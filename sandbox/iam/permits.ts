import type { AccessKey } from '@/sandbox/model';
import { holds } from './conditions';
import { fits, type Statement } from './statement';

/** Whether a key may do an action on a resource: a user's key may do what it is not denied, a role's what its policies allow. */
export function permits(key: Pick<AccessKey, 'deny' | 'policies'>, action: string, resource: string): boolean {
  if (key.deny.some((pattern) => fits(pattern, action, 'i'))) return false;
  return (key.policies ?? []).every((statements) => allows(statements, action, resource));
}

function allows(statements: Statement[], action: string, resource: string): boolean {
  const applying = statements.filter(
    (statement) =>
      namesAction(statement, action) && namesResource(statement, resource) && holds(statement.conditions, {}),
  );
  return applying.some(({ effect }) => effect === 'Allow') && !applying.some(({ effect }) => effect === 'Deny');
}

function namesAction({ actions, notActions }: Statement, action: string): boolean {
  if (notActions.length > 0) return !notActions.some((pattern) => fits(pattern, action, 'i'));
  return actions.some((pattern) => fits(pattern, action, 'i'));
}

function namesResource({ resources, notResources }: Statement, resource: string): boolean {
  if (notResources.length > 0) return !notResources.some((pattern) => fits(pattern, resource));
  // An operation on everything, `*`, is named only by a statement about everything.
  return resources.some((pattern) => fits(pattern, resource));
}
