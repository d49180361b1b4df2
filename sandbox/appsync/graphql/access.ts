import type { ConstDirectiveNode, GraphQLField, GraphQLObjectType } from 'graphql';
import type { Caller } from '@/sandbox/appsync/auth/authorize';
import { mayDo } from '@/sandbox/appsync/auth/iam';
import type { AuthMode } from '@/sandbox/appsync/auth/provider';
import type { GraphqlTarget } from '@/sandbox/appsync/directory';
import type { GraphqlApi } from '@/sandbox/appsync/model';
import type { AccessKey } from '@/sandbox/model';

/** By mode, the groups of a user pool that may have a field; null where all may. */
type Access = Map<AuthMode, readonly string[] | null>;

const MODE_OF: Record<string, AuthMode> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
};

const ROOTS = ['Query', 'Mutation', 'Subscription'];

interface Place {
  target: GraphqlTarget;
  caller: Caller;
}

/**
 * Whether a caller may have a field (AWS: "Configuring authorization and authentication"): the directives of the field
 * count, else those of its type, else the default mode alone.
 */
export function mayHave(
  { target, caller }: Place,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): boolean {
  const access = accessOf(target.api, type, field);
  const groups = access.get(caller.mode);
  if (groups === undefined) return false;
  if (groups !== null && !groups.some((group) => caller.groups.includes(group))) return false;
  const arn = fieldArn(target, type.name, field.name);
  if (caller.deniedFields.some((denied) => denied === arn || denied === `${type.name}.${field.name}`)) return false;
  // A policy speaks of the fields that an operation begins with; what they return comes with them.
  if (!caller.key || !ROOTS.includes(type.name)) return true;
  return mayDo(target.world, caller.key, 'appsync:GraphQL', arn);
}

/** Whether IAM lets a key do anything at all at an API. */
export function mayBegin(
  target: GraphqlTarget,
  roots: readonly (GraphQLObjectType | null | undefined)[],
  key: AccessKey,
): boolean {
  const may = (resource: string) => mayDo(target.world, key, 'appsync:GraphQL', resource);
  return (
    may(target.api.arn) ||
    roots.some((root) => root && Object.keys(root.getFields()).some((name) => may(fieldArn(target, root.name, name))))
  );
}

function fieldArn({ api }: GraphqlTarget, type: string, field: string): string {
  return `${api.arn}/types/${type}/fields/${field}`;
}

/** Worked out once: a field of one schema belongs to one API. */
const worked = new WeakMap<GraphQLField<unknown, unknown>, Access>();

function accessOf(api: GraphqlApi, type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Access {
  const known = worked.get(field);
  if (known) return known;
  const single = api.providers.length === 1;
  const own = written(field.astNode?.directives ?? [], single);
  const ofType = written(type.astNode?.directives ?? [], single);
  const access = [own, ofType].find(({ size }) => size > 0) ?? defaultAccess(api);
  worked.set(field, access);
  return access;
}

function defaultAccess({ providers: [first] }: GraphqlApi): Access {
  if (!first || first.userPool?.defaultAction === 'DENY') return new Map();
  return new Map([[first.mode, null]]);
}

function written(directives: readonly ConstDirectiveNode[], single: boolean): Access {
  const access: Access = new Map();
  for (const directive of directives) {
    // The older directive means something only while a user pool is the one way in.
    const old = single && directive.name.value === 'aws_auth';
    const mode = old ? 'AMAZON_COGNITO_USER_POOLS' : MODE_OF[directive.name.value];
    if (mode) access.set(mode, groupsOf(directive));
  }
  return access;
}

function groupsOf({ arguments: given = [] }: ConstDirectiveNode): string[] | null {
  const value = given.find(({ name }) => name.value === 'cognito_groups')?.value;
  if (value?.kind !== 'ListValue') return null;
  return value.values.flatMap((one) => (one.kind === 'StringValue' ? one.value : []));
}
