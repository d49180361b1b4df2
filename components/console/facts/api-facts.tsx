'use client';

import { ContractLinks } from '@/components/console/contract/contract-links';
import type { HttpDetail } from '@/lib/apis/http/contract';
import { AuthorizerFacts } from './authorizer-facts';
import { corsInWords } from './cors-words';
import { DisabledEndpoint, ipInWords } from './endpoint-facts';
import { FactsPage } from './facts-page';
import { Fact, FactsSection } from './facts-section';
import type { FactsShown } from './facts-shown';
import { GatewayAbout } from './gateway-about';
import { IntegrationFacts } from './integration-facts';
import { byPath, RoutesTable } from './routes-table';
import { StageFacts } from './stage-facts';
import { Tags } from './tags';

interface ApiFactsProps extends FactsShown {
  detail: HttpDetail;
}

/** Everything about one HTTP API. */
export function ApiFacts({ detail, stage, hrefOf, summaryOf }: ApiFactsProps) {
  const { api, cors, problems } = detail;
  return (
    <FactsPage
      name={api.name}
      problems={problems}
      first={api.endpointDisabled ? <DisabledEndpoint status={404} /> : null}
    >
      <GatewayAbout api={api} aside={<ContractLinks apiId={api.id} stages={detail.stages} chosen={stage} />}>
        <Fact name="IP addresses">{ipInWords(detail.ipAddressType)}</Fact>
      </GatewayAbout>
      <StageFacts apiId={detail.api.id} stages={detail.stages} chosen={stage} />
      <RoutesTable
        routes={[...detail.routes].sort(byPath)}
        integrations={detail.integrations}
        authorizers={detail.authorizers}
        {...{ hrefOf, summaryOf }}
      />
      <AuthorizerFacts authorizers={detail.authorizers} routes={detail.routes} />
      <IntegrationFacts integrations={detail.integrations} />
      <FactsSection title="CORS">
        {cors ? (
          <ul className="list-disc space-y-0.5 pl-4">
            {corsInWords(cors).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : (
          <p className="text-muted">
            API Gateway adds no CORS headers, so pages of other origins can read an answer only if the integration sends
            them.
          </p>
        )}
      </FactsSection>
      <Tags tags={api.tags} />
    </FactsPage>
  );
}
