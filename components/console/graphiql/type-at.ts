import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

interface Found {
  /** The field's own name: a path has aliases. */
  field: string;
  type: GraphQLNamedType;
  below: SelectionSetNode | undefined;
}

/** The type in which the field at a path of an answer stands, and its name there. Null where schema or operation do not tell. */
export function fieldAt(
  { schema, document, operationName }: Operation,
  path: readonly (string | number)[],
): { type: string; field: string } | null {
  const operation = getOperationAST(document, operationName);
  let parent: GraphQLNamedType | null | undefined = operation && schema.getRootType(operation.operation);
  let selections: SelectionSetNode | undefined = operation?.selectionSet;
  let at: { type: string; field: string } | null = null;
  for (const step of path) {
    if (typeof step === 'number') continue;
    const found: Found | null =
      parent && selections ? find(step, { schema, document, parent, selections, seen: new Set() }) : null;
    if (!parent || !found) return null;
    at = { type: parent.name, field: found.field };
    parent = found.type;
    selections = found.below;
  }
  return at;
}

export interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | null;
}

interface Where extends Pick<Operation, 'schema' | 'document'> {
  parent: GraphQLNamedType;
  selections: SelectionSetNode;
  /** Fragments may contain themselves, where nobody has validated them. */
  seen: Set<SelectionSetNode>;
}

function find(key: string, where: Where): Found | null {
  for (const selection of where.selections.selections) {
    const found = selection.kind === Kind.FIELD ? read(selection, key, where.parent) : inside(selection, key, where);
    if (found) return found;
  }
  return null;
}

function read(selection: FieldNode, key: string, parent: GraphQLNamedType): Found | null {
  if ((selection.alias ?? selection.name).value !== key) return null;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : null;
  return field ? { field: field.name, type: getNamedType(field.type), below: selection.selectionSet } : null;
}

function inside(selection: SelectionSetNode['selections'][number], key: string, where: Where): Found | null {
  const fragment = fragmentOf(selection, where);
  return fragment && find(key, fragment);
}

function fragmentOf(selection: SelectionSetNode['selections'][number], where: Where): Where | null {
  if (selection.kind === Kind.FIELD) return null;
  const fragment =
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection
      : where.document.definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
        );
  if (!fragment || !('selectionSet' in fragment) || where.seen.has(fragment.selectionSet)) return null;
  where.seen.add(fragment.selectionSet);
  const on = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
  const parent = (on === undefined ? where.parent : where.schema.getType(on)) ?? where.parent;
  return { ...where, parent, selections: fragment.selectionSet };
}
