import { type DirectiveNode, Kind, parse } from 'graphql';

/** AWS's names of the ways in which an AppSync API lets people in. */
export type GraphqlMode = 'API_KEY' | 'AWS_IAM' | 'AMAZON_COGNITO_USER_POOLS' | 'OPENID_CONNECT' | 'AWS_LAMBDA';

/** How an API lets people in. Fields without a directive take the default mode alone. */
export interface GraphqlAuth {
  defaultMode: GraphqlMode;
  modes: readonly GraphqlMode[];
  /** The default user pool's action is DENY: without a directive, signed-in users are refused as well. */
  deniesByDefault: boolean;
}

/** Who is let in to a field: under which modes, and from a user pool only these groups (null for everybody). */
export interface FieldRule {
  modes: GraphqlMode[];
  groups: string[] | null;
}

/** The rules that the directives of a schema lay down, by `Type` and by `Type.field`. What has no directive is not in it. */
export type AuthRules = ReadonlyMap<string, FieldRule>;

const MODE_OF: Record<string, GraphqlMode> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  // The older form, which APIs use that have one user pool and nothing else.
  aws_auth: 'AMAZON_COGNITO_USER_POOLS',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
};

/** Reads the auth directives of AppSync's SDL (aws.md §5.2). A text that does not parse lays down no rule. */
export function readAuthRules(sdl: string): Map<string, FieldRule> {
  const rules = new Map<string, FieldRule>();
  const add = (coordinate: string, directives: readonly DirectiveNode[] | undefined) => {
    const rule = ruleFrom(directives ?? []);
    if (rule) rules.set(coordinate, rule);
  };
  for (const definition of definitionsOf(sdl)) {
    const isObject =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (!isObject) continue;
    add(definition.name.value, definition.directives);
    for (const field of definition.fields ?? []) add(`${definition.name.value}.${field.name.value}`, field.directives);
  }
  return rules;
}

/** A field's own directives count, else those of its type, else the API's default. */
export function ruleOf(rules: AuthRules, auth: GraphqlAuth, [type, field]: readonly [string, string]): FieldRule {
  return (
    rules.get(`${type}.${field}`) ??
    rules.get(type) ?? { modes: auth.deniesByDefault ? [] : [auth.defaultMode], groups: null }
  );
}

/** Whether a mode opens a field. Which groups a person is in cannot be told from here. */
export function opens(rule: FieldRule, mode: GraphqlMode): boolean {
  return rule.modes.includes(mode);
}

function definitionsOf(sdl: string) {
  try {
    return parse(sdl, { noLocation: true }).definitions;
  } catch {
    return [];
  }
}

function ruleFrom(directives: readonly DirectiveNode[]): FieldRule | null {
  const modes = new Set<GraphqlMode>();
  let groups: string[] | null = null;
  for (const directive of directives) {
    const mode = Object.hasOwn(MODE_OF, directive.name.value) ? MODE_OF[directive.name.value] : undefined;
    if (!mode) continue;
    modes.add(mode);
    if (mode === 'AMAZON_COGNITO_USER_POOLS') groups = groupsOf(directive) ?? groups;
  }
  return modes.size === 0 ? null : { modes: [...modes], groups };
}

function groupsOf({ arguments: given }: DirectiveNode): string[] | null {
  const value = given?.find(({ name }) => name.value === 'cognito_groups')?.value;
  if (value?.kind !== Kind.LIST) return null;
  return value.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : []));
}
