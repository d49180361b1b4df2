'use client';

import { FactsSection } from '@/components/console/facts/facts-section';
import { RouteKey } from '@/components/console/facts/route-key';
import { Badge } from '@/components/ui/badge';
import { type ChangedRoute, type Comparison, type Differs, isSame } from '@/lib/core/openapi/compare';
import type { ContractRoute } from '@/lib/core/openapi/routes';

interface CompareOutcomeProps {
  comparison: Comparison;
  /** What the two are called: "notes, stage v2". */
  here: string;
  there: string;
}

/** What one has and the other not, and what is another. */
export function CompareOutcome({ comparison, here, there }: CompareOutcomeProps) {
  const { onlyHere, onlyThere, changed, authorizers, same, renamed } = comparison;
  const routes = changed.flatMap((route) => route.differs.map((differs) => lineOf(route, differs)));
  const asked = authorizers.flatMap(({ name, settings }) =>
    settings.map((one) => ({ id: `${name} ${one.name}`, what: one.name, name, here: one.here, there: one.there })),
  );
  return (
    <>
      <p role="status" className="font-medium">
        {headline(comparison)}
      </p>
      {onlyHere.length > 0 ? <RouteList title={`Only in ${here}`} routes={onlyHere} /> : null}
      {onlyThere.length > 0 ? <RouteList title={`Only in ${there}`} routes={onlyThere} /> : null}
      {routes.length > 0 ? (
        <Differences title="Different routes" first="Route" {...{ here, there }} lines={routes} />
      ) : null}
      {asked.length > 0 ? (
        <Differences title="Different authorizers" first="Authorizer" {...{ here, there }} lines={asked} />
      ) : null}
      {same > 0 && !isSame(comparison) ? <p className="text-muted">{routesInWords(same)} the same.</p> : null}
      {renamed > 0 ? (
        <p className="text-muted">
          {renamed === 1 ? 'One of them leads' : `${renamed} of them lead`} to functions whose names differ by the name
          of the stack alone.
        </p>
      ) : null}
    </>
  );
}

function headline(comparison: Comparison): string {
  if (isSame(comparison)) {
    return comparison.same === 0
      ? 'No difference: neither has a route.'
      : `No difference: ${routesInWords(comparison.same)} the same.`;
  }
  const { onlyHere, onlyThere, changed, authorizers } = comparison;
  const count = onlyHere.length + onlyThere.length + changed.length + authorizers.length;
  return count === 1 ? 'One difference' : `${count} differences`;
}

function routesInWords(count: number): string {
  return count === 1 ? 'one route is' : `${count} routes are`;
}

function RouteList({ title, routes }: { title: string; routes: readonly ContractRoute[] }) {
  return (
    <FactsSection title={title} aside={<span className="text-muted">{routes.length}</span>}>
      <ul className="divide-y divide-line border-line border-y">
        {routes.map((route) => (
          <li key={route.key} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-1.5">
            <RouteKey route={route} />
            <span className="ml-auto break-all font-mono text-muted text-xs">{route.integration?.label ?? 'None'}</span>
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

interface DifferenceLine {
  id: string;
  /** Which part is another: "scopes". */
  what: string;
  route?: ContractRoute;
  name?: string;
  here: string | null;
  there: string | null;
}

interface DifferencesProps extends Pick<CompareOutcomeProps, 'here' | 'there'> {
  title: string;
  first: string;
  lines: readonly DifferenceLine[];
}

function Differences({ title, first, here, there, lines }: DifferencesProps) {
  return (
    <FactsSection title={title}>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[36rem] border-collapse text-left">
          <thead className="text-muted">
            <tr className="border-line border-b">
              <th className="py-1.5 pr-4 font-normal">{first}</th>
              <th className="py-1.5 pr-4 font-normal">Differs in</th>
              <th className="py-1.5 pr-4 font-normal">{here}</th>
              <th className="py-1.5 font-normal">{there}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id} className="border-line border-b align-top">
                <td className="py-1.5 pr-4">{line.route ? <RouteKey route={line.route} /> : line.name}</td>
                <td className="py-1.5 pr-4">
                  <Badge>{line.what}</Badge>
                </td>
                <td className="break-words py-1.5 pr-4 font-mono text-xs">{line.here ?? 'None'}</td>
                <td className="break-words py-1.5 font-mono text-xs">{line.there ?? 'None'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </FactsSection>
  );
}

function lineOf({ key, here, there }: ChangedRoute, differs: Differs): DifferenceLine {
  const [mine, other] =
    differs === 'integration' ? integrationsInWords(here, there) : [here, there].map(wordsOf(differs));
  return { id: `${key} ${differs}`, what: differs, route: here, here: mine ?? null, there: other ?? null };
}

function wordsOf(differs: Exclude<Differs, 'integration'>): (route: ContractRoute) => string {
  if (differs === 'authorizer') return ({ authorizer }) => authorizer ?? 'Open';
  if (differs === 'API key') return ({ apiKey }) => (apiKey ? 'Asked for' : 'Not asked for');
  return ({ scopes }) => scopes.join(', ') || 'None';
}

/** Where they lead, and those settings that are not the same. */
function integrationsInWords(here: ContractRoute, there: ContractRoute): string[] {
  const names = new Set([here, there].flatMap(({ integration }) => Object.keys(integration?.settings ?? {})));
  const unlike = [...names].filter((name) => here.integration?.settings[name] !== there.integration?.settings[name]);
  return [here, there].map(({ integration }) => {
    if (!integration) return 'None';
    const settings = unlike.map((name) => `${name} ${integration.settings[name] ?? 'none'}`);
    return [integration.label, ...settings].join(', ');
  });
}
