import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, Kind, parse, print } from 'graphql';

/** One schema of several, as a merged API has it: types of one name get the fields of all, and of two fields the first stays. */
export function mergedSdl(schemas: readonly string[]): string {
  const merged = new Map<string, DefinitionNode>();
  for (const definition of schemas.flatMap((sdl) => parse(sdl, { noLocation: true }).definitions)) {
    // The roots are found by their names.
    if (!('name' in definition) || !definition.name) continue;
    const key = definition.name.value;
    merged.set(key, together(merged.get(key), definition));
  }
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...merged.values()] };
  return print(document);
}

function together(known: DefinitionNode | undefined, definition: DefinitionNode): DefinitionNode {
  if (known?.kind !== Kind.OBJECT_TYPE_DEFINITION) return known ?? definition;
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return known;
  const fields = new Map<string, FieldDefinitionNode>();
  for (const field of [...(definition.fields ?? []), ...(known.fields ?? [])]) fields.set(field.name.value, field);
  return { ...known, fields: [...fields.values()] };
}
