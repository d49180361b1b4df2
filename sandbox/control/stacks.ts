import type { Region, Stack } from '@/sandbox/model';

/** By name or by ARN. */
export function findStack(region: Region, name: string): Stack | undefined {
  return region.stacks.find((stack) => stack.name === name || stack.id === name);
}

/** The stacks that hold a resource with this physical id. Route and stage ids are unique within their API only, so there may be several. */
export function ownersOf(region: Region, physicalId: string): Stack[] {
  return region.stacks.filter((stack) => stack.resources.some((resource) => resource.physicalId === physicalId));
}
