import { isIdentity, LATENCIES } from './fields';
import { type FormatShape, type Spot, shapeOf } from './format-shape';
import type { LogQuestion } from './question';

export type Asked = 'route' | 'status' | 'latency' | 'identity' | 'text';

/** What CloudWatch itself leaves out for a question, and what can only be asked here. */
export interface SharedWork {
  /** null where nothing can be asked there. It never leaves out what the question wants: all is asked again here. */
  pattern: string | null;
  there: Asked[];
  here: Asked[];
}

/** Divides a question: CloudWatch looks at cases, knows no numbers in quotes, and wants to be told where a value stands. */
export function atCloudWatch(question: LogQuestion, format: string | null): SharedWork {
  const shape = format === null ? null : shapeOf(format);
  const conditions: [Asked, string | null][] = [];
  if (question.route !== '') conditions.push(['route', shape && routeCondition(shape, question.route)]);
  if (question.statuses.length > 0) conditions.push(['status', shape && statusCondition(shape, question.statuses)]);
  if (question.slowerThan !== null) conditions.push(['latency', shape && latencyCondition(shape, question.slowerThan)]);
  if (question.identity !== '') conditions.push(['identity', shape && identityCondition(shape, question.identity)]);
  if (question.text !== '') conditions.push(['text', null]);
  const usable = conditions.filter((one): one is [Asked, string] => one[1] !== null);
  return {
    pattern:
      shape && usable.length > 0
        ? patternOf(
            shape,
            usable.map(([, condition]) => condition),
          )
        : null,
    there: usable.map(([asked]) => asked),
    here: conditions.filter(([, condition]) => condition === null).map(([asked]) => asked),
  };
}

/** In a pattern of columns every column is named, and its conditions stand at its name. */
function patternOf({ kind, columns }: FormatShape, conditions: string[]): string {
  if (kind === 'json') return `{ ${conditions.join(' && ')} }`;
  const named = columns.map((column) => {
    const own = conditions.filter((condition) => new RegExp(`^${column}\\b`).test(condition));
    return own.length > 0 ? own.join(' && ') : column;
  });
  return `[${named.join(', ')}]`;
}

function statusCondition(shape: FormatShape, statuses: LogQuestion['statuses']): string | null {
  const spot = shape.spots.get('status');
  if (!spot || spot.as === 'part') return null;
  return either(
    shape,
    statuses.map((first) => statusIs(shape, spot, first)),
  );
}

function statusIs({ kind }: FormatShape, { selector, as }: Spot, first: string): string {
  if (kind === 'columns') return `${selector}=${first}*`;
  if (as === 'text') return `${selector} = "${first}*"`;
  return `(${selector} >= ${first}00 && ${selector} < ${Number(first) + 1}00)`;
}

/** Only where every line has the same one: which of several is asked is not CloudWatch's to choose. */
function latencyCondition({ spots, kind }: FormatShape, over: number): string | null {
  const known = LATENCIES.flatMap((name) => spots.get(name) ?? []);
  const [spot] = known;
  if (!spot || known.length !== 1 || spot.as === 'part') return null;
  if (kind === 'columns') return `${spot.selector} > ${over}`;
  return spot.as === 'number' ? `${spot.selector} > ${over}` : null;
}

function routeCondition(shape: FormatShape, route: string): string | null {
  if (/["\\*%]/.test(route)) return null;
  const key = shape.spots.get('routeKey');
  if (key) return textCondition(shape, key, route);
  const path = shape.spots.get('resourcePath');
  return path ? textCondition(shape, path, route.slice(route.indexOf(' ') + 1)) : null;
}

/** An address has no cases; anything else might be written in another one. */
function identityCondition(shape: FormatShape, identity: string): string | null {
  if (shape.kind !== 'json' || !/^[\d.]+$/.test(identity)) return null;
  const spots = [...shape.spots].filter(([name, { as }]) => isIdentity(name) && as !== 'number');
  if (spots.length === 0 || [...shape.spots].some(([name, { as }]) => isIdentity(name) && as === 'number')) return null;
  return either(
    shape,
    spots.map(([, { selector }]) => `${selector} = "*${identity}*"`),
  );
}

function textCondition({ kind }: FormatShape, { selector, as }: Spot, text: string): string {
  const wanted = as === 'part' ? `*${text}*` : text;
  return kind === 'json' ? `${selector} = "${wanted}"` : `${selector}="${wanted}"`;
}

/** Columns know no brackets, and need none: each condition stands in a column of its own. */
function either({ kind }: FormatShape, conditions: string[]): string {
  const all = conditions.join(' || ');
  return conditions.length === 1 || kind === 'columns' ? all : `(${all})`;
}
