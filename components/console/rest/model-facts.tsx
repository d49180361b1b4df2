import { FactsSection, Mono } from '@/components/console/facts/facts-section';
import { formatJson } from '@/components/console/viewer/format-json';
import type { GatewayModel } from '@/lib/apis/gateway/contract';
import type { RestRoute } from '@/lib/apis/rest/contract';

/** The shapes of bodies, and which methods ask for them. */
export function ModelFacts({ models, routes }: { models: readonly GatewayModel[]; routes: readonly RestRoute[] }) {
  return (
    <FactsSection title="Models" part="models" none={models.length === 0 ? 'It has none.' : null}>
      <ul className="space-y-2">
        {models.map((model) => (
          <li key={model.name} className="rounded-lg border border-line p-3">
            <details>
              <summary className="cursor-default">
                <span className="font-medium">{model.name}</span>
                <span className="ml-2 text-muted text-xs">{model.contentType}</span>
                {model.description ? <span className="ml-2 text-muted">{model.description}</span> : null}
                <span className="ml-2 text-faint text-xs">
                  <Mono>{askedBy(model.name, routes)}</Mono>
                </span>
              </summary>
              <pre className="mt-2 whitespace-pre-wrap break-words rounded bg-ground p-2 font-mono text-xs">
                {written(model.schema)}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function askedBy(name: string, routes: readonly RestRoute[]): string {
  return routes
    .filter(({ request }) => request.bodies.some(({ model }) => model === name))
    .map(({ key }) => key)
    .join(', ');
}

/** As it stands where it is no JSON. */
function written(schema: string | null): string {
  if (schema === null) return 'No schema';
  try {
    JSON.parse(schema);
    return formatJson(schema);
  } catch {
    return schema;
  }
}
