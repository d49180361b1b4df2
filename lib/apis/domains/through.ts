import 'server-only';
import { domainBase, type ResolvedBase } from '@/lib/apis/gateway/base';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { domainPlace, hostOf, liesBelow } from '@/lib/core/domain-path';
import { AppError } from '@/lib/core/error';
import type { CustomDomain, DomainMapping, Through } from './contract';
import { knownDomains } from './read';

/** What an address must lead to. */
export interface Leads {
  api: ApiRef;
  /** Null for AppSync. */
  stage: string | null;
}

/**
 * The address that a custom domain gives to a stage, `https://api.example.com/v1`, after AWS's own list says that it
 * leads there. Throws AppError where it does not.
 */
export async function addressThrough(aws: AwsClients, leads: Leads, through: Through): Promise<string> {
  return (await found(aws, leads, through)).address;
}

/** The base of a stage of API Gateway through a custom domain that leads to it, for a path that it gives to nothing else. */
export async function baseThrough(
  aws: AwsClients,
  leads: Leads & { path?: string | undefined },
  through: Through,
): Promise<ResolvedBase> {
  const { domain, address } = await found(aws, leads, through);
  const own = through.key === '' ? '' : `/${through.key}`;
  const others = domain.mappings
    .filter((mapping) => !leadsTo(mapping, leads))
    .map(({ key }) => `/${key}`)
    .filter((place) => place !== '/' && place.startsWith(`${own}/`));
  if (liesBelow(others, own + (leads.path ?? ''))) throw takenPath(domain.name);
  return { ...(await domainBase(aws, address)), others };
}

async function found(
  aws: AwsClients,
  leads: Leads,
  through: Through,
): Promise<{ domain: CustomDomain; address: string }> {
  const domain = (await lookUp(aws, leads, through, false)) ?? (await lookUp(aws, leads, through, true));
  const host = hostOf(through.domain, through.label);
  if (!domain || host === null) throw notThere(through, domain !== undefined);
  return { domain, address: `https://${domainPlace(host, through.key)}` };
}

async function lookUp(
  aws: AwsClients,
  leads: Leads,
  { domain, key, label }: Through,
  refresh: boolean,
): Promise<CustomDomain | undefined> {
  const { domains } = await knownDomains(aws, { refresh });
  // A name of its own goes before the wildcard.
  const host = hostOf(domain, label);
  if (host !== domain && domains.some(({ name }) => name === host)) return undefined;
  return domains.find(
    ({ name, mappings }) =>
      name === domain && mappings.some((mapping) => mapping.key === key && leadsTo(mapping, leads)),
  );
}

function leadsTo({ apiId, stage }: DomainMapping, leads: Leads): boolean {
  return apiId === leads.api.id && stage === leads.stage;
}

function takenPath(domain: string): AppError {
  return new AppError('invalid-input', `${domain} gives this path to another API or stage.`, {
    detail: { field: 'path', next: 'Change the path, or choose another address of the stage.' },
  });
}

function notThere({ domain, key }: Through, known: boolean): AppError {
  const place = domainPlace(domain, key);
  const message = known
    ? `${domain} is a wildcard. Say what stands for the asterisk.`
    : `${place} does not lead to this stage, or no longer.`;
  return new AppError('invalid-input', message, {
    detail: { field: 'through', next: 'Choose another address of the stage.' },
  });
}
