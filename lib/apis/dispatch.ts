import 'server-only';
import { z } from 'zod';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import { isSlowed, learnAccount } from '@/lib/aws/buckets';
import { openAccount } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import type { AccountRef, Identity } from '@/lib/core/account';
import {
  ApiRef,
  type ApiSummary,
  type CrawlEvent,
  type CrawlPace,
  type DiscoverEvent,
  type Target,
} from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { accountKey, apiKey } from '@/lib/core/keys';
import type { Line } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { processWide } from '@/lib/core/process-wide';
import type { Ask, Finding } from '@/lib/diagnosis/findings';
import type { LogPlaces } from '@/lib/logs/contract';
import type { StoryEvent, StoryInput } from '@/lib/logs/story/contract';
import { tellStory } from '@/lib/logs/story/story';
import { openLogLine } from '@/lib/logs/tail-line';
import { Broadcast } from './broadcast';
import { currentPlaces, recentPlaces } from './configured-logs';
import type { ApiDetail } from './contract';
import { runCrawl } from './crawling';
import { runDiscovery } from './discovery';
import type { DomainFacts, Domains } from './domains/contract';
import { domainFacts } from './domains/facts';
import { knownDomains } from './domains/read';
import { gatherEvidence } from './evidence';
import { ContractInput } from './gateway/contract';
import type { ApiKind, ConnectContext, SendContext } from './kind';
import { forgetAccount, type KnownAccount, knownAccount, orGone } from './known-apis';
import { refuseOperation, withoutMessages } from './read-only';
import * as registry from './registry';
import type { AuthorizerTest } from './rest/contract';

/** Older lists are read again without being asked. */
const FRESH_MS = 60_000;
/** What every request to an API says, whatever its kind. Made once: zod compiles each schema that it is given. */
const Addressed = z.object({ api: ApiRef });
const kinds = new Map<string, ApiKind>(Object.entries(registry));
const discoveries = processWide('discoveries', () => new Map<string, Broadcast<DiscoverEvent>>());
const crawls = processWide('crawls', () => new Map<string, CrawlRun>());

interface CrawlRun {
  events: Broadcast<CrawlEvent>;
  pace: CrawlPace;
}

/** Who we are in this account (`GetCallerIdentity`). */
export async function identify(account: AccountRef, signal: AbortSignal): Promise<Identity> {
  const aws = openAccount(account, 'interactive');
  const answer = await aws.sts.getCallerIdentity({}, { abortSignal: signal });
  if (!answer.Account || !answer.Arn) throw malformed('GetCallerIdentity', 'there is no account in it');
  if (learnAccount(account, answer.Account).changed) forgetAccount(account);
  return {
    account: answer.Account,
    arn: answer.Arn,
    userId: answer.UserId ?? '',
    region: account.region,
    profile: account.profile ?? null,
    endpoint: await aws.endpoint(),
  };
}

/**
 * All APIs of the account and region as they are found. What is known comes first and at once; then, where it is old or
 * `refresh` asks for it, AWS is asked. Everybody who asks meanwhile listens to the same run.
 */
export async function* discover(
  account: AccountRef,
  options: { refresh: boolean },
  signal: AbortSignal,
): AsyncGenerator<DiscoverEvent> {
  const known = knownAccount(account);
  if (known.apis.size > 0) yield { type: 'apis', apis: [...known.apis.values()], fromCache: true };
  const running = runningDiscovery(account);
  if (!running && !options.refresh && isFresh(known)) {
    yield {
      type: 'done',
      seen: [...known.apis.keys()],
      complete: true,
      at: new Date(known.listedAt ?? 0).toISOString(),
    };
    return;
  }
  yield* (running ?? startDiscovery(account)).listen(signal);
}

/** The route lists of all APIs, for search. A second caller joins the run and can only make it faster. */
export async function* crawl(account: AccountRef, pace: CrawlPace, signal: AbortSignal): AsyncGenerator<CrawlEvent> {
  const existing = crawls.get(accountKey(account));
  if (existing && !existing.events.ended) {
    if (pace === 'full') existing.pace = 'full';
    yield* existing.events.listen(signal);
    return;
  }
  yield* startCrawl(account, pace).listen(signal);
}

/** Everything about one API. It goes ahead of all crawls, and they need not read it any more. */
export async function describe(api: ApiRef, signal: AbortSignal): Promise<ApiDetail> {
  const kind = kindOf(api);
  const detail = await orGone(api, kind.describe(openAccount(api.account, 'interactive'), api, signal));
  return { ...detail, api: remember(api, detail) };
}

