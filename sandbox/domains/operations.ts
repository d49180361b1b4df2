import type { Call, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import type { RestOperation } from '@/sandbox/control/rest-json';
import { domainsOf } from './deploy';
import type { DomainMapping, GatewayDomain } from './model';

/** How a list goes out in pages. */
type Paged = (call: Call, list: Output[], scope: string) => Output;

/** What API Gateway v2 tells of custom domains, those of version 1 included. */
export function domainOperations(paged: Paged): RestOperation[] {
  return [
    {
      path: ['domainnames'],
      name: 'GetDomainNames',
      run: (call) => paged(call, [...domainsOf(call.region).values()].map(shownDomain), 'domainnames'),
    },
    { path: ['domainnames', null], name: 'GetDomainName', run: (call, [name]) => shownDomain(existing(call, name)) },
    {
      path: ['domainnames', null, 'apimappings'],
      name: 'GetApiMappings',
      run: (call, [name]) => paged(call, existing(call, name).mappings.map(shownMapping), `${name} apimappings`),
    },
  ];
}

/** What API Gateway v1 tells of the same domains. */
export function restDomainOperations(paged: Paged): RestOperation[] {
  return [
    {
      path: ['domainnames'],
      name: 'GetDomainNames',
      run: (call) => paged(call, [...domainsOf(call.region).values()].map(shownRestDomain), 'domainnames'),
    },
    {
      path: ['domainnames', null, 'basepathmappings'],
      name: 'GetBasePathMappings',
      run: (call, [name]) => paged(call, existing(call, name).mappings.map(shownBasePath), `${name} basepathmappings`),
    },
  ];
}

function existing({ region }: Call, name = ''): GatewayDomain {
  const found = domainsOf(region).get(name.toLowerCase());
  if (!found) throw new AwsFailure('NotFoundException', 404, 'Invalid domain name identifier specified');
  return found;
}

function shownDomain(domain: GatewayDomain): Output {
  return {
    apiMappingSelectionExpression: '$request.basepath',
    domainName: domain.domainName,
    domainNameConfigurations: [
      {
        apiGatewayDomainName: domain.target,
        certificateArn: domain.certificateArn,
        certificateUploadDate: domain.createdDate,
        domainNameStatus: domain.status,
        endpointType: domain.endpointType,
        hostedZoneId: domain.hostedZoneId,
        ipAddressType: 'ipv4',
        securityPolicy: domain.securityPolicy,
      },
    ],
    mutualTlsAuthentication: domain.truststoreUri === undefined ? undefined : { truststoreUri: domain.truststoreUri },
    routingMode: domain.routingMode,
    tags: domain.tags,
  };
}

function shownRestDomain(domain: GatewayDomain): Output {
  const regional = domain.endpointType === 'REGIONAL';
  return {
    domainName: domain.domainName,
    [regional ? 'regionalCertificateArn' : 'certificateArn']: domain.certificateArn,
    [regional ? 'regionalDomainName' : 'distributionDomainName']: domain.target,
    [regional ? 'regionalHostedZoneId' : 'distributionHostedZoneId']: domain.hostedZoneId,
    endpointConfiguration: { types: [domain.endpointType], ipAddressType: 'ipv4' },
    domainNameStatus: domain.status,
    mutualTlsAuthentication: domain.truststoreUri === undefined ? undefined : { truststoreUri: domain.truststoreUri },
    routingMode: domain.routingMode,
    securityPolicy: domain.securityPolicy,
    tags: domain.tags,
  };
}

function shownBasePath({ apiId, stage, key }: DomainMapping): Output {
  return { basePath: key === '' ? '(none)' : key, restApiId: apiId, stage };
}

function shownMapping({ apiMappingId, apiId, stage, key }: DomainMapping): Output {
  return { apiId, apiMappingId, apiMappingKey: key, stage };
}
