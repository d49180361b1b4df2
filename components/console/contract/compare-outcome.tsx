'use client';

import { clsx } from 'clsx';
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
    settings.map((one) => ({
      id: `${name} ${one.name}`,
      what: one.name,
      name,
      here: listed(one.here),
      there: listed(one.there),
    })),
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
      <p className="text-muted">
        {same > 0 && !isSame(comparison) ? `${capital(routesInWords(same))} the same. ` : null}
        {renamed > 0 ? renamedInWords(renamed, same) : null}
      </p>
    </>
  );
}

function listed(value: string | null): string[] {
  return value === null ? [] : [value];
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

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function renamedInWords(renamed: number, same: number): string {
  const which = same === 1 ? 'It leads to a function' : renamed === same ? 'All of them lead to functions' : null;
  const some = renamed === 1 ? 'One of them leads to a function' : `${renamed} of them lead to functions`;
  const whose = same === 1 || renamed === 1 ? 'name differs' : 'names differ';
  return `${which ?? some} whose ${whose} by the name of the stack alone.`;
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
  /** A line each; none where there is nothing. */
  here: readonly string[];
  there: readonly string[];
}

interface DifferencesProps extends Pick<CompareOutcomeProps, 'here' | 'there'> {
  title: string;
  first: string;
  lines: readonly DifferenceLine[];
}

const COLUMNS = '@2xl:grid @2xl:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,5fr)] @2xl:gap-x-4';

/** Side by side, and where there is no room for that below each other, each under its name. */
function Differences({ title, first, here, there, lines }: DifferencesProps) {
  return (
    <FactsSection title={title}>
      <div className="@container">
        <div aria-hidden="true" className={clsx('hidden border-line border-b py-1.5 text-muted', COLUMNS)}>
          <span>{first}</span>
          <span>{here}</span>
          <span>{there}</span>
        </div>
        <ul className="divide-y divide-line border-line border-y @2xl:border-t-0">
          {lines.map((line) => (
            <li key={line.id} className={clsx('space-y-1.5 py-2 @2xl:space-y-0', COLUMNS)}>
              <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                {line.route ? <RouteKey route={line.route} /> : <span className="break-all">{line.name}</span>}
                <Badge>{line.what}</Badge>
              </div>
              <Side name={here} lines={line.here} />
              <Side name={there} lines={line.there} />
            </li>
          ))}
        </ul>
      </div>
    </FactsSection>
  );
}

function Side({ name, lines }: { name: string; lines: readonly string[] }) {
  return (
    <div>
      <p className="text-muted text-xs @2xl:sr-only">{name}</p>
      {(lines.length > 0 ? lines : ['None']).map((line) => (
        <p key={line} className="break-words font-mono text-xs leading-5">
          {line}
        </p>
      ))}
    </div>
  );
}

function lineOf({ key, here, there }: ChangedRoute, differs: Differs): DifferenceLine {
  const [mine = [], other = []] =
    differs === 'integration' ? integrationsInWords(here, there) : [here, there].map(wordsOf(differs));
  return { id: `${key} ${differs}`, what: differs, route: here, here: mine, there: other };
}

function wordsOf(differs: Exclude<Differs, 'integration'>): (route: ContractRoute) => readonly string[] {
  if (differs === 'authorizer') return ({ authorizer }) => [authorizer ?? 'Open'];
  if (differs === 'API key') return ({ apiKey }) => [apiKey ? 'Asked for' : 'Not asked for'];
  return ({ scopes }) => scopes;
}

/** Where they lead, and those settings that are not the same. */
function integrationsInWords(here: ContractRoute, there: ContractRoute): string[][] {
  const names = new Set([here, there].flatMap(({ integration }) => Object.keys(integration?.settings ?? {})));
  const unlike = [...names].filter((name) => here.integration?.settings[name] !== there.integration?.settings[name]);
  return [here, there].map(({ integration }) => {
    if (!integration) return [];
    return [integration.label, ...unlike.map((name) => settingInWords(name, integration.settings[name]))];
  });
}

function settingInWords(name: string, value: string | undefined): string {
  if (value === undefined) return `${name} none`;
  return name === 'timeout' ? `timeout ${value} ms` : `${name} ${value}`;
}
