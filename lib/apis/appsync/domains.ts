import 'server-only';
import { appSyncItems } from '@/lib/apis/appsync-base/pages';
import type { AwsClients } from '@/lib/aws/clients';
import { AppError } from '@/lib/core/error';
import type { AppSyncDetail } from './contract';

/** The custom domains that lead to an API. AppSync tells it only of each domain, of which an account has 25 at most. */
export async function readDomains(
  aws: AwsClients,
  apiId: string,
  signal: AbortSignal,
): Promise<AppSyncDetail['domains']> {
  const ask = (page: object) => aws.appsync.listDomainNames(page, { abortSignal: signal });
  const names = await appSyncItems('ListDomainNames', 'domainNameConfigs', ask);
  const associations = await Promise.all(
    names.flatMap(({ domainName }) => (domainName ? [associationOf(aws, domainName, signal)] : [])),
  );
  return associations.flatMap((one) => (one.apiId === apiId ? [{ name: one.name, status: one.status }] : []));
}

async function associationOf(aws: AwsClients, name: string, signal: AbortSignal) {
  try {
    const answer = await aws.appsync.getApiAssociation({ domainName: name }, { abortSignal: signal });
    const { apiId, associationStatus } = answer.apiAssociation ?? {};
    return { name, apiId: apiId ?? null, status: associationStatus ?? null };
  } catch (error) {
    // A domain without an API.
    if (error instanceof AppError && error.code === 'not-found') return { name, apiId: null, status: null };
    throw error;
  }
}
