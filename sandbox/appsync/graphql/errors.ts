import { type GraphQLError, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

/** What a resolver failed with, in the members that AppSync tells of it. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError';

  constructor(
    message: string,
    readonly errorType: string,
    readonly more: { data?: unknown; errorInfo?: unknown } = {},
  ) {
    super(message);
  }
}

/** One error of an answer as AppSync writes it. */
export type ShownError = Record<string, unknown>;

/** What went wrong in a field. */
export function shownFieldError(error: GraphQLError, schema: GraphQLSchema): ShownError {
  const path = error.path ?? null;
  const locations = error.locations?.map((one) => ({ ...one, sourceName: null })) ?? null;
  const nullError = nullMessage(error, schema);
  if (nullError) return { path, locations: null, message: nullError };
  const { originalError: cause } = error;
  if (!(cause instanceof ResolverError)) return { path, locations, message: error.message };
  const { errorType, message, more } = cause;
  return { path, data: more.data ?? null, errorType, errorInfo: more.errorInfo ?? null, locations, message };
}

/** In the words of the library that AppSync is built on. */
function nullMessage({ message, path }: GraphQLError, schema: GraphQLSchema): string | undefined {
  const [, parent, field] = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(message) ?? [];
  if (!parent || !field) return;
  const type = schema.getType(parent);
  const returned = isObjectType(type) ? type.getFields()[field]?.type : undefined;
  const name = returned ? getNamedType(returned).name : field;
  return `Cannot return null for non-nullable type: '${name}' within parent '${parent}' (/${(path ?? []).join('/')})`;
}
