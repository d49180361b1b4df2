import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getDirectiveValues,
  getVariableValues,
  Kind,
} from 'graphql';
import { readableSchema } from '@/sandbox/appsync/answer';
import type { Caller } from '@/sandbox/appsync/auth/authorize';
import { AppSyncRefusal, badRequest } from '@/sandbox/appsync/auth/refusal';
import { enter } from '@/sandbox/appsync/enter';
import { mayHave } from '@/sandbox/appsync/graphql/access';
import type { ShownError } from '@/sandbox/appsync/graphql/errors';
import type { Subscriber } from '@/sandbox/appsync/graphql/events';
import { type Answered, run } from '@/sandbox/appsync/graphql/execute';
import { type GraphqlRequest, type Operation, operationOf, readRequest } from '@/sandbox/appsync/graphql/operation';
import type { Execution } from '@/sandbox/appsync/graphql/resolve';
import type { Place } from './place';
import { checkHost, fieldsOf } from './shown';

/** A `start` that comes to nothing, with all that is wrong with it. */
export class StartRefusal extends Error {
  constructor(readonly errors: ShownError[]) {
    super('The subscription is refused.');
  }
}

export interface Start {
  /** The exact text that is signed. */
  data: string;
  authorization: unknown;
}

/** Lets somebody subscribe, or throws the refusal. What is delivered goes to `take`. */
export async function subscriptionOf(
  place: Place,
  { data, authorization }: Start,
  take: (answer: Answered) => void,
): Promise<Subscriber> {
  const { target, path, host } = place;
  const request = readRequest(data);
  const schema = readableSchema(target)?.schema;
  if (!schema) throw new AppSyncRefusal(400, 'GraphQLSchemaException', 'Schema is not found.');
  const fields = fieldsOf(authorization);
  checkHost(target, fields, host);
  const caller = await enter({ target, schema }, { headers: fields, path, body: data }, request);
  const operation = operationOf(target.api, schema, request);
  if ('complaints' in operation) throw new StartRefusal(operation.complaints);
  if (operation.node.operation !== 'subscription') {
    throw new AppSyncRefusal(400, 'UnsupportedOperation', 'unknown not supported through the realtime channel');
  }
  return admitted(place, { schema, operation, request, caller, fields, take });
}

interface Admission {
  schema: GraphQLSchema;
  operation: Operation;
  request: GraphqlRequest;
  caller: Caller;
  fields: [name: string, value: string][];
  take: (answer: Answered) => void;
}

async function admitted(place: Place, admission: Admission): Promise<Subscriber> {
  const { schema, operation, request, caller, take } = admission;
  const { target } = place;
  const { variables } = request;
  const { field, node } = rootOf(schema, operation);
  const type = schema.getSubscriptionType();
  if (!type || !mayHave({ target, caller }, type, field)) {
    throw new AppSyncRefusal(401, 'Unauthorized', `Not Authorized to access ${field.name} on type Subscription`);
  }
  const filter = argumentsOf(schema, { operation, variables, field, node });
  const executionOf = (isEvent: boolean): Execution => ({
    ...{ target, caller, isEvent, added: [], count: 0, print: () => {} },
    headers: Object.fromEntries(admission.fields.map(([name, value]) => [name.toLowerCase(), value])),
    sourceIp: place.sourceIp,
  });
  const hasResolver = target.api.resolvers.some(
    ({ typeName, fieldName }) => typeName === type.name && fieldName === field.name,
  );
  if (hasResolver) {
    const { errors } = await run({ schema, operation, variables, execution: executionOf(false) });
    if (errors) throw new StartRefusal(errors);
  }
  // Events reach a subscription in the order in which they happened.
  let turn = Promise.resolve();
  return {
    mutations: mutationsOf(schema, field),
    filter,
    deliver: (value) => {
      const root = { [field.name]: value };
      turn = turn.then(async () =>
        take(await run({ schema, operation, variables, execution: executionOf(true), root })),
      );
      return turn;
    },
  };
}

type Field = GraphQLField<unknown, unknown>;

/** The one field that a subscription has. */
function rootOf(schema: GraphQLSchema, { node, fragments }: Operation): { field: Field; node: FieldNode } {
  let [selection] = node.selectionSet.selections;
  while (selection && selection.kind !== Kind.FIELD) {
    const below = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    [selection] = below?.selectionSet.selections ?? [];
  }
  const field = selection && schema.getSubscriptionType()?.getFields()[selection.name.value];
  if (!selection || !field) throw badRequest('A subscription must have a field of the type Subscription.');
  return { field, node: selection };
}

interface Given {
  operation: Operation;
  variables: Record<string, unknown>;
  field: Field;
  node: FieldNode;
}

function argumentsOf(schema: GraphQLSchema, { operation, variables, field, node }: Given): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(schema, operation.node.variableDefinitions ?? [], variables);
  if (errors) throw new StartRefusal(errors.map(({ message }) => ({ path: null, locations: null, message })));
  return getArgumentValues(field, node, coerced);
}

function mutationsOf(schema: GraphQLSchema, { astNode }: Field): string[] {
  const directive = schema.getDirective('aws_subscribe');
  const values = directive && astNode ? getDirectiveValues(directive, astNode) : undefined;
  return Array.isArray(values?.mutations) ? values.mutations.map(String) : [];
}
