import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { StackStatus, StackSummary } from '@/lib/aws/shapes';
import type { ApiSummary, Owner, StackRef } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { stackFromArn, toolFromDescription } from './owner';

/** Every status but those without resources: what failed or is under way may still have living APIs. */
const STATUSES: StackStatus[] = [
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_IN_PROGRESS',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_IN_PROGRESS',
  'IMPORT_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_COMPLETE',
];

/** The stacks of the account and region by ARN: one call for a thousand or so, never one for each. */
export type Stacks = Map<string, StackSummary>;

export async function listStacks(aws: AwsClients, signal: AbortSignal): Promise<Stacks> {
  const stacks: Stacks = new Map();
  const tokens = new Set<string | undefined>();
  let next: { NextToken?: string } = {};
  do {
    const input = { StackStatusFilter: STATUSES, ...next };
    const page = await aws.cloudformation.listStacks(input, { abortSignal: signal });
    // The XML of an empty list and of no list look the same to the SDK; the answer to the call is enough.
    for (const stack of page.StackSummaries ?? []) stacks.set(stack.StackId ?? '', stack);
    next = page.NextToken ? { NextToken: page.NextToken } : {};
    if (tokens.has(next.NextToken)) throw malformed('ListStacks', 'it gives the same page again and again');
    tokens.add(next.NextToken);
  } while (next.NextToken);
  return stacks;
}

/** An owner with what ListStacks adds to it: the status, the root of a nested stack, the tool. */
export function withStack(owner: Owner, stacks: Stacks): Owner {
  if (owner.by !== 'stack') return owner;
  const summary = stacks.get(owner.stack.id) ?? byName(stacks, owner.stack);
  if (!summary?.StackId) return owner;
  const rootId = summary.RootId ?? summary.ParentId;
  const root = rootId && rootId !== summary.StackId ? stackFromArn(rootId) : undefined;
  const stack: StackRef = {
    id: summary.StackId,
    name: summary.StackName ?? owner.stack.name,
    ...(summary.StackStatus ? { status: summary.StackStatus } : {}),
    ...(root ? { root } : {}),
  };
  return { ...owner, stack, tool: owner.tool ?? toolFromDescription(summary.TemplateDescription) };
}

/**
 * Which stack an API without telling tags belongs to: CloudFormation is asked by the API's id, twice a second at most.
 * Emulators often lack that question; there the resources of the few stacks are listed instead.
 */
export async function askOwner(aws: AwsClients, api: ApiSummary, stacks: Stacks, signal: AbortSignal): Promise<Owner> {
  try {
    const input = { PhysicalResourceId: physicalId(api) };
    const answer = await aws.cloudformation.describeStackResources(input, { abortSignal: signal });
    const owned = answer.StackResources?.find((resource) => resource.PhysicalResourceId === physicalId(api));
    return owned?.StackId
      ? withStack({ by: 'stack', stack: stackFromArn(owned.StackId), tool: null }, stacks)
      : { by: 'none' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Whoever names another thing did not look for this one.
    if (error.code === 'not-found' && error.message.includes(physicalId(api))) return { by: 'none' };
    if (ANSWERS_OF_EMULATORS.has(error.code) && stacks.size <= FEW_STACKS && (await aws.endpoint()) !== null) {
      return await searchStacks(aws, api, stacks, signal);
    }
    if (error.code === 'not-found') return { by: 'none' };
    throw error;
  }
}

function physicalId(api: ApiSummary): string {
  return api.physicalId ?? api.id;
}

const ANSWERS_OF_EMULATORS = new Set(['not-supported', 'not-found', 'invalid-input', 'unreachable', 'unexpected']);
const FEW_STACKS = 25;

async function searchStacks(aws: AwsClients, api: ApiSummary, stacks: Stacks, signal: AbortSignal): Promise<Owner> {
  for (const id of stacks.keys()) {
    const page = await aws.cloudformation.listStackResources({ StackName: id }, { abortSignal: signal });
    const owned = page.StackResourceSummaries?.some((resource) => resource.PhysicalResourceId === physicalId(api));
    if (owned) return withStack({ by: 'stack', stack: stackFromArn(id), tool: null }, stacks);
  }
  return { by: 'none' };
}

function byName(stacks: Stacks, { id, name }: StackRef): StackSummary | undefined {
  return id === name ? [...stacks.values()].find((stack) => stack.StackName === name) : undefined;
}
