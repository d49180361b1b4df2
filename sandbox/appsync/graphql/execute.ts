import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { type ShownError, shownFieldError } from './errors';
import type { Operation } from './operation';
import { type Execution, resolveField } from './resolve';

/** An answer as AppSync writes it. */
export interface Answered {
  data: Record<string, unknown> | null;
  errors?: ShownError[];
}

export interface Run {
  schema: GraphQLSchema;
  operation: Operation;
  variables: Record<string, unknown>;
  execution: Execution;
  /** What the fields of the operation's own type are taken from; absent where resolvers answer. */
  root?: Record<string, unknown>;
}

/** Carries out one operation. Errors of fields stand in the answer; it never rejects. */
export async function run({ schema, operation, variables, execution, root }: Run): Promise<Answered> {
  const result: ExecutionResult = await execute({
    schema,
    document: operation.document,
    operationName: operation.node.name?.value,
    variableValues: variables,
    contextValue: execution,
    fieldResolver: resolveField,
    ...(root ? { rootValue: root } : {}),
  });
  const errors = [...(result.errors ?? []).map((error) => shownFieldError(error, schema)), ...execution.added];
  return { data: result.data ?? null, ...(errors.length > 0 ? { errors } : {}) };
}
