import { fileURLToPath } from 'node:url';
import { LOOSE_APIS } from './account/loose';
import { DEMO_STACKS, type DemoStack } from './account/manifest';
import { plantUsersBeside } from './cognito/seed';
import { createGroup, logsOf } from './logs/directory';
import type { Account } from './model';
import { knownRegion } from './region';
import { deploy } from './template/deploy';
import { readTemplate } from './template-file';

/** The folder of the demo's templates, which lies beside both `sandbox/` and `dist/`. */
const FOLDER = new URL('../sandbox/account/', import.meta.url);

/** The stacks say when they were made, a day after one another, so that the demo looks the same each time. */
const FIRST_DAY = Date.UTC(2026, 0, 12, 9, 30);
const DAY = 86_400_000;

/** Deploys the demo's stacks and puts the APIs that no stack owns beside them. */
export function deployDemo(accountOf: (id: string) => Account): void {
  for (const [index, stack] of DEMO_STACKS.entries()) {
    if (!stack.parent) deployDemoStack(accountOf(stack.account), stack, index);
  }
  for (const loose of LOOSE_APIS) {
    const region = knownRegion(accountOf(loose.account), loose.region);
    // Tests change the world they are given, so each gets its own copy.
    region.httpApis.set(loose.api.apiId, structuredClone(loose.api));
    createGroup(logsOf(region, loose.account), loose.logGroup);
    for (const one of loose.functions) region.functions.set(one.name, structuredClone(one));
  }
}

function deployDemoStack(account: Account, stack: DemoStack, index: number): void {
  const region = knownRegion(account, stack.region);
  const deployed = deploy({
    template: templateOf(stack),
    name: stack.name,
    account: account.id,
    region,
    at: new Date(FIRST_DAY + index * DAY).toISOString().replace('.000Z', 'Z'),
    parameters: stack.parameters ?? {},
    tags: stack.tags,
    child: (logicalId) => {
      const child = DEMO_STACKS.find((one) => one.parent?.name === stack.name && one.parent.logicalId === logicalId);
      return child && { template: templateOf(child), name: child.name, tags: child.tags };
    },
  });
  plantUsersBeside(fileOf(stack), region);
  for (const { logicalId, physicalId } of deployed.resources) {
    const api = stack.untagged?.includes(logicalId) ? region.httpApis.get(physicalId) : undefined;
    if (api) api.tags = {};
  }
}

function templateOf(stack: DemoStack) {
  return readTemplate(fileOf(stack));
}

function fileOf({ file }: DemoStack): string {
  return fileURLToPath(new URL(file, FOLDER));
}
