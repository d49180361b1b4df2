import 'server-only';
import { domainBase, type ResolvedBase } from '@/lib/apis/gateway/base';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef } from '@/lib/core/api';
import { domainPlace, hostOf } from '@/lib/core/domain-path';
import { AppError } from '@/lib/core/error';
import type { CustomDomain, Through } from './contract';
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
  const found = (await lookUp(aws, leads, through, false)) ?? (await lookUp(aws, leads, through, true));
  const host = hostOf(through.domain, through.label);
  if (!found || host === null) throw notThere(through, found !== undefined);
  return `https://${domainPlace(host, through.key)}`;
}

/** The base of a stage of API Gateway through a custom domain that leads to it. */
export async function baseThrough(aws: AwsClients, leads: Leads, through: Through): Promise<ResolvedBase> {
  return domainBase(aws, await addressThrough(aws, leads, through));
}

async function lookUp(
  aws: AwsClients,
  { api, stage }: Leads,
  { domain, key }: Through,
  refresh: boolean,
): Promise<CustomDomain | undefined> {
  const { domains } = await knownDomains(aws, { refresh });
  return domains.find(
    ({ name, mappings }) =>
      name === domain &&
      mappings.some((mapping) => mapping.key === key && mapping.apiId === api.id && mapping.stage === stage),
  );
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
