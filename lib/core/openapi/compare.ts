import type { ApiContract, ContractIntegration, ContractRoute } from './routes';

/** In which way a route that both have is another. */
export type Differs = 'authorizer' | 'scopes' | 'API key' | 'integration';

export interface ChangedRoute {
  key: string;
  here: ContractRoute;
  there: ContractRoute;
  differs: Differs[];
}

/** An authorizer that both have by the same name and that asks for something else. */
export interface ChangedAuthorizer {
  name: string;
  /** By setting: what it is here and there; null where there is none. */
  settings: { name: string; here: string | null; there: string | null }[];
}

export interface Comparison {
  onlyHere: ContractRoute[];
  onlyThere: ContractRoute[];
  changed: ChangedRoute[];
  authorizers: ChangedAuthorizer[];
  same: number;
  /** How many of the same differ by the names of their stacks alone. */
  renamed: number;
}

/** One of two that are compared. */
export interface Side {
  contract: ApiContract;
  /** Names that tell its stack from the other's, such as `notes-prod`: they make no difference. */
  names: readonly string[];
}

/** Two stages of one API, or two APIs of one kind, route by route. */
export function compareContracts(here: Side, there: Side): Comparison {
  const others = new Map(there.contract.routes.map((route) => [route.key, route]));
  const known = new Set(here.contract.routes.map(({ key }) => key));
  const pairs = here.contract.routes.flatMap((route) => {
    const other = others.get(route.key);
    return other ? [{ key: route.key, here: route, there: other }] : [];
  });
  const changed = pairs
    .map((pair) => ({ ...pair, differs: differences(pair.here, pair.there, [here.names, there.names]) }))
    .filter(({ differs }) => differs.length > 0);
  const same = pairs.filter(({ key }) => !changed.some((one) => one.key === key));
  return {
    onlyHere: here.contract.routes.filter(({ key }) => !others.has(key)),
    onlyThere: there.contract.routes.filter(({ key }) => !known.has(key)),
    changed,
    authorizers: changedAuthorizers(here.contract, there.contract),
    same: same.length,
    renamed: same.filter((pair) => pair.here.integration?.label !== pair.there.integration?.label).length,
  };
}

/** Nothing at all sets the two apart. */
export function isSame({ onlyHere, onlyThere, changed, authorizers }: Comparison): boolean {
  return onlyHere.length + onlyThere.length + changed.length + authorizers.length === 0;
}

type Names = [here: readonly string[], there: readonly string[]];

function differences(here: ContractRoute, there: ContractRoute, names: Names): Differs[] {
  const found: [Differs, boolean][] = [
    ['authorizer', here.authorizer !== there.authorizer],
    ['scopes', here.scopes.join(' ') !== there.scopes.join(' ')],
    ['API key', here.apiKey !== there.apiKey],
    ['integration', spelled(here.integration, names[0]) !== spelled(there.integration, names[1])],
  ];
  return found.filter(([, differs]) => differs).map(([name]) => name);
}

function spelled(integration: ContractIntegration | null, names: readonly string[]): string {
  if (!integration) return '';
  const settings = Object.entries(integration.settings).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([withoutNames(integration.label, names), settings]);
}

/** CloudFormation ends the names that it makes with twelve or thirteen letters of chance. */
const MADE_UP = /-[A-Za-z0-9]{12,13}$/;

function withoutNames(label: string, names: readonly string[]): string {
  const longestFirst = [...names].filter(Boolean).sort((one, other) => other.length - one.length);
  const bare = longestFirst.reduce((text, name) => text.replace(asWord(name), '*'), label);
  return bare === label ? label : bare.replace(MADE_UP, '-*');
}

function asWord(name: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
}

function changedAuthorizers(here: ApiContract, there: ApiContract): ChangedAuthorizer[] {
  return Object.entries(here.authorizers).flatMap(([name, mine]) => {
    const other = there.authorizers[name];
    if (!other) return [];
    const all = [...new Set([...Object.keys(mine), ...Object.keys(other)])];
    const settings = all
      .filter((one) => mine[one] !== other[one])
      .map((one) => ({ name: one, here: mine[one] ?? null, there: other[one] ?? null }));
    return settings.length > 0 ? [{ name, settings }] : [];
  });
}
