import { idOf } from '@/sandbox/template/ids';
import { defined, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import { graphqlOf, lastPart } from './directory';

/** The zone of every CloudFront distribution, which is what stands before a custom domain. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** `AWS::AppSync::DomainName` */
export function deployDomainName({ properties, physicalId, stack, region, account }: Placed): void {
  const domainName = textOf(properties.DomainName) ?? physicalId;
  graphqlOf(region).domains.set(domainName, {
    domainName,
    domainNameArn: `arn:aws:appsync:${region.name}:${account}:domainnames/${domainName}`,
    certificateArn: textOf(properties.CertificateArn) ?? '',
    appsyncDomainName: `${idOf(14, domainName)}.cloudfront.net`,
    hostedZoneId: CLOUDFRONT_ZONE,
    tags: { ...stack.tags, ...tagsOf(properties.Tags) },
    ...defined({ description: textOf(properties.Description) }),
  });
}

/** `AWS::AppSync::DomainNameApiAssociation`: the one API that a domain leads to. */
export function deployDomainAssociation({ properties, region }: Placed): void {
  const domain = graphqlOf(region).domains.get(textOf(properties.DomainName) ?? '');
  if (domain) domain.apiId = lastPart(textOf(properties.ApiId) ?? '');
}