/** The routes of one API alone, ahead of all crawls: one call where `describe` needs five. */
export async function targets(api: ApiRef, signal: AbortSignal): Promise<Target[]> {
  const read = await orGone(api, kindOf(api).targets(openAccount(api.account, 'interactive'), api.id, signal));
  knownAccount(api.account).targets.set(apiKey(api), { targets: read, readAt: Date.now() });
  return read;
}

/** What one of an API's authorizers asks for. */
export async function authorizerOf(api: ApiRef, authorizerId: string, signal: AbortSignal): Promise<AskedBy> {
  const aws = openAccount(api.account, 'interactive');
  const asked = await orGone(api, kindOf(api).authorizer(aws, { apiId: api.id, authorizerId }, signal));
  if (asked) return asked;
  throw new AppError('not-found', 'The API no longer has this authorizer.', {
    detail: { next: 'Read the API again.' },
  });
}

/** The GraphQL schema of an API as its control plane tells it, with the directives that an introspection leaves out. */
export async function schema(api: ApiRef, signal: AbortSignal): Promise<{ sdl: string }> {
  const kind = kindOf(api);
  if (kind.schema) return orGone(api, kind.schema(openAccount(api.account, 'interactive'), api, signal));
  throw new AppError('not-supported', `AWS holds no GraphQL schema of ${kind.plural}.`);
}

/** What a stage has deployed, as AWS exports it. */
export async function contract(raw: unknown, signal: AbortSignal): Promise<string> {
  const asked = parse(ContractInput, raw);
  const { api } = asked;
  const kind = kindOf(api);
  if (kind.contract) return kind.contract(openAccount(api.account, 'interactive'), asked, signal);
  throw new AppError('not-supported', `AWS exports no OpenAPI of ${kind.plural}.`);
}

/** All custom domains of an account and region, and which API answers at which of their paths. */
export function domains(account: AccountRef, options: { refresh: boolean }): Promise<Domains> {
  return knownDomains(openAccount(account, 'discovery'), options);
}

/** What is found out of each custom domain: its certificate, its DNS, and mappings that lead nowhere. */
export async function* inspectDomains(account: AccountRef, signal: AbortSignal): AsyncGenerator<DomainFacts> {
  const aws = openAccount(account, 'discovery');
  const { domains: known } = await knownDomains(aws, { refresh: false });
  const inRegion = (region: string) => openAccount({ ...account, region }, 'discovery');
  yield* domainFacts(known, { aws, inRegion, signal });
}

/** Where the logs of an API are, and what CloudWatch Logs says of them. */
export function logPlaces(api: ApiRef, signal: AbortSignal): Promise<LogPlaces> {
  return currentPlaces({ kind: kindOf(api), api, aws: asPerson(api.account), signal });
}

/** What the logs of an API say of one request, as it is found. */
export async function* followRequest(asked: StoryInput, signal: AbortSignal): AsyncGenerator<StoryEvent> {
  const { api } = asked;
  const aws = asPerson(api.account);
  const places = await recentPlaces({ kind: kindOf(api), api, aws, signal });
  yield* tellStory(aws.cloudwatchLogs, places, asked, { signal });
}

/** One exchange with an API. `raw` names the API and is otherwise parsed by its kind. */
export async function send(raw: unknown, context: Omit<SendContext, 'aws'>): Promise<void> {
  const { api } = parse(Addressed, raw);
  const kind = kindOf(api);
  await kind.send(raw, { ...context, aws: openAccount(api.account, 'interactive') });
}

/** Opens a line that stays open: of a log group, where `raw` has a `tail`, else to the API that it names, whose kind parses it. */
export async function connect(raw: unknown, context: Omit<ConnectContext, 'aws'>): Promise<Line> {
  if (typeof raw === 'object' && raw !== null && 'tail' in raw) return openLogLine(raw, { ...context, open: asPerson });
  const { api } = parse(Addressed, raw);
  const kind = kindOf(api);
  await refuseOperation(raw);
  if (kind.connect) {
    return withoutMessages(await kind.connect(raw, { ...context, aws: openAccount(api.account, 'interactive') }));
  }
  throw new AppError('not-supported', `No line is held open to ${kind.plural}. Send requests to this API instead.`);
}

