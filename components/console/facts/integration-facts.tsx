import { Badge } from '@/components/ui/badge';
import type { GatewayIntegration } from '@/lib/apis/gateway/contract';
import { Fact, FactList, FactsSection, Mono } from './facts-section';

/** What does the work behind the routes. */
export function IntegrationFacts({ integrations }: { integrations: readonly GatewayIntegration[] }) {
  return (
    <FactsSection title="Integrations" part="integrations" none={integrations.length === 0 ? 'It has none.' : null}>
      <ul className="space-y-3">
        {integrations.map((integration) => (
          <li key={integration.id} className="rounded-lg border border-line p-3">
            <div className="mb-2 flex flex-wrap items-center gap-2">
              <h3 className="break-all font-medium font-mono text-xs">{integration.label}</h3>
              <Badge mono>{integration.type}</Badge>
            </div>
            <Integration integration={integration} />
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function Integration({ integration }: { integration: GatewayIntegration }) {
  const { id, lambda, subtype, uri, method, timeoutMillis } = integration;
  return (
    <FactList>
      <Fact name="Function">{lambda ? <Mono>{functionName(lambda)}</Mono> : null}</Fact>
      <Fact name="Action">{subtype ? <Mono>{subtype}</Mono> : null}</Fact>
      <Fact name="URI">{uri && !lambda ? <Mono>{uri}</Mono> : null}</Fact>
      <Fact name="Method">{lambda ? null : method}</Fact>
      <Fact name="Payload format">{integration.payloadFormatVersion}</Fact>
      <Fact name="Time limit">{timeoutMillis === null ? null : `${timeoutMillis / 1000} seconds`}</Fact>
      <Fact name="Connection">{integration.connectionType === 'VPC_LINK' ? 'Through a VPC link' : null}</Fact>
      <Fact name="Answers">{integration.streams ? 'Streamed as they come, for 15 minutes at most' : null}</Fact>
      <Fact name="Id">{id.includes(' ') ? null : <Mono>{id}</Mono>}</Fact>
    </FactList>
  );
}

function functionName({ name, qualifier, arn }: NonNullable<GatewayIntegration['lambda']>): string {
  return arn ?? (qualifier ? `${name}:${qualifier}` : name);
}
