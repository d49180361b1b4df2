/** A stack that the demo world deploys: which template, where, and with what. */
export interface DemoStack {
  account: string;
  region: string;
  name: string;
  /** A file beside this one. */
  file: string;
  /** For a nested stack: the parent's name, and the parent's resource that it is. */
  parent?: { name: string; logicalId: string };
  /** Left out where the template's defaults will do. `{origin}` stands for the address of the sandbox. */
  parameters?: Record<string, string>;
  tags: Record<string, string>;
  /** Logical ids of APIs that lost the tags of their stack, as some real ones do: only DescribeStackResources says whose they are. */
  untagged?: readonly string[];
}

/** The account that the demo's profile belongs to, and another one to switch to. */
export const DEMO_ACCOUNT = '000000000000';
export const OTHER_ACCOUNT = '111122223333';

/** Opens the chat that asks for an API key; it opens nothing but the sandbox. */
export const CHAT_KEY = 'sandbox-chat-key-0000000000';

/** Opens the bookshop's stock; it opens nothing but the sandbox. */
export const PARTNER_KEY = 'sandbox-partner-key-000000';

/** In seconds since 1970, on the hour as AppSync has it, so many days from the start of the sandbox. */
function inDays(days: number): string {
  return String(Math.floor(Date.now() / 3_600_000) * 3600 + days * 86_400);
}

/** Parents stand before their children. */
export const DEMO_STACKS: readonly DemoStack[] = [
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'notes',
    file: 'notes.yaml',
    parameters: { Issuer: '{origin}/_issuer' },
    tags: { team: 'writing', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'notes-people',
    file: 'people.yaml',
    parameters: { ThirdParty: '{origin}/_oidc' },
    tags: { team: 'writing', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'notes-blog',
    file: 'blog.yaml',
    parameters: { Issuer: '{origin}/_issuer' },
    tags: { team: 'writing', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'notes-live',
    file: 'live.yaml',
    parameters: { ThirdParty: '{origin}/_oidc' },
    tags: { team: 'writing', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'notes-graph',
    file: 'graph.yaml',
    parameters: {
      ThirdParty: '{origin}/_oidc',
      ...{ KeyExpires: inDays(300), TrialKeyExpires: inDays(5), OldKeyExpires: inDays(-9) },
      ...{ Domain: 'graph.notes.example.com', Certificate: `arn:aws:acm:us-east-1:${DEMO_ACCOUNT}:certificate/notes` },
    },
    tags: { team: 'writing', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'shop-orders',
    file: 'orders.yaml',
    parameters: { Upstream: '{origin}/_upstream', PartnerKey: PARTNER_KEY },
    tags: { team: 'shop', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'shop-prod',
    file: 'shop.yaml',
    tags: { team: 'shop', env: 'prod' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'platform',
    file: 'platform.yaml',
    tags: { team: 'platform', env: 'prod' },
    untagged: ['EdgeApi'],
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'platform-Billing-1MDQ5J7W8ZKXT',
    file: 'platform-billing.yaml',
    parent: { name: 'platform', logicalId: 'Billing' },
    tags: { team: 'platform', env: 'prod' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'workbench', // sorted last: a newcomer should meet the notes first
    file: 'lab.yaml',
    parameters: { Upstream: '{origin}/_upstream' },
    tags: { team: 'platform', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'workbench-graphql',
    file: 'graphql-lab.yaml',
    parameters: { Upstream: '{origin}/_upstream' },
    tags: { team: 'platform', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'eu-west-1',
    name: 'status',
    file: 'status.yaml',
    tags: { team: 'platform', env: 'prod' },
  },
  {
    account: OTHER_ACCOUNT,
    region: 'us-east-1',
    name: 'reports',
    file: 'other.yaml',
    tags: { team: 'finance', env: 'prod' },
  },
  ...(['open', 'iam', 'custom', 'query', 'key'] as const).map((access) => {
    const name = access === 'open' ? 'chat' : `chat-${access}`;
    return {
      account: DEMO_ACCOUNT,
      region: 'us-east-1',
      name: `notes-${name}`,
      file: 'chat.yaml',
      parameters: { Name: name, Access: access, ...(access === 'key' ? { KeyValue: CHAT_KEY } : {}) },
      tags: { team: 'writing', env: 'dev' },
    };
  }),
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'workbench-signals',
    file: 'signals.yaml',
    tags: { team: 'platform', env: 'dev' },
  },
  {
    account: DEMO_ACCOUNT,
    region: 'us-east-1',
    name: 'workbench-domains', // after the stacks whose APIs it leads to
    file: 'domains.yaml',
    tags: { team: 'platform', env: 'dev' },
  },
];
