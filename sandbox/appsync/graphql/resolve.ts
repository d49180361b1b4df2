import { type GraphQLFieldResolver, type GraphQLResolveInfo, print } from 'graphql';
import type { Caller } from '@/sandbox/appsync/auth/authorize';
import type { GraphqlTarget } from '@/sandbox/appsync/directory';
import type { Resolver } from '@/sandbox/appsync/model';
import { mayHave } from './access';
import { ResolverError, type ShownError } from './errors';
import { runJs } from './js-runtime';
import { type Running, runStep } from './step';

/** One operation while it is carried out. */
export interface Execution {
  target: GraphqlTarget;
  caller: Caller;
  headers: Record<string, string>;
  sourceIp: string;
  /** Errors that resolvers added to their own answers. */
  added: ShownError[];
  /** Resolvers that were run. */
  count: number;
  /** An event of a subscription: its fields are what the mutation selected, and no resolver is run for them. */
  isEvent: boolean;
  print: (line: string) => void;
}

/** Every field of every operation is answered here: by its resolver, else by the member of its parent that has its name. */
export const resolveField: GraphQLFieldResolver<unknown, Execution> = (source, args, execution, info) => {
  const { parentType, fieldName } = info;
  const field = parentType.getFields()[fieldName];
  if (!field || !mayHave(execution, parentType, field)) {
    throw new ResolverError(`Not Authorized to access ${fieldName} on type ${parentType.name}`, 'Unauthorized');
  }
  const resolver = execution.target.api.resolvers.find(
    (one) => one.typeName === parentType.name && one.fieldName === fieldName,
  );
  if (!resolver || execution.isEvent) return memberOf(source, fieldName);
  const { resolverCountLimit } = execution.target.api;
  execution.count++;
  if (resolverCountLimit > 0 && execution.count > resolverCountLimit) {
    throw new ResolverError(`Resolver count limit of ${resolverCountLimit} exceeded.`, 'ResolverCountLimitExceeded');
  }
  return runResolver(resolver, runningOf({ source, args, execution, info }));
};

function memberOf(source: unknown, name: string): unknown {
  return typeof source === 'object' && source !== null && Object.hasOwn(source, name)
    ? (source as Record<string, unknown>)[name]
    : undefined;
}

/** Runs a resolver: a unit asks one data source, a pipeline its functions one after another, each given what the last one said. */
export async function runResolver(resolver: Resolver, running: Running): Promise<unknown> {
  if (resolver.kind === 'UNIT') return (await runStep(resolver, running)).value;
  const { context } = running;
  if (resolver.code !== undefined) {
    const before = runJs(resolver.code, 'request', running);
    if (before.early) return before.value;
    context.prev = { result: before.value };
  }
  for (const id of resolver.functions) {
    const step = running.target.api.functions.find(({ functionId }) => functionId === id);
    if (!step) throw new ResolverError(`Function ${id} not found.`, 'NotFound');
    const { value } = await runStep(step, running);
    context.prev = { result: value };
    context.result = value;
  }
  const last = (context.prev as { result?: unknown } | null)?.result;
  if (resolver.code === undefined) return last;
  context.result = last;
  return runJs(resolver.code, 'response', running).value;
}

interface Asked {
  source: unknown;
  args: Record<string, unknown>;
  execution: Execution;
  info: GraphQLResolveInfo;
}

export function runningOf({ source, args, execution, info }: Asked): Running {
  const { target, caller, headers, sourceIp } = execution;
  const path = pathOf(info);
  return {
    target,
    print: execution.print,
    append: ({ message, errorType, more }) => {
      const { data = null, errorInfo = null } = more;
      execution.added.push({ path, data, errorType, errorInfo, locations: null, message });
    },
    context: {
      arguments: args,
      args,
      identity: caller.identity && { ...caller.identity, sourceIp: [sourceIp] },
      source: source ?? null,
      request: { headers, domainName: null },
      info: infoOf(info),
      stash: {},
      prev: null,
      env: target.api.environmentVariables,
    },
  };
}

function pathOf({ path }: GraphQLResolveInfo): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) steps.unshift(at.key);
  return steps;
}

function infoOf({ fieldName, parentType, variableValues, fieldNodes }: GraphQLResolveInfo) {
  const set = fieldNodes[0]?.selectionSet;
  return {
    fieldName,
    parentTypeName: parentType.name,
    variables: variableValues,
    selectionSetList: (set?.selections ?? []).flatMap((one) => (one.kind === 'Field' ? one.name.value : [])),
    selectionSetGraphQL: set ? print(set) : '',
  };
}
