import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** A moment as ISO 8601 text in UTC, the same in and out. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  parseValue: momentOf,
  parseLiteral: (node) => momentOf(node.kind === Kind.STRING ? node.value : undefined),
  serialize: momentOf,
});

function momentOf(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new GraphQLError(`DateTime cannot represent ${JSON.stringify(value) ?? 'this'}.`);
  return new Date(time).toISOString();
}
