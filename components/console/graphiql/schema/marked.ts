import type { IntrospectionQuery } from 'graphql';
import { type AuthRules, type GraphqlAuth, type GraphqlMode, opens, ruleOf } from '@/lib/core/graphql-auth';

/** What a mode is called. */
export const MODE_NAMES: Record<GraphqlMode, string> = {
  API_KEY: 'an API key',
  AWS_IAM: 'IAM',
  AMAZON_COGNITO_USER_POOLS: 'a Cognito user pool',
  OPENID_CONNECT: 'OpenID Connect',
  AWS_LAMBDA: 'the Lambda authorizer',
};

/** `IAM or a Cognito user pool (groups staff, admins)`; null where nothing opens it. */
export function openToInWords({ modes, groups }: { modes: readonly GraphqlMode[]; groups: readonly string[] | null }) {
  const names = modes.map((mode) =>
    mode === 'AMAZON_COGNITO_USER_POOLS' && groups
      ? `${MODE_NAMES[mode]} (${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')})`
      : MODE_NAMES[mode],
  );
  return names.length === 0 ? null : names.join(' or ');
}

/** The introspection with a word at each field that this mode does not open, where docs, hints and completion show it. */
export function marked(told: IntrospectionQuery, by: { rules: AuthRules; auth: GraphqlAuth; mode: GraphqlMode }) {
  const { rules, auth, mode } = by;
  const types = told.__schema.types.map((type) => {
    if ((type.kind !== 'OBJECT' && type.kind !== 'INTERFACE') || type.name.startsWith('__')) return type;
    const fields = type.fields.map((field) => {
      const rule = ruleOf(rules, auth, [type.name, field.name]);
      return opens(rule, mode) ? field : { ...field, description: markOf(field.description, rule) };
    });
    return { ...type, fields };
  });
  return { __schema: { ...told.__schema, types } } as IntrospectionQuery;
}

function markOf(description: string | null | undefined, rule: Parameters<typeof openToInWords>[0]): string {
  const open = openToInWords(rule);
  const mark = open ? `Not open to the chosen mode; it is open to ${open}.` : 'Open to nobody.';
  return description ? `${mark}\n\n${description}` : mark;
}
