import 'server-only';
import { allRestItems } from '@/lib/apis/gateway/rest-pages';
import type { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import type { BasePathMapping, RestDomainName } from '@/lib/aws/shapes';
import { longestFirst } from '@/lib/core/domain-path';
import type { CustomDomain, DomainMapping } from './contract';
import { gone } from './gone';

/**
 * Of private domains version 1 of API Gateway alone tells, and at some emulators of all that were made by it. Those
 * among `known` version 2 has told of.
 */
export async function version1Domains(
  aws: AwsClients,
  { parts, known, signal }: { parts: Parts; known: readonly CustomDomain[]; signal: AbortSignal },
): Promise<CustomDomain[]> {
  const v1 = aws.apigateway;
  const options = { abortSignal: signal };
  const told = new Set(known.map(({ name }) => name));
  const domains = await allRestItems('GetDomainNames', (page) => v1.getDomainNames(page, options));
  return Promise.all(
    domains.flatMap((domain) => {
      const { domainName = '', domainNameId } = domain;
      if (domainName === '' || told.has(domainName.toLowerCase())) return [];
      const asked = { domainName, ...(domainNameId ? { domainNameId } : {}) };
      const mappings = allRestItems('GetBasePathMappings', (page) =>
        v1.getBasePathMappings({ ...asked, ...page }, options),
      );
      return [parts.list(`mappings of ${domainName}`, gone(mappings)).then((all) => toDomain(domain, all))];
    }),
  );
}

function toDomain(domain: RestDomainName, mappings: BasePathMapping[]): CustomDomain {
  return {
    name: (domain.domainName ?? '').toLowerCase(),
    service: 'apigateway',
    status: domain.domainNameStatus ?? null,
    statusMessage: domain.domainNameStatusMessage ?? null,
    endpointType: domain.endpointConfiguration?.types?.[0] ?? null,
    securityPolicy: domain.securityPolicy ?? null,
    mutualTls: domain.mutualTlsAuthentication?.truststoreUri !== undefined,
    routingMode: domain.routingMode ?? null,
    certificateArn: domain.regionalCertificateArn ?? domain.certificateArn ?? null,
    target: domain.regionalDomainName ?? domain.distributionDomainName ?? null,
    mappings: mappings.flatMap(toMapping).sort(longestFirst),
  };
}

/** The root is called `(none)`. */
function toMapping({ basePath = '(none)', restApiId, stage }: BasePathMapping): DomainMapping[] {
  return restApiId ? [{ key: basePath === '(none)' ? '' : basePath, apiId: restApiId, stage: stage ?? null }] : [];
}
