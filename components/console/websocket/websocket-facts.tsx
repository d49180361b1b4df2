import { AuthorizerFacts } from '@/components/console/facts/authorizer-facts';
import { FactsPage } from '@/components/console/facts/facts-page';
import { Fact, Mono } from '@/components/console/facts/facts-section';
import { GatewayAbout } from '@/components/console/facts/gateway-about';
import { IntegrationFacts } from '@/components/console/facts/integration-facts';
import { RoutesTable } from '@/components/console/facts/routes-table';
import { StageFacts } from '@/components/console/facts/stage-facts';
import { Tags } from '@/components/console/facts/tags';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import type { WebSocketDetail } from '@/lib/apis/websocket/contract';

interface WebSocketFactsProps {
  detail: WebSocketDetail;
  stage: string | null;
  hrefOf: (route: GatewayRoute) => string;
}

/** Everything about one WebSocket API. */
export function WebSocketFacts({ detail, stage, hrefOf }: WebSocketFactsProps) {
  const { api, problems, routes } = detail;
  const answering = routes.filter(({ twoWay }) => twoWay).map(({ key }) => key);
  const keyed = routes.filter(({ apiKeyRequired }) => apiKeyRequired).map(({ key }) => key);
  return (
    <FactsPage name={api.name} problems={problems}>
      <GatewayAbout api={api}>
        <Fact name="Route selection">
          <Mono>{detail.routeSelectionExpression}</Mono>
        </Fact>
        <Fact name="Answers on the session">{answering.length > 0 ? <Mono>{answering.join(', ')}</Mono> : null}</Fact>
        <Fact name="API key">
          {keyed.length > 0 ? (
            <>
              asked at <Mono>{keyed.join(', ')}</Mono>, read from <Mono>{detail.apiKeySelectionExpression}</Mono>
            </>
          ) : null}
        </Fact>
      </GatewayAbout>
      <StageFacts apiId={detail.api.id} stages={detail.stages} chosen={stage} />
      <RoutesTable
        routes={routes}
        integrations={detail.integrations}
        authorizers={detail.authorizers}
        hrefOf={hrefOf}
      />
      <AuthorizerFacts authorizers={detail.authorizers} routes={routes} />
      <IntegrationFacts integrations={detail.integrations} />
      <Tags tags={api.tags} />
    </FactsPage>
  );
}
