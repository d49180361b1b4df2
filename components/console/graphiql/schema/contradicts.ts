import { FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule, validate } from 'graphql';
import type { Operation } from '@/components/console/graphiql/type-at';
import type { GraphqlWords } from '@/lib/core/graphql-errors';

const RULES = [FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule];

/**
 * Whether an answer gives reason to think that the schema has changed: the server does not know what was asked for, or
 * answers with what the known schema does not have. `known` is null where the schema is not built.
 */
export function contradicts(
  words: readonly Pick<GraphqlWords, 'kind'>[],
  known: Pick<Operation, 'schema' | 'document'> | null,
): boolean {
  if (words.some(({ kind }) => kind === 'not-in-schema')) return true;
  // An answer that is itself refused or no GraphQL says nothing about the schema.
  if (!known || words.some(({ kind }) => kind !== 'resolver')) return false;
  return validate(known.schema, known.document, RULES, { maxErrors: 1 }).length > 0;
}
