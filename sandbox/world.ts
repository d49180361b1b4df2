import { deployDemo } from './account';
import { DEMO_ACCOUNT, OTHER_ACCOUNT } from './account/manifest';
import { plantUsersBeside } from './cognito/seed';
import { generate, type Size } from './generate';
import { demoKey, deniedKey, otherKey } from './keys';
import type { Account, World } from './model';
import type { TemplateFile } from './options';
import { knownRegion } from './region';
import { deploy } from './template/deploy';
import { TemplateError } from './template/parse';
import { childrenOf, namingFile, readTemplate, stackNameOf } from './template-file';

export interface WorldOptions {
  /** Where templates and generated APIs go. */
  region?: string;
  templates?: readonly TemplateFile[];
  /** By stack name. */
  stackTags?: Record<string, Record<string, string>>;
  generate?: Size | null;
  /** Whether the demo's own stacks are there; true unless said otherwise. */
  demo?: boolean;
}

/** Builds the accounts. Nothing listens yet: see `listen`. */
export function createWorld(options: WorldOptions = {}): World {
  const demo: Account = {
    id: DEMO_ACCOUNT,
    keys: [demoKey(DEMO_ACCOUNT), deniedKey(DEMO_ACCOUNT)],
    regions: new Map(),
  };
  const other: Account = { id: OTHER_ACCOUNT, keys: [otherKey(OTHER_ACCOUNT)], regions: new Map() };
  const accounts = [demo, other];
  if (options.demo ?? true) deployDemo((id) => accountOf(accounts, id));
  const region = knownRegion(demo, options.region ?? 'us-east-1');
  const { templates = [], stackTags = {} } = options;
  const files = templates.map(({ file }) => file);
  for (const { name, file } of templates) {
    const stackName = name ?? stackNameOf(file);
    if (region.stacks.some((stack) => stack.name === stackName)) {
      throw new TemplateError(
        `${file}: a stack called ${stackName} exists already. Name another: --template name=file.`,
      );
    }
    const template = readTemplate(file);
    const place = { name: stackName, account: demo.id, region, at: new Date().toISOString() };
    const tags = stackTags[stackName] ?? {};
    namingFile(file, () => deploy({ template, ...place, tags, child: childrenOf(file, files) }));
    plantUsersBeside(file, region);
  }
  if (options.generate) generate(demo, region, options.generate);
  return { accounts, origin: '' };
}

function accountOf(accounts: Account[], id: string): Account {
  const account = accounts.find((one) => one.id === id);
  if (!account) throw new Error(`The demo names an account ${id} that does not exist.`);
  return account;
}
