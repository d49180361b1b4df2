import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** How many levels deep an operation's fields are nested. What is asked about the schema itself does not count. Fragments must not be cyclic. */
export function depthOf({ selectionSet }: OperationDefinitionNode, fragments: Fragments): number {
  return depthBelow(selectionSet, fragments);
}

function depthBelow(set: SelectionSetNode | undefined, fragments: Fragments): number {
  const depths = (set?.selections ?? []).map((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return depthBelow(selection.selectionSet, fragments);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return depthBelow(fragments.get(selection.name.value)?.selectionSet, fragments);
    }
    return selection.name.value.startsWith('__') ? 0 : 1 + depthBelow(selection.selectionSet, fragments);
  });
  return Math.max(0, ...depths);
}
