import { splitFormat } from './access-log/template';

/** What Insights discovers by itself in the lines of a format. */
export interface DiscoveredFields {
  /** By `$context` variable, the field that holds its value and nothing else, written as a query has it. */
  fields: ReadonlyMap<string, string>;
  /** Whether every line is JSON: a number without quotes is a dash where it is absent, and then nothing is discovered. */
  reliable: boolean;
  /** All fields of the format, as Insights names them. */
  keys: readonly string[];
}

const NOTHING: DiscoveredFields = { fields: new Map(), reliable: false, keys: [] };
/** CloudWatch discovers no more fields in one event. */
const MOST_FIELDS = 200;

/** AWS: "Supported logs and discovered fields". Numbers stand in for the variables, to see where each ends up. */
export function discoveredFields(format: string): DiscoveredFields {
  const names: string[] = [];
  const stands = splitFormat(format).map((part) =>
    'literal' in part ? part.literal : `9${1_000_000 + names.push(part.name)}`,
  );
  const leaves = leavesOf(stands.join(''));
  if (!leaves) return NOTHING;
  const fields = new Map<string, string>();
  for (const [path, value] of leaves) {
    const name = names[Number(value) - 91_000_001] ?? '';
    const alone = typeof value === 'string' && /^9\d{7}$/.test(value) && canBeNamed(path);
    if (alone && name && !fields.has(name)) fields.set(name, fieldName(path));
  }
  const reliable =
    leaves.length <= MOST_FIELDS && leaves.every(([, value]) => typeof value !== 'number' || value < 91_000_001);
  return { fields, reliable, keys: leaves.map(([path]) => path) };
}

type Leaf = [path: string, value: unknown];

function leavesOf(text: string): Leaf[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? flat(value, '') : null;
  } catch {
    return null;
  }
}

function flat(value: object, path: string): Leaf[] {
  return Object.entries(value).flatMap(([key, one]): Leaf[] => {
    const own = path === '' ? key : `${path}.${key}`;
    return typeof one === 'object' && one !== null ? flat(one, own) : [[own, one]];
  });
}

const PLAIN = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
/** Words of the query language, which as names stand in backticks. */
const WORDS =
  /^(fields|filter|stats|sort|limit|parse|display|dedup|by|as|in|like|not|and|or|asc|desc|head|tail|order|where|pattern|diff|unnest|lookup|join|source)$/i;

/** Within backticks a name may hold anything but these. */
function canBeNamed(path: string): boolean {
  return !/[`\r\n]/.test(path);
}

function fieldName(path: string): string {
  // A field that begins with @ of its own has another put before it.
  const name = path.startsWith('@') ? `@${path}` : path;
  return PLAIN.test(name) && !WORDS.test(name) ? name : `\`${name}\``;
}

/** What parsed values are called; Insights takes no name that a field of the line has already. */
export function placeNames(variables: readonly string[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const variable of variables) {
    let name = SHORT[variable] ?? 'value';
    while (taken.has(name) || [...names.values()].includes(name)) name += '_';
    names.set(variable, name);
  }
  return names;
}

const SHORT: Readonly<Record<string, string>> = {
  route: 'route',
  routeKey: 'route',
  httpMethod: 'method',
  resourcePath: 'resource',
  path: 'path',
  status: 'status',
  responseLatency: 'latency',
  integrationLatency: 'latency',
  'integration.latency': 'latency',
  stage: 'stage',
};
