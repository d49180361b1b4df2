import { Fact, FactList, FactsSection, Mono } from '@/components/console/facts/facts-section';
import type { GatewayResponse } from '@/lib/apis/rest/contract';

/** Answers of the gateway itself that were changed: its refusals look like this. */
export function ResponseFacts({ responses }: { responses: readonly GatewayResponse[] }) {
  return (
    <FactsSection
      title="Gateway responses"
      part="gateway responses"
      none={responses.length === 0 ? 'It refuses in API Gateway’s own words.' : null}
    >
      <ul className="space-y-3">
        {responses.map(({ type, statusCode, headers, templates }) => (
          <li key={type} className="rounded-lg border border-line p-3">
            <h3 className="mb-2 font-medium font-mono text-xs">{type}</h3>
            <FactList>
              <Fact name="Status">{statusCode}</Fact>
              <Fact name="Headers">
                {headers.length > 0
                  ? headers.map(([name, value]) => <Line key={name} name={name} value={value} />)
                  : null}
              </Fact>
              <Fact name="Body">
                {templates.length > 0
                  ? templates.map(([name, value]) => <Line key={name} name={name} value={value} />)
                  : null}
              </Fact>
            </FactList>
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <span className="block">
      <Mono>
        {name}: {value}
      </Mono>
    </span>
  );
}
