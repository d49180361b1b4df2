import 'server-only';
import { allItems } from '@/lib/apis/gateway/pages';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import { AppError, toFailure } from '@/lib/core/error';
import { isForbidden } from '@/lib/egress/address';
import { resolveHost } from '@/lib/egress/resolve';
import type { CustomDomain, DomainFacts } from './contract';

/** Opens the same account in another region: the certificate of an edge domain is in us-east-1. */
export type InRegion = (region: string) => Pick<AwsClients, 'acm'>;

interface Asking {
  aws: AwsClients;
  inRegion: InRegion;
  signal: AbortSignal;
}

/** What is found out of each domain, in the order in which it is known: certificate, DNS, and where its mappings lead. */
export async function* domainFacts(domains: readonly CustomDomain[], asking: Asking): AsyncGenerator<DomainFacts> {
  const stages = new StageLists(asking);
  const waiting = new Map(
    domains.map((domain) => [
      domain.name,
      factsOf(domain, stages, asking).then((facts) => ({ name: domain.name, facts })),
    ]),
  );
  while (waiting.size > 0) {
    const { name, facts } = await Promise.race(waiting.values());
    waiting.delete(name);
    yield facts;
  }
}

async function factsOf(domain: CustomDomain, stages: StageLists, asking: Asking): Promise<DomainFacts> {
  const [certificate, dns, dead] = await Promise.all([
    certificateOf(domain, asking),
    dnsOf(domain, asking),
    deadMappings(domain, stages),
  ]);
  return { name: domain.name, certificate, dns, dead };
}

async function certificateOf(
  { certificateArn: arn }: CustomDomain,
  { inRegion, signal }: Asking,
): Promise<DomainFacts['certificate']> {
  const region = /^arn:[^:]+:acm:([^:]+):/.exec(arn ?? '')?.[1];
  if (arn === null || region === undefined) return { type: 'none' };
  try {
    const { acm } = inRegion(region);
    const { Certificate: read } = await acm.describeCertificate({ CertificateArn: arn }, { abortSignal: signal });
    const expiresAt = read?.NotAfter instanceof Date ? read.NotAfter.toISOString() : null;
    return { type: 'read', status: read?.Status ?? null, expiresAt, names: read?.SubjectAlternativeNames ?? [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { type: 'failed', failure: toFailure(error) };
  }
}

async function dnsOf({ name, target, service }: CustomDomain, { aws }: Asking): Promise<DomainFacts['dns']> {
  if (name.startsWith('*.')) return { type: 'wildcard' };
  const own = await resolveHost(name);
  if ('message' in own) return { type: 'unresolved', message: own.message };
  const { addresses } = own;
  if (addresses.every((address) => /^(127\.|::1$)/.test(address)))
    return { type: 'resolved', addresses, leads: 'loopback' };
  const emulator = isEmulator(await (service === 'appsync' ? aws.appSyncEndpoint() : aws.endpoint()));
  const aim = target === null || emulator ? null : await resolveHost(target);
  if (aim === null || 'message' in aim) return { type: 'resolved', addresses, leads: 'unknown' };
  // The addresses behind CloudFront and API Gateway change with each question: a common network is what can be seen.
  const networks = new Set(aim.addresses.map(network));
  const meets = addresses.some((address) => networks.has(network(address)) && !isForbidden(address));
  return { type: 'resolved', addresses, leads: meets ? 'target' : 'elsewhere' };
}

function network(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 3).join(':') : address.split('.').slice(0, 2).join('.');
}

async function deadMappings({ mappings }: CustomDomain, stages: StageLists): Promise<Record<string, string>> {
  const found = await Promise.all(
    mappings.map(async ({ key, apiId, stage }): Promise<[string, string][]> => {
      if (stage === null) return [];
      const known = await stages.of(apiId);
      if (known === 'unknown' || (known !== 'gone' && known.has(stage))) return [];
      return [[key, known === 'gone' ? 'The API no longer exists here.' : `The API has no stage ${stage}.`]];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** The stages of APIs that mappings name, each API asked once, whichever version of API Gateway it is of. */
class StageLists {
  readonly #asking: Asking;
  readonly #known = new Map<string, Promise<Set<string> | 'gone' | 'unknown'>>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  of(apiId: string): Promise<Set<string> | 'gone' | 'unknown'> {
    const known = this.#known.get(apiId) ?? this.#read(apiId);
    this.#known.set(apiId, known);
    return known;
  }

  async #read(apiId: string): Promise<Set<string> | 'gone' | 'unknown'> {
    const v2 = await reading(this.#ofSecond(apiId));
    return v2 === 'gone' ? reading(this.#ofFirst(apiId)) : v2;
  }

  async #ofSecond(apiId: string): Promise<Set<string>> {
    const { aws, signal } = this.#asking;
    const ask = (page: object) => aws.apigatewayv2.getStages({ ApiId: apiId, ...page }, { abortSignal: signal });
    return new Set((await allItems('GetStages', ask)).map(({ StageName }) => StageName ?? ''));
  }

  async #ofFirst(apiId: string): Promise<Set<string>> {
    const { aws, signal } = this.#asking;
    const { item = [] } = await aws.apigateway.getStages({ restApiId: apiId }, { abortSignal: signal });
    return new Set(item.map(({ stageName }) => stageName ?? ''));
  }
}

async function reading(read: Promise<Set<string>>): Promise<Set<string> | 'gone' | 'unknown'> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'not-found' ? 'gone' : 'unknown';
  }
}
