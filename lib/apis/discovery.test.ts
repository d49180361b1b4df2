import { beforeEach, describe, expect, test } from 'vitest';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiSummary, DiscoverEvent, Owner } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { runDiscovery } from './discovery';
import type { ApiKind } from './kind';
import type { KnownAccount } from './known-apis';
import { ownerFromTags } from './owner';

const ROOT = 'arn:aws:cloudformation:eu-west-1:1:stack/platform/1';
const NESTED = 'arn:aws:cloudformation:eu-west-1:1:stack/platform-Billing-X/2';
const tagged = (id: string) => ({ 'aws:cloudformation:stack-id': id });

let known: KnownAccount;
let calls: string[];
beforeEach(() => {
  known = { apis: new Map(), targets: new Map(), owners: new Map(), listedAt: null };
  calls = [];
});

function api(id: string, tags: Record<string, string> = {}): ApiSummary {
  const rest = { description: null, endpoint: null, endpointDisabled: false, createdAt: null };
  return { kind: 'http', id, name: id, ...rest, tags, owner: ownerFromTags(tags) };
}

function kind(plural: string, discover: ApiKind['discover']): ApiKind {
  return { plural, discover } as ApiKind;
}

function listing(...apis: ApiSummary[]) {
  return kind('HTTP APIs', async function* () {
    yield apis;
  });
}

/** CloudFormation with two stacks, a nested one among them; `owned` are the APIs that it knows. */
function cloudformation(owned: Record<string, string> = {}, more: object = {}): AwsClients {
  const operations = {
    listStacks: async () => ({
      StackSummaries: [
        { StackId: ROOT, StackName: 'platform', StackStatus: 'UPDATE_ROLLBACK_FAILED' },
        {
          StackId: NESTED,
          StackName: 'platform-Billing-X',
          StackStatus: 'CREATE_COMPLETE',
          RootId: ROOT,
          ParentId: ROOT,
        },
      ],
    }),
    describeStackResources: async ({ PhysicalResourceId: id }: { PhysicalResourceId: string }) => {
      calls.push(id);
      if (!owned[id]) throw new AppError('not-found', `Stack for ${id} does not exist`);
      return { StackResources: [{ PhysicalResourceId: 'other' }, { PhysicalResourceId: id, StackId: owned[id] }] };
    },
    ...more,
  };
  return { cloudformation: operations, endpoint: async () => null } as unknown as AwsClients;
}

async function run(aws: AwsClients, ...kinds: ApiKind[]): Promise<DiscoverEvent[]> {
  const events: DiscoverEvent[] = [];
  const say = (event: DiscoverEvent) => events.push(event);
  await runDiscovery({ aws, kinds, known, slowed: () => false, say, signal: new AbortController().signal });
  return events;
}

function owner(id: string): Owner | undefined {
  return known.apis.get(`http/${id}`)?.owner;
}

function problems(events: DiscoverEvent[]) {
  return events.flatMap((event) =>
    event.type === 'problem' ? [[event.problem.subject, event.problem.failure.code]] : [],
  );
}