/** What only AWS can tell about a failed call of an API. */
export function evidence(api: ApiRef, asks: readonly Ask[], signal: AbortSignal): AsyncGenerator<Finding> {
  const { account } = api;
  kindOf(api);
  const as = (profile: string) => openAccount({ ...account, profile }, 'interactive');
  return gatherEvidence(asks, { api, aws: openAccount(account, 'interactive'), as, follow: followRequest, signal });
}

/** An address of an API with a signature in it. `raw` names the API and is otherwise parsed by its kind. */
export async function presign(raw: unknown, signal: AbortSignal): Promise<string> {
  const { api } = parse(Addressed, raw);
  const kind = kindOf(api);
  if (kind.presign) return await kind.presign(openAccount(api.account, 'interactive'), raw, signal);
  throw new AppError('not-supported', `There is no signed address for ${kind.plural}.`);
}

const asPerson = (account: AccountRef) => openAccount(account, 'interactive');

/** What an authorizer says to a test. `raw` names the API and is otherwise parsed by its kind. */
export async function testAuthorizer(raw: unknown, signal: AbortSignal): Promise<AuthorizerTest> {
  const { api } = parse(Addressed, raw);
  const kind = kindOf(api);
  if (kind.testAuthorizer) return await kind.testAuthorizer(openAccount(api.account, 'interactive'), raw, signal);
  throw new AppError('not-supported', `AWS offers no test of the authorizers of ${kind.plural}.`);
}

/** What was read of an API goes into what is known of it, and the owner that was known goes with the answer. */
function remember(api: ApiRef, detail: ApiDetail): ApiSummary {
  const known = knownAccount(api.account);
  const key = apiKey(api);
  const owner = known.apis.get(key)?.owner;
  const summary = owner && owner.by !== 'unknown' ? { ...detail.api, owner } : detail.api;
  known.apis.set(key, summary);
  if (!detail.problems.some((problem) => problem.subject === 'routes')) {
    const targets = detail.routes.map(({ id, key, method, path, auth }) => ({ id, key, method, path, auth }));
    known.targets.set(key, { targets, readAt: Date.now() });
  }
  return summary;
}

/** Read whole and lately, and everybody's owner was asked for. */
function isFresh({ listedAt, apis }: KnownAccount): boolean {
  const asked = [...apis.values()].every((api) => api.owner.by !== 'unknown');
  return asked && listedAt !== null && Date.now() - listedAt < FRESH_MS;
}

function runningDiscovery(account: AccountRef): Broadcast<DiscoverEvent> | undefined {
  const existing = discoveries.get(accountKey(account));
  return existing?.ended ? undefined : existing;
}

function startDiscovery(account: AccountRef): Broadcast<DiscoverEvent> {
  const started = new Broadcast<DiscoverEvent>((say, signal) =>
    runDiscovery({
      aws: openAccount(account, 'discovery'),
      kinds: [...kinds.values()],
      known: knownAccount(account),
      slowed: () => isSlowed(account),
      say,
      signal,
    }),
  );
  discoveries.set(accountKey(account), started);
  return started;
}

function startCrawl(account: AccountRef, pace: CrawlPace): Broadcast<CrawlEvent> {
  const known = knownAccount(account);
  const run: CrawlRun = {
    pace,
    events: new Broadcast<CrawlEvent>(async (say, signal) => {
      const read = (api: { kind: string; id: string }): Promise<Target[]> =>
        kindOf(api).targets(openAccount(account, run.pace), api.id, signal);
      await runCrawl({
        apis: apisOf(account, known, signal),
        known,
        read,
        listed: () => known.listedAt !== null,
        slowed: () => isSlowed(account),
        say,
      });
    }),
  };
  crawls.set(accountKey(account), run);
  return run.events;
}

/** The APIs for a crawl: those that are known, and those that a discovery lists meanwhile. It does not wait for their owners. */
async function* apisOf(account: AccountRef, known: KnownAccount, signal: AbortSignal): AsyncGenerator<ApiSummary[]> {
  const listing = runningDiscovery(account) ?? (known.listedAt === null ? startDiscovery(account) : null);
  yield [...known.apis.values()];
  if (!listing) return;
  for await (const event of listing.listen(signal)) {
    if (event.type === 'apis') yield event.apis;
    if (event.type === 'listed') return;
  }
}

function kindOf({ kind }: { kind: string }): ApiKind {
  const found = kinds.get(kind);
  if (found) return found;
  throw new AppError(
    'not-found',
    `Signalbox knows no kind of API called "${kind}". It knows: ${[...kinds.keys()].join(', ')}.`,
  );
}
