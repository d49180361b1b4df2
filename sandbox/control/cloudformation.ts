import type { Call, Operation, Output, Service } from './call';
import { describedResource, describedStack, listedResource, listedStack } from './cloudformation-shapes';
import { AwsFailure } from './failure';
import { pageOf } from './paging';
import { members, queryAnswer, queryFailure } from './query-xml';
import { STACK_STATUSES } from './stack-statuses';
import { findStack, ownersOf } from './stacks';
import { unknownAction } from './sts';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** AWS pages at 1 MB, which is about this many. */
const PAGE_SIZE = 100;
/** DescribeStackResources has no paging: "only the first 100 resources will be returned". */
const RESOURCE_LIMIT = 100;

const operations: Record<string, (call: Call) => Output> = {
  ListStacks: (call) => {
    const statuses = members(call.input, 'StackStatusFilter');
    const unknown = statuses.find((status) => !STACK_STATUSES.has(status));
    if (unknown !== undefined)
      throw invalid(
        `Value '${unknown}' at 'stackStatusFilter' failed to satisfy constraint: Member must satisfy enum value set`,
      );
    const wanted = call.region.stacks.filter((stack) => statuses.length === 0 || statuses.includes(stack.status));
    // Newest first, as AWS lists them.
    const { items, nextToken } = paged(call, wanted.toReversed(), `stacks ${statuses.join()}`);
    return { StackSummaries: items.map(listedStack), NextToken: nextToken };
  },
  DescribeStacks: (call) => {
    const name = call.input.parameters.get('StackName');
    if (name) return { Stacks: [describedStack(existing(call, name))] };
    const { items, nextToken } = paged(call, call.region.stacks.toReversed(), 'described stacks');
    return { Stacks: items.map(describedStack), NextToken: nextToken };
  },
  ListStackResources: (call) => {
    const stack = existing(call, required(call, 'StackName'));
    const { items, nextToken } = paged(call, stack.resources, `resources ${stack.id}`);
    return { StackResourceSummaries: items.map(listedResource), NextToken: nextToken };
  },
  DescribeStackResources: (call) => {
    const { parameters } = call.input;
    const name = parameters.get('StackName');
    const physicalId = parameters.get('PhysicalResourceId');
    if (name && physicalId) throw invalid('Stack and PhysicalResourceId are mutually exclusive');
    if (!(name || physicalId)) throw invalid('Either StackName or PhysicalResourceId must be specified');
    const stack = name ? existing(call, name) : owner(call, physicalId ?? '');
    const logicalId = parameters.get('LogicalResourceId');
    const wanted = stack.resources.filter((resource) => !logicalId || resource.logicalId === logicalId);
    return { StackResources: wanted.slice(0, RESOURCE_LIMIT).map((resource) => describedResource(stack, resource)) };
  },
};

export const cloudformation: Service = {
  name: 'cloudformation',
  throttled: 'cloudformation',
  operation: ({ parameters }): Operation => {
    const name = parameters.get('Action') ?? '';
    const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!run) throw unknownAction(name, parameters.get('Version'));
    return { name, action: `cloudformation:${name}`, resource, run };
  },
  answer: ({ name }, output, requestId) => queryAnswer(NAMESPACE, requestId, { name, output }),
  fail: (failure, requestId) => queryFailure(NAMESPACE, failure, requestId),
  codes: { denied: 'AccessDenied', throttled: () => new AwsFailure('Throttling', 400, 'Rate exceeded'), signature: {} },
};

function resource({ input, region, account }: Call): string {
  const name = input.parameters.get('StackName');
  if (name?.startsWith('arn:')) return name;
  return `arn:aws:cloudformation:${region.name}:${account.id}:stack/${name ?? '*'}/*`;
}

function paged<T>(call: Call, list: T[], scope: string) {
  const page = pageOf(list, PAGE_SIZE, { token: call.input.parameters.get('NextToken'), scope });
  if (!page) throw invalid('NextToken is not valid for the specified request');
  return page;
}

function required({ input }: Call, name: string): string {
  const value = input.parameters.get(name);
  if (value) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw invalid(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

function existing({ region }: Call, name: string) {
  const stack = findStack(region, name);
  if (!stack) throw invalid(`Stack with id ${name} does not exist`);
  return stack;
}

function owner({ region }: Call, physicalId: string) {
  const [stack] = ownersOf(region, physicalId);
  if (!stack) throw invalid(`Stack for ${physicalId} does not exist`);
  return stack;
}

function invalid(message: string): AwsFailure {
  return new AwsFailure('ValidationError', 400, message);
}
