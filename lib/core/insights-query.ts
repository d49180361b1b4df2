import { splitFormat } from './access-log/template';
import { discoveredFields, placeNames } from './insights-query-fields';
import { parseClause } from './insights-query-parse';

/** What CloudWatch Logs Insights is asked about one stage's access log. */
export interface PictureQueries {
  overTime: string;
  /** Null where the format tells neither a route nor a path. */
  byRoute: string | null;
  /** The `$context` variable that tells how long requests took; null where the format has none. */
  latency: string | null;
  /** Whether the format has `$context.status`, without which nothing is known of errors. */
  hasStatus: boolean;
  /** False where other stages write to the same log group and their lines look the same. */
  apart: boolean;
}

export interface PictureAsked {
  format: string;
  stage: string | null;
  /** The formats of other stages that write to the same log group. */
  others: readonly string[];
  /** As Insights writes a period: `5m`. */
  bin: string;
}

/** The first that a format has tells how long requests took: the whole, or else the integration's part. */
const LATENCIES = ['responseLatency', 'integrationLatency', 'integration.latency'];
/** The first that a format has in full tells the route. A path is as the caller wrote it. */
const ROUTES = [['routeKey'], ['httpMethod', 'resourcePath'], ['resourcePath'], ['httpMethod', 'path'], ['path']];
/** Routes that are told of, those with the most requests first. */
const MOST_ROUTES = 1_000;

/** The names by which results come back; what else a query by route brings is the route. */
export const COLUMNS = ['requests', 'clientErrors', 'serverErrors', 'p50', 'p95', 'p99'] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * Writes the queries for a stage's format. Fields that Insights discovers in JSON are used as they are; for any other
 * format, and for JSON whose numbers are not quoted or whose values carry quotes of their own, the values are parsed.
 */
export function pictureQueries(asked: PictureAsked): PictureQueries {
  const told = toldBy(asked.format);
  const byStage = asked.others.length > 0 && asked.stage !== null && told.stage;
  const source = sourceOf(asked.format, [...told.wanted, ...(byStage ? ['stage'] : [])]);
  const name = (variable: string) => source.names.get(variable) ?? variable;
  const own = byStage ? [`${name('stage')} = "${asked.stage}"`] : ownKeyTest(asked, source.discovered);
  const { status, latency, mark } = told;
  const filter = [...(mark === null ? [] : [`ispresent(${name(mark)})`]), ...own].join(' and ');
  const totals = totalsOf(status && name(status), latency && name(latency));
  const lines = [...source.clause, ...(filter ? [`filter ${filter}`] : [])];
  const [routeField, route] = routeOf(told.route.map(name), source.taken);
  const ends = [`stats ${totals} by ${route}`, 'sort requests desc', `limit ${MOST_ROUTES}`];
  return {
    overTime: joined([...lines, `stats ${totals} by bin(${asked.bin})`]),
    byRoute: told.route.length === 0 ? null : joined([...lines, ...routeField, ...ends]),
    latency,
    hasStatus: status !== null,
    apart: own.length > 0 || !asked.others.some((other) => looksLike(other, asked.format, source.discovered)),
  };
}

/** Which variables of a format tell what the picture is about. */
function toldBy(format: string) {
  const has = new Set(splitFormat(format).flatMap((part) => ('name' in part ? [part.name] : [])));
  const latency = LATENCIES.find((name) => has.has(name)) ?? null;
  const route = ROUTES.find((names) => names.every((name) => has.has(name))) ?? [];
  const status = has.has('status') ? 'status' : null;
  const wanted = [...route, ...[status, latency].filter((name) => name !== null)];
  /** The one by which a line is known to be of this format. */
  const mark = status ?? latency ?? route[0] ?? null;
  return { route, status, latency, wanted, mark, stage: has.has('stage') };
}

/** Whether a query for one format takes lines of the other for its own. A parsed line fits one format only. */
function looksLike(other: string, format: string, discovered: boolean): boolean {
  return discovered || other === format;
}

function joined(commands: string[]): string {
  return commands.join('\n| ');
}

function totalsOf(status: string | null, latency: string | null): string {
  const errors = status
    ? [`sum(${status} >= 400 and ${status} < 500) as clientErrors`, `sum(${status} >= 500) as serverErrors`]
    : [];
  const percentiles = latency ? [50, 95, 99].map((share) => `pct(${latency}, ${share}) as p${share}`) : [];
  return ['count(*) as requests', ...errors, ...percentiles].join(',\n        ');
}

/** A command that puts a route together where the format has it in two variables, and its name. */
function routeOf([first = '', second]: string[], taken: ReadonlySet<string>): [command: string[], name: string] {
  if (second === undefined) return [[], first];
  const [name = ''] = placeNames(['route'], taken).values();
  return [[`fields concat(${first}, " ", ${second}) as ${name}`], name];
}

interface Source {
  /** By `$context` variable, what a query calls it. */
  names: ReadonlyMap<string, string>;
  /** The command that makes these names, where Insights does not know them by itself. */
  clause: string[];
  discovered: boolean;
  /** What Insights may know of each line by itself: a query must not give such a name to anything else. */
  taken: ReadonlySet<string>;
}

function sourceOf(format: string, wanted: readonly string[]): Source {
  const { fields, reliable, keys } = discoveredFields(format);
  const taken = new Set(keys);
  if (reliable && wanted.every((name) => fields.has(name)))
    return { names: fields, clause: [], discovered: true, taken };
  const names = placeNames(wanted, taken);
  const clause = names.size === 0 ? [] : [parseClause(format, names)];
  return { names, clause, discovered: false, taken: new Set([...taken, ...names.values()]) };
}

/** What tells this format's lines from the others': a field that only they have. */
function ownKeyTest({ format, others }: PictureAsked, discovered: boolean): string[] {
  if (!discovered || others.length === 0) return [];
  const theirs = new Set(others.flatMap((other) => discoveredFields(other).keys));
  const own = [...discoveredFields(format).fields.values()].find((field) => !theirs.has(field.replaceAll('`', '')));
  return own === undefined ? [] : [`ispresent(${own})`];
}
