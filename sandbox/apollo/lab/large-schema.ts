import { buildSchema, GraphQLID, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';

/**
 * A schema of so many object types, each with eight fields, arguments and a description, tied to others near and far, and
 * for each hundred an enum, an interface, a union and an input. Query reaches every type.
 */
export function largeSchema(count: number): GraphQLSchema {
  const types = Array.from({ length: count }, (_, index) => objectType(index, count));
  const groups = Array.from({ length: Math.ceil(count / GROUP) }, (_, index) => groupTypes(index, count));
  // What this file writes need not be checked, and checking takes longer than building.
  return buildSchema([queryType(count), ...groups, ...types].join('\n'), { assumeValid: true, assumeValidSDL: true });
}

const GROUP = 100;
/** Kinds of things, so that completion has words to tell apart. */
const KINDS = ['Invoice', 'Customer', 'Shipment', 'Product', 'Warehouse', 'Contract', 'Payment', 'Ticket'];

function nameOf(index: number): string {
  return `${KINDS[index % KINDS.length]}${index}`;
}

function objectType(index: number, count: number): string {
  const group = Math.floor(index / GROUP);
  const near = nameOf((index + 1) % count);
  const far = nameOf((index * 7919) % count);
  return `"""
${nameOf(index)} number **${index}** of the large schema, in group ${group}.
"""
type ${nameOf(index)} implements Entity${group} {
  id: ID!
  name(language: String = "en"): String!
  state: State${group}!
  amount: Float
  createdAt: String!
  next: ${near}
  related(first: Int = 10, after: String, filter: Filter${group}): [${far}!]!
  members: [Member${group}!]! @deprecated(reason: "Use related.")
}`;
}

function groupTypes(group: number, count: number): string {
  const members = Array.from({ length: GROUP }, (_, offset) => group * GROUP + offset).filter((index) => index < count);
  return `"What the things of group ${group} have in common."
interface Entity${group} { id: ID! name(language: String = "en"): String! }
enum State${group} { OPEN CLOSED "No longer used." GONE @deprecated(reason: "Use CLOSED.") }
union Member${group} = ${members.map(nameOf).join(' | ')}
input Filter${group} { state: State${group} = OPEN, ids: [ID!], not: Filter${group} }`;
}

function queryType(count: number): string {
  const fields = Array.from({ length: count }, (_, index) => {
    const name = nameOf(index);
    return `  ${name.charAt(0).toLowerCase()}${name.slice(1)}(id: ID!): ${name}`;
  });
  return `type Query {\n  hello: String!\n${fields.join('\n')}\n}`;
}

/** As many types as that, with one field each: it is their number that is large. Every one leads to the next. */
export function leanSchema(count: number): GraphQLSchema {
  const types: GraphQLObjectType[] = Array.from(
    { length: count },
    (_, index) =>
      new GraphQLObjectType({
        name: nameOf(index),
        fields: () => ({ next: { type: types[index + 1] ?? GraphQLID } }),
      }),
  );
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { hello: { type: new GraphQLNonNull(GraphQLString) }, first: { type: types[0] ?? GraphQLID } },
  });
  return new GraphQLSchema({ query, types, assumeValid: true });
}
