import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiSummary, DiscoverEvent, Owner } from '@/lib/core/api';
import { AppError, type Failure, toFailure } from '@/lib/core/error';
import { apiKey } from '@/lib/core/keys';
import type { ApiKind } from './kind';
import type { KnownAccount } from './known-apis';
import { askOwner, listStacks, type Stacks, withStack } from './stacks';

export interface Discovery {
  aws: AwsClients;
  kinds: ApiKind[];
  /** What is known is brought up to date in place. */
  known: KnownAccount;
  /** AWS has throttled and the calls wait. */
  slowed(): boolean;
  say(event: DiscoverEvent): void;
  signal: AbortSignal;
}

/**
 * Reads all APIs and who deployed them. Kinds and stacks are read side by side; what cannot be read is named and the rest
 * goes on. Only missing credentials end it, for without them nothing can be read.
 */
export async function runDiscovery(run: Discovery): Promise<void> {
  const seen = new Set<string>();
  const [complete, stacks] = await Promise.all([readKinds(run, seen), readStacks(run)]);
  if (stacks) await findOwners(run, stacks);
  run.say({ type: 'done', seen: [...seen], complete, at: new Date().toISOString() });
}

/** Whether the list is whole. It then counts as such: a crawl need not wait for the owners. */
async function readKinds(run: Discovery, seen: Set<string>): Promise<boolean> {
  const whole = await Promise.all(run.kinds.map((kind) => readKind(run, kind, seen)));
  const complete = whole.every(Boolean);
  if (complete) {
    dropMissing(run.known, seen);
    run.known.listedAt = Date.now();
  }
  run.say({ type: 'listed' });
  return complete;
}

async function readKind(run: Discovery, kind: ApiKind, seen: Set<string>): Promise<boolean> {
  let done = 0;
  const progress = (total: number | null) =>
    run.say({ type: 'progress', subject: kind.plural, done, total, waiting: run.slowed() });
  progress(null);
  const watch = setInterval(() => run.slowed() && progress(null), 1_000);
  try {
    for await (const page of kind.discover(run.aws, run.signal)) {
      done += page.length;
      const apis = page.map((api) => keep(run.known, api));
      for (const api of apis) seen.add(apiKey(api));
      // One list serves two kinds, and a page of it may hold nothing of this one.
      if (apis.length > 0) run.say({ type: 'apis', apis, fromCache: false });
      progress(null);
    }
    progress(done);
    return true;
  } catch (error) {
    const failure = partial(error);
    run.say({ type: 'problem', problem: { subject: kind.plural, failure } });
    // Where an emulator has no such service, none of its APIs can be missing.
    return failure.code === 'not-supported';
  } finally {
    clearInterval(watch);
  }
}

async function readStacks(run: Discovery): Promise<Stacks | null> {
  try {
    return await listStacks(run.aws, run.signal);
  } catch (error) {
    // The kinds say what is wrong with the credentials; once is enough.
    if (isAboutAccess(error)) return null;
    run.say({ type: 'problem', problem: { subject: 'stack names', failure: partial(error) } });
    return null;
  }
}

/** First what ListStacks tells of all, then a question for each API whose tags tell nothing. */
async function findOwners(run: Discovery, stacks: Stacks): Promise<void> {
  const owners: Record<string, Owner> = {};
  const open: ApiSummary[] = [];
  for (const [key, api] of run.known.apis) {
    const owner = withStack(api.owner, stacks);
    if (owner.by !== 'unknown') owners[key] = owner;
    // No stacks, no owner among them: nobody has to be asked.
    else if (stacks.size === 0) owners[key] = { by: 'none' };
    else open.push(api);
  }
  tellOwners(run, owners);
  for (const [index, api] of open.entries()) {
    const progress = { subject: 'stack names', done: index, total: open.length, waiting: run.slowed() };
    run.say({ type: 'progress', ...progress });
    try {
      tellOwners(run, { [apiKey(api)]: await askOwner(run.aws, api, stacks, run.signal) });
    } catch (error) {
      run.say({ type: 'problem', problem: { subject: 'stack names', failure: partial(error) } });
      return;
    }
  }
}

function tellOwners(run: Discovery, owners: Record<string, Owner>) {
  if (Object.keys(owners).length === 0) return;
  for (const [key, owner] of Object.entries(owners)) {
    const api = run.known.apis.get(key);
    if (api) run.known.apis.set(key, { ...api, owner });
    run.known.owners.set(key, owner);
  }
  run.say({ type: 'owners', owners });
}

/** An owner that was asked for stays, as long as the tags do not know better. */
function keep(known: KnownAccount, api: ApiSummary): ApiSummary {
  const key = apiKey(api);
  const owner = api.owner.by === 'unknown' ? (known.owners.get(key) ?? api.owner) : api.owner;
  const kept = { ...api, owner };
  known.apis.set(key, kept);
  return kept;
}

function dropMissing(known: KnownAccount, seen: Set<string>) {
  for (const map of [known.apis, known.targets, known.owners]) {
    for (const key of map.keys()) if (!seen.has(key)) map.delete(key);
  }
}

/** The failure of a part. What ends the whole, and defects, are thrown on. */
function partial(error: unknown): Failure {
  if (!(error instanceof AppError) || error.code === 'cancelled' || isAboutAccess(error)) throw error;
  return toFailure(error);
}

/** No credentials, or no such profile: it stands in the way of everything. */
function isAboutAccess(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'not-found') return error.detail?.profile !== undefined;
  return error.code === 'no-credentials' || error.code === 'expired-credentials';
}
