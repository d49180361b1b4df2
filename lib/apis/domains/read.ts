import 'server-only';
import { appSyncItems } from '@/lib/apis/appsync-base/pages';
import { allItems } from '@/lib/apis/gateway/pages';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiMapping, DomainName } from '@/lib/aws/shapes';
import { longestFirst } from '@/lib/core/domain-path';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import type { CustomDomain, DomainMapping, Domains } from './contract';
import { gone } from './gone';
import { version1Domains } from './version1';

/** A list that is older is read again. */
const FRESH_MS = 60_000;

const lists = processWide('custom-domains', () => new Map<string, { at: number; read: Promise<Domains> }>());

/** All custom domains of the account and region, remembered for a minute; whoever asks meanwhile gets the same. */
export function knownDomains(aws: AwsClients, options: { refresh: boolean }): Promise<Domains> {
  const key = accountKey(aws.account);
  const known = lists.get(key);
  if (known && !options.refresh && Date.now() - known.at < FRESH_MS) return known.read;
  // Others may wait for it too: nobody's going away ends it.
  const read = readDomains(aws, new AbortController().signal);
  lists.set(key, { at: Date.now(), read });
  read.catch(() => lists.delete(key));
  return read;
}

/** One call for each list and one for each domain: of API Gateway in both its versions, and of AppSync. */
export async function readDomains(aws: AwsClients, signal: AbortSignal): Promise<Domains> {
  const parts = new Parts();
  const [gateway, appSync] = await Promise.all([
    gatewayDomains(aws, parts, signal),
    parts.list('custom domains of AppSync', appSyncDomains(aws, parts, signal)),
  ]);
  return { domains: [...gateway, ...appSync], problems: parts.problems };
}

async function gatewayDomains(aws: AwsClients, parts: Parts, signal: AbortSignal): Promise<CustomDomain[]> {
  const known = await parts.list('custom domains of API Gateway', version2Domains(aws, parts, signal));
  const asked = { parts, known, signal };
  return [...known, ...(await parts.list('private custom domains of API Gateway', version1Domains(aws, asked)))];
}

async function version2Domains(aws: AwsClients, parts: Parts, signal: AbortSignal): Promise<CustomDomain[]> {
  const v2 = aws.apigatewayv2;
  const options = { abortSignal: signal };
  const domains = await allItems('GetDomainNames', (page) => v2.getDomainNames(page, options));
  const named = domains.filter(({ DomainName: name }) => name);
  return Promise.all(
    named.map(async (domain) => {
      const name = domain.DomainName ?? '';
      const mappings = allItems('GetApiMappings', (page) => v2.getApiMappings({ DomainName: name, ...page }, options));
      return toDomain(domain, await parts.list(`mappings of ${name}`, gone(mappings)));
    }),
  );
}

function toDomain(domain: DomainName, mappings: ApiMapping[]): CustomDomain {
  const [configuration] = domain.DomainNameConfigurations ?? [];
  return {
    name: (domain.DomainName ?? '').toLowerCase(),
    service: 'apigateway',
    status: configuration?.DomainNameStatus ?? null,
    statusMessage: configuration?.DomainNameStatusMessage ?? null,
    endpointType: configuration?.EndpointType ?? null,
    securityPolicy: configuration?.SecurityPolicy ?? null,
    mutualTls: domain.MutualTlsAuthentication?.TruststoreUri !== undefined,
    routingMode: domain.RoutingMode ?? null,
    certificateArn: configuration?.CertificateArn ?? null,
    target: configuration?.ApiGatewayDomainName ?? null,
    mappings: mappings.flatMap(toMapping).sort(longestFirst),
  };
}

function toMapping({ ApiId, Stage, ApiMappingKey }: ApiMapping): DomainMapping[] {
  return ApiId ? [{ key: ApiMappingKey ?? '', apiId: ApiId, stage: Stage ?? null }] : [];
}

async function appSyncDomains(aws: AwsClients, parts: Parts, signal: AbortSignal): Promise<CustomDomain[]> {
  const ask = (page: object) => aws.appsync.listDomainNames(page, { abortSignal: signal });
  const domains = await appSyncItems('ListDomainNames', 'domainNameConfigs', ask);
  return Promise.all(
    domains.flatMap(({ domainName: name, certificateArn, appsyncDomainName }) => {
      if (!name) return [];
      const association = aws.appsync.getApiAssociation({ domainName: name }, { abortSignal: signal });
      const read = parts.list(
        `association of ${name}`,
        gone(association.then((answer) => [answer.apiAssociation ?? {}])),
      );
      return [
        read.then(
          ([one]): CustomDomain => ({
            name: name.toLowerCase(),
            service: 'appsync',
            status: one?.associationStatus ?? null,
            statusMessage: one?.deploymentDetail ?? null,
            endpointType: null,
            securityPolicy: null,
            mutualTls: false,
            routingMode: null,
            certificateArn: certificateArn ?? null,
            target: appsyncDomainName ?? null,
            mappings: one?.apiId ? [{ key: '', apiId: one.apiId, stage: null }] : [],
          }),
        ),
      ];
    }),
  );
}
