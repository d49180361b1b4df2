import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { AppError, toFailure } from '@/lib/core/error';
import type { Ask, DomainFound, Finding, Found, FunctionFacts } from '@/lib/diagnosis/findings';
import type { StoryEvent, StoryInput } from '@/lib/logs/story/contract';
import { knownDomains } from './domains/read';
import { deployedRoutes } from './gateway/deployed';
import { loggedOf } from './logged';

/** Whom evidence is asked of. */
export interface EvidenceContext {
  api: ApiRef;
  aws: AwsClients;
  /** The same account as another profile sees it. */
  as(profile: string): AwsClients;
  /** What the logs say of a request, as they are searched. */
  follow(asked: StoryInput, signal: AbortSignal): AsyncIterable<StoryEvent>;
  signal: AbortSignal;
}

/** What only AWS can tell about a failed call, each as soon as it is there. What may not be read is a finding too. */
export async function* gatherEvidence(asks: readonly Ask[], context: EvidenceContext): AsyncGenerator<Finding> {
  const open = new Map(asks.map((ask) => [ask, finding(ask, context).then((found) => ({ ask, found }))]));
  while (open.size > 0) {
    const first = await Promise.race(open.values());
    if (context.signal.aborted) return;
    open.delete(first.ask);
    yield first;
  }
}

/** Never rejects: nobody may be listening any more when it comes. */
async function finding(ask: Ask, context: EvidenceContext): Promise<Found<unknown>> {
  try {
    return { ok: true, value: await look(ask, context) };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

function look(ask: Ask, context: EvidenceContext): Promise<unknown> {
  const { api, aws, signal } = context;
  switch (ask.about) {
    case 'policy':
      return policyOf(aws, ask.function, signal);
    case 'function':
      return factsOf(aws, ask.function, signal);
    case 'deployed':
      return deployedRoutes(aws, { kind: api.kind, apiId: api.id, stage: ask.stage }, signal);
    case 'signer':
      return signerOf(context, ask.profile);
    case 'domain':
      return domainOf(aws, ask.host);
    case 'log': {
      const { about: _, ...asked } = ask;
      return loggedOf((soon) => context.follow({ ...asked, api }, soon), signal);
    }
  }
}

async function policyOf(aws: AwsClients, name: string, abortSignal: AbortSignal): Promise<string | null> {
  const answer = await orNull(aws.lambda.getPolicy({ FunctionName: name }, { abortSignal }));
  return answer?.Policy ?? null;
}

async function factsOf(aws: AwsClients, name: string, abortSignal: AbortSignal): Promise<FunctionFacts | null> {
  const asked = { FunctionName: name };
  const [facts, concurrency] = await Promise.all([
    orNull(aws.lambda.getFunctionConfiguration(asked, { abortSignal })),
    // Whoever may not ask this still learns the rest.
    aws.lambda.getFunctionConcurrency({ FunctionName: unqualified(name) }, { abortSignal }).catch(() => null),
  ]);
  if (!facts) return null;
  return {
    runtime: facts.Runtime ?? null,
    timeoutSeconds: facts.Timeout ?? null,
    memoryMb: facts.MemorySize ?? null,
    state: facts.State ?? null,
    stateReason: facts.StateReason ?? null,
    lastUpdate: facts.LastUpdateStatus ?? null,
    reserved: concurrency?.ReservedConcurrentExecutions ?? null,
  };
}

/** A limit of its own belongs to the function and not to its versions. */
function unqualified(name: string): string {
  return name.replace(/^(arn:(?:[^:]*:){5}[^:]+):.*$/, '$1');
}

async function signerOf({ aws, as, signal }: EvidenceContext, profile: string | null) {
  const { sts } = profile === null ? aws : as(profile);
  const { Account, Arn } = await sts.getCallerIdentity({}, { abortSignal: signal });
  return { account: Account ?? '', arn: Arn ?? '' };
}

/** As it is now, and not as it was when the list was last read. */
async function domainOf(aws: AwsClients, host: string): Promise<DomainFound | null> {
  const { domains, problems } = await knownDomains(aws, { refresh: true });
  const called = (one: string) => domains.find(({ name, service }) => name === one && service === 'apigateway');
  const found = called(host) ?? called(host.replace(/^[^.]+/, '*'));
  const unread = found ? `mappings of ${found.name}` : 'custom domains of API Gateway';
  const failure = problems.find(({ subject }) => subject === unread)?.failure;
  if (failure) throw new AppError(failure.code, failure.message, { detail: failure.detail });
  return found ?? null;
}

async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
