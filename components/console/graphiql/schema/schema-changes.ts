import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isUnionType,
} from 'graphql';

/** What is in one schema and not in the other, by coordinate: `Post.author`, `Post`. */
export interface SchemaChanges {
  added: string[];
  removed: string[];
  /** Same name, other type or other arguments. */
  changed: string[];
}

/** Compares what a person can ask for. Order and descriptions do not count. */
export function schemaChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): SchemaChanges {
  const changes: SchemaChanges = { added: [], removed: [], changed: [] };
  for (const [name, shape] of after) {
    const was = before.get(name);
    if (was === undefined) changes.added.push(name);
    else if (was !== shape) changes.changed.push(name);
  }
  for (const name of before.keys()) if (!after.has(name)) changes.removed.push(name);
  return changes;
}

/** Every type, field and value of a schema with the words of its shape. */
export function outlineOf(schema: GraphQLSchema): Map<string, string> {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return new Map(types.flatMap((type) => [[type.name, type.constructor.name] as const, ...partsOf(type)]));
}

function partsOf(type: GraphQLNamedType): [coordinate: string, shape: string][] {
  if (isUnionType(type)) return type.getTypes().map(({ name }) => [`${type.name}|${name}`, '']);
  if (isEnumType(type)) return type.getValues().map(({ name }) => [`${type.name}.${name}`, '']);
  return 'getFields' in type
    ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, shapeOf(field)])
    : [];
}

function shapeOf(field: GraphQLField<unknown, unknown> | GraphQLInputField): string {
  const inputs = 'args' in field ? field.args.map((one) => `${one.name}:${one.type}`).sort() : [];
  return `${inputs.join(',')} ${field.type}`;
}

/** `2 added, 1 removed`; null where nothing differs. */
export function changesInWords({ added, removed, changed }: SchemaChanges): string | null {
  const parts = [
    added.length > 0 ? `${added.length} added` : null,
    removed.length > 0 ? `${removed.length} removed` : null,
    changed.length > 0 ? `${changed.length} changed` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
