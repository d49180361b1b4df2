import type { DeployTool, Owner, StackRef } from '@/lib/core/api';

type Tags = Record<string, string>;

/** Who deployed a thing, as far as its tags tell (aws.md §1.4). `unknown` means that CloudFormation has to be asked. */
export function ownerFromTags(tags: Tags): Owner {
  const app = sstApp(tags);
  const stack = stackFromTags(tags);
  if (stack) return { by: 'stack', stack, tool: stackTool(tags), ...app };
  if (app) return { by: 'tags', label: `${app.app} / ${app.stage}`, tool: 'sst', ...app };
  const tool = outsideTool(tags);
  if (tool) return { by: 'tags', label: projectOf(tags) ?? TOOL_NAMES[tool], tool };
  return { by: 'unknown' };
}

/** The stack of an ARN: `arn:aws:cloudformation:eu-west-1:123456789012:stack/notes/7d2f…`. */
export function stackFromArn(arn: string): StackRef {
  return { id: arn, name: arn.split(':stack/')[1]?.split('/')[0] ?? arn };
}

/** The Serverless Framework writes this into every template that it makes; nothing else tells its stacks apart. */
export function toolFromDescription(description: string | undefined): DeployTool | null {
  return description?.startsWith('The AWS CloudFormation template for this Serverless application')
    ? 'serverless'
    : null;
}

const TOOL_NAMES = { terraform: 'Terraform', pulumi: 'Pulumi' } as const;

function stackFromTags(tags: Tags): StackRef | null {
  const id = tags['aws:cloudformation:stack-id'];
  const name = tags['aws:cloudformation:stack-name'];
  if (id) return { id, name: name ?? stackFromArn(id).name };
  return name ? { id: name, name } : null;
}

function sstApp(tags: Tags): { app: string; stage: string } | null {
  const app = tags['sst:app'];
  const stage = tags['sst:stage'];
  return app && stage ? { app, stage } : null;
}

function stackTool(tags: Tags): DeployTool | null {
  if (sstApp(tags)) return 'sst';
  if (Object.values(tags).includes('SAM') && 'httpapi:createdBy' in tags) return 'sam';
  if (Object.keys(tags).some((key) => key.startsWith('aws:cdk:') || key.startsWith('aws-cdk:'))) return 'cdk';
  return 'STAGE' in tags ? 'serverless' : null;
}

/** Tools that do not use CloudFormation. Pulumi and Terraform add no tags of their own; these are what people add by habit. */
function outsideTool(tags: Tags): 'terraform' | 'pulumi' | null {
  for (const [key, value] of Object.entries(tags)) {
    const text = /^managed[-_ ]?by$|^(created|provisioned)[-_ ]?by$|^tool$|^iac$/i.test(key) ? value : key;
    if (/^(opentofu|terraform|tf)\b/i.test(text)) return 'terraform';
    if (/^pulumi\b/i.test(text)) return 'pulumi';
  }
  return null;
}

function projectOf(tags: Tags): string | undefined {
  const wanted = ['pulumi:project', 'project', 'application', 'app', 'service', 'stack'];
  const byName = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
  return wanted.map((key) => byName.get(key)).find((value) => value);
}