describe('owners', () => {
  test('come from the tags and from one list of stacks, without a call for each', async () => {
    const apis = Array.from({ length: 50 }, (_, n) => api(`a${n}`, tagged(n % 2 ? ROOT : NESTED)));
    await run(cloudformation(), listing(...apis));
    expect(calls).toEqual([]);
    expect(owner('a1')).toMatchObject({ by: 'stack', stack: { name: 'platform', status: 'UPDATE_ROLLBACK_FAILED' } });
    expect(owner('a0')).toMatchObject({ stack: { name: 'platform-Billing-X', root: { name: 'platform', id: ROOT } } });
  });

  test('are asked for only where the tags say nothing, and only once', async () => {
    const kinds = [listing(api('bare'), api('lost'), api('tf', { ManagedBy: 'terraform' }), api('in', tagged(ROOT)))];
    await run(cloudformation({ bare: NESTED }), ...kinds);
    await run(cloudformation({ bare: NESTED }), ...kinds);
    expect(calls).toEqual(['bare', 'lost']);
    expect(owner('bare')).toMatchObject({ by: 'stack', stack: { id: NESTED, root: { id: ROOT } } });
    expect(owner('lost')).toEqual({ by: 'none' });
  });

  test('nobody is asked where there are no stacks', async () => {
    await run(cloudformation({}, { listStacks: async () => ({}) }), listing(api('bare')));
    expect(calls).toEqual([]);
    expect(owner('bare')).toEqual({ by: 'none' });
  });

  test.each([
    ['cannot be asked', new AppError('unreachable', 'It answers 500')],
    ['answers about something else', new AppError('not-found', 'Stack with id None does not exist')],
  ])('an emulator that %s is searched', async (_, error) => {
    const aws = cloudformation(
      {},
      {
        describeStackResources: async () => {
          throw error;
        },
        listStackResources: async ({ StackName }: { StackName: string }) => ({
          StackResourceSummaries: StackName === NESTED ? [{ PhysicalResourceId: 'bare' }] : [],
        }),
      },
    );
    const events = await run({ ...aws, endpoint: async () => 'http://127.0.0.1:1' }, listing(api('bare'), api('lost')));
    expect(owner('bare')).toMatchObject({ by: 'stack', stack: { id: NESTED } });
    expect(owner('lost')).toEqual({ by: 'none' });
    expect(problems(events)).toEqual([]);
  });
});

describe('what fails', () => {
  const denied = async () => {
    throw new AppError('access-denied', 'No.', { detail: { action: 'cloudformation:ListStacks' } });
  };
  const failing = (code: 'access-denied' | 'expired-credentials') =>
    // biome-ignore lint/correctness/useYield: it fails before the first page
    kind('REST APIs', async function* () {
      throw new AppError(code, 'No.');
    });

  test('one kind alone: the rest is there, and the end says that it is not all', async () => {
    known.apis.set('http/old', api('old'));
    const events = await run(cloudformation(), failing('access-denied'), listing(api('a', tagged(ROOT))));
    expect(problems(events)).toEqual([['REST APIs', 'access-denied']]);
    expect(events.at(-1)).toMatchObject({ type: 'done', seen: ['http/a'], complete: false });
    expect([...known.apis.keys()]).toEqual(['http/old', 'http/a']);
    expect(known.listedAt).toBeNull();
  });

  test('stack names alone: the APIs keep what their tags say', async () => {
    const events = await run(cloudformation({}, { listStacks: denied }), listing(api('a', tagged(NESTED)), api('b')));
    expect(problems(events)).toEqual([['stack names', 'access-denied']]);
    expect(events.at(-1)).toMatchObject({ type: 'done', complete: true });
    expect(owner('a')).toMatchObject({ by: 'stack', stack: { name: 'platform-Billing-X' } });
  });

  test('the lookup of owners: said once, not for each', async () => {
    const aws = cloudformation({}, { describeStackResources: denied });
    expect(problems(await run(aws, listing(api('a'), api('b'), api('c'))))).toEqual([['stack names', 'access-denied']]);
  });

  test('credentials: everything', async () => {
    await expect(run(cloudformation(), failing('expired-credentials'))).rejects.toMatchObject({
      code: 'expired-credentials',
    });
  });
});

test('what is gone from AWS goes from here', async () => {
  known.apis.set('http/old', api('old'));
  known.targets.set('http/old', { targets: [], readAt: 0 });
  const events = await run(cloudformation(), listing(api('a', tagged(ROOT))));
  expect(events.at(-1)).toMatchObject({ seen: ['http/a'], complete: true });
  expect([...known.apis.keys()]).toEqual(['http/a']);
  expect(known.targets.size).toBe(0);
});
