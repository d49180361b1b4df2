import type { Region } from '@/sandbox/model';
import { idOf } from '@/sandbox/template/ids';
import { defined, listOf, objectOf, textOf, textsOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import type { GatewayDomain } from './model';

const DAY_MS = 86_400_000;
/** What ACM gives. */
const USUAL_DAYS = 395;
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';
const REGIONAL_ZONE = 'Z1UJRXOUMOOFQ8';

export function domainsOf(region: Region): NonNullable<Region['domains']> {
  region.domains ??= new Map();
  return region.domains;
}

/** `AWS::CertificateManager::Certificate`. The tag `sandbox-days-left` makes one that is about to expire, or has. */
export function deployCertificate({ physicalId, properties, region }: Placed): void {
  region.certificates ??= new Map();
  const left = Number(tagsOf(properties.Tags)['sandbox-days-left'] ?? USUAL_DAYS);
  const notAfter = Date.now() + left * DAY_MS;
  const domainName = textOf(properties.DomainName) ?? '';
  region.certificates.set(physicalId, {
    arn: physicalId,
    domainName,
    alternativeNames: [domainName, ...textsOf(properties.SubjectAlternativeNames)],
    status: left > 0 ? 'ISSUED' : 'EXPIRED',
    notBefore: new Date(notAfter - USUAL_DAYS * DAY_MS).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
  });
}

/** `AWS::ApiGatewayV2::DomainName` */
export function deployDomain(placed: Placed): void {
  const { properties } = placed;
  const configuration = objectOf(listOf(properties.DomainNameConfigurations)[0]);
  const mutual = objectOf(properties.MutualTlsAuthentication);
  put(placed, {
    certificateArn: textOf(configuration.CertificateArn),
    endpointType: textOf(configuration.EndpointType),
    securityPolicy: textOf(configuration.SecurityPolicy),
    truststoreUri: textOf(mutual.TruststoreUri),
    routingMode: textOf(properties.RoutingMode),
  });
}

/** `AWS::ApiGateway::DomainName`, of version 1. */
export function deployRestDomain(placed: Placed): void {
  const { properties } = placed;
  const types = textsOf(objectOf(properties.EndpointConfiguration).Types);
  put(placed, {
    certificateArn: textOf(properties.RegionalCertificateArn) ?? textOf(properties.CertificateArn),
    endpointType: types[0] ?? 'EDGE',
    securityPolicy: textOf(properties.SecurityPolicy),
    truststoreUri: textOf(objectOf(properties.MutualTlsAuthentication).TruststoreUri),
    routingMode: textOf(properties.RoutingMode),
  });
}

/** `AWS::ApiGatewayV2::ApiMapping` */
export function deployApiMapping({ properties, physicalId, region }: Placed): void {
  domainsOf(region)
    .get((textOf(properties.DomainName) ?? '').toLowerCase())
    ?.mappings.push({
      apiMappingId: physicalId,
      apiId: textOf(properties.ApiId) ?? '',
      stage: textOf(properties.Stage) ?? '',
      key: textOf(properties.ApiMappingKey) ?? '',
    });
}

/** `AWS::ApiGateway::BasePathMapping` */
export function deployBasePathMapping({ properties, physicalId, region }: Placed): void {
  domainsOf(region)
    .get((textOf(properties.DomainName) ?? '').toLowerCase())
    ?.mappings.push({
      apiMappingId: idOf(6, physicalId),
      apiId: textOf(properties.RestApiId) ?? '',
      stage: textOf(properties.Stage) ?? '',
      key: textOf(properties.BasePath) ?? '',
    });
}

interface Given {
  certificateArn: string | undefined;
  endpointType: string | undefined;
  securityPolicy: string | undefined;
  truststoreUri: string | undefined;
  routingMode: string | undefined;
}

function put({ properties, physicalId, region, stack, at }: Placed, given: Given): void {
  const domainName = (textOf(properties.DomainName) ?? physicalId).toLowerCase();
  const edge = given.endpointType === 'EDGE';
  const domain: GatewayDomain = {
    domainName,
    endpointType: edge ? 'EDGE' : 'REGIONAL',
    securityPolicy: given.securityPolicy ?? 'TLS_1_2',
    status: 'AVAILABLE',
    target: domainTarget(domainName, region.name, edge),
    hostedZoneId: edge ? CLOUDFRONT_ZONE : REGIONAL_ZONE,
    routingMode: given.routingMode ?? 'API_MAPPING_ONLY',
    createdDate: at,
    tags: { ...stack.tags, ...tagsOf(properties.Tags) },
    mappings: [],
    ...defined({ certificateArn: given.certificateArn, truststoreUri: given.truststoreUri }),
  };
  domainsOf(region).set(domainName, domain);
}

/** The name that DNS is to lead a custom domain to. */
export function domainTarget(domainName: string, region: string, edge: boolean): string {
  const id = idOf(edge ? 14 : 10, domainName);
  return edge ? `d${id}.cloudfront.net` : `d-${id}.execute-api.${region}.amazonaws.com`;
}
