'use client';

import { ContractLinks } from '@/components/console/contract/contract-links';
import { AuthorizerFacts } from '@/components/console/facts/authorizer-facts';
import { DisabledEndpoint, ipInWords } from '@/components/console/facts/endpoint-facts';
import { FactsPage } from '@/components/console/facts/facts-page';
import { Fact, Mono } from '@/components/console/facts/facts-section';
import type { FactsShown } from '@/components/console/facts/facts-shown';
import { GatewayAbout } from '@/components/console/facts/gateway-about';
import { IntegrationFacts } from '@/components/console/facts/integration-facts';
import { byPath, RoutesTable } from '@/components/console/facts/routes-table';
import { StageFacts } from '@/components/console/facts/stage-facts';
import { Tags } from '@/components/console/facts/tags';
import type { RestDetail, RestStage } from '@/lib/apis/rest/contract';
import { ModelFacts } from './model-facts';
import { PolicyFacts } from './policy-facts';
import { ResponseFacts } from './response-facts';
import { UsagePlanFacts } from './usage-plan-facts';

interface RestFactsProps extends FactsShown {
  detail: RestDetail;
}

/** Everything about one REST API. */
export function RestFacts({ detail, stage, hrefOf, summaryOf }: RestFactsProps) {
  const { api, problems } = detail;
  return (
    <FactsPage
      name={api.name}
      problems={problems}
      first={api.endpointDisabled ? <DisabledEndpoint status={403} /> : null}
    >
      <About detail={detail} stage={stage} />
      <StageFacts apiId={detail.api.id} stages={detail.stages} chosen={stage} more={moreOfStage} />
      <RoutesTable
        routes={[...detail.routes].sort(byPath)}
        integrations={detail.integrations}
        authorizers={detail.authorizers}
        {...{ hrefOf, summaryOf }}
      />
      <AuthorizerFacts authorizers={detail.authorizers} routes={detail.routes} />
      <UsagePlanFacts plans={detail.usagePlans} source={detail.keySource} />
      <PolicyFacts policy={detail.policy} isPrivate={detail.endpointTypes.includes('PRIVATE')} />
      <ModelFacts models={detail.models} routes={detail.routes} />
      <ResponseFacts responses={detail.responses} />
      <IntegrationFacts integrations={detail.integrations} />
      <Tags tags={api.tags} />
    </FactsPage>
  );
}

const ENDPOINTS: Record<string, string> = {
  REGIONAL: 'Regional',
  EDGE: 'Edge optimised, through CloudFront',
  PRIVATE: 'Private: it answers within its VPC alone',
};

function About({ detail, stage }: Pick<RestFactsProps, 'detail' | 'stage'>) {
  const { api } = detail;
  return (
    <GatewayAbout api={api} aside={<ContractLinks apiId={api.id} stages={detail.stages} chosen={stage} />}>
      <Fact name="Reached">{detail.endpointTypes.map((type) => ENDPOINTS[type] ?? type).join(', ')}</Fact>
      <Fact name="VPC endpoints">
        {detail.vpcEndpointIds.length > 0 ? <Mono>{detail.vpcEndpointIds.join(', ')}</Mono> : null}
      </Fact>
      <Fact name="IP addresses">{ipInWords(detail.ipAddressType)}</Fact>
      <Fact name="Binary types">
        {detail.binaryTypes.length > 0 ? (
          <>
            <Mono>{detail.binaryTypes.join(', ')}</Mono>
            <p className="text-faint text-xs">
              Answers come as bytes only where the first type of Accept is one of them.
            </p>
          </>
        ) : null}
      </Fact>
    </GatewayAbout>
  );
}

function moreOfStage({ canary, cacheSize, tracing, webAclArn, clientCertificateId }: RestStage) {
  return (
    <>
      <Fact name="Canary">{canary ? canaryInWords(canary) : null}</Fact>
      <Fact name="Cache">{cacheSize ? `On, ${cacheSize} GB` : null}</Fact>
      <Fact name="Tracing">{tracing ? 'X-Ray' : null}</Fact>
      <Fact name="Web ACL">{webAclArn ? <Mono>{webAclArn}</Mono> : null}</Fact>
      <Fact name="Client certificate">{clientCertificateId ? <Mono>{clientCertificateId}</Mono> : null}</Fact>
    </>
  );
}

function canaryInWords({ percent, deploymentId, variables }: NonNullable<RestStage['canary']>): string {
  const set = Object.entries(variables).map(([name, value]) => `${name} = ${value}`);
  const other = set.length > 0 ? `, with ${set.join(', ')}` : '';
  return `${percent} % of the requests go to deployment ${deploymentId ?? 'that is not known'}${other}`;
}
