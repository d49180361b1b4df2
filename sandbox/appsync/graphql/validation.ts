import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import type { ShownError } from './errors';

/** What graphql-java, on which AppSync is built, calls a breach of each rule; the other rules are called by their own name. */
const TYPES: Record<string, string> = {
  FieldsOnCorrectTypeRule: 'FieldUndefined',
  FragmentsOnCompositeTypesRule: 'InlineFragmentTypeConditionInvalid',
  KnownArgumentNamesRule: 'UnknownArgument',
  KnownDirectivesRule: 'UnknownDirective',
  KnownFragmentNamesRule: 'UndefinedFragment',
  KnownTypeNamesRule: 'UnknownType',
  NoFragmentCyclesRule: 'FragmentCycle',
  NoUndefinedVariablesRule: 'UndefinedVariable',
  NoUnusedFragmentsRule: 'UnusedFragment',
  NoUnusedVariablesRule: 'UnusedVariable',
  OverlappingFieldsCanBeMergedRule: 'FieldsConflict',
  PossibleFragmentSpreadsRule: 'InvalidFragmentType',
  ProvidedRequiredArgumentsRule: 'MissingFieldArgument',
  ScalarLeafsRule: 'SubSelectionRequired',
  ValuesOfCorrectTypeRule: 'WrongType',
  VariablesAreInputTypesRule: 'NonInputTypeOnVariable',
  VariablesInAllowedPositionRule: 'VariableTypeMismatch',
};

/** Everything in which a document does not fit a schema, in AppSync's words; empty where it fits. */
export function complaintsAbout(schema: GraphQLSchema, document: DocumentNode): ShownError[] {
  if (validate(schema, document).length === 0) return [];
  // Asked rule by rule, as an error does not tell which rule it is of.
  return specifiedRules.flatMap((rule) => {
    const type = TYPES[rule.name] ?? rule.name.replace(/Rule$/, '');
    return validate(schema, document, [rule]).map((error) => shown(document, type, error));
  });
}

function shown(document: DocumentNode, type: string, error: GraphQLError): ShownError {
  const [, field, parent] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? [];
  const node = error.nodes?.[0];
  const text =
    type === 'FieldUndefined' && node?.kind === Kind.FIELD && field && parent
      ? undefinedField(document, node, parent)
      : error.message;
  const locations = error.locations?.map((one) => ({ ...one, sourceName: null })) ?? null;
  return { path: null, locations, message: `Validation error of type ${type}: ${text}` };
}

function undefinedField(document: DocumentNode, field: FieldNode, parent: string): string {
  return `Field '${field.name.value}' in type '${parent}' is undefined @ '${pathTo(document, field)}'`;
}

/** `notes/comments/x`: the names of the fields that lead to a field. */
function pathTo(document: DocumentNode, wanted: FieldNode): string {
  const open: string[] = [];
  let found = wanted.name.value;
  visit(document, {
    Field: {
      enter: (node) => {
        open.push(node.name.value);
        if (node === wanted) found = open.join('/');
      },
      leave: () => {
        open.pop();
      },
    },
  });
  return found;
}

/** Questions about the schema itself, which an API whose introspection is disabled knows no more than any other unknown field. */
export function introspectionComplaints(document: DocumentNode): ShownError[] {
  const complaints: ShownError[] = [];
  visit(document, {
    Field: (node) => {
      const name = node.name.value;
      if (name !== '__schema' && name !== '__type') return;
      const { line = 1, column = 1 } = node.loc?.startToken ?? {};
      const message = `Validation error of type FieldUndefined: ${undefinedField(document, node, 'Query')}`;
      complaints.push({ path: null, locations: [{ line, column, sourceName: null }], message });
    },
  });
  return complaints;
}
