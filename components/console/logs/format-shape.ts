import { charsetOf } from '@/lib/core/access-log/variables';

/** Where a variable stands in the lines of a format, as CloudWatch's patterns can point at it. */
export interface Spot {
  /** `$.status`, or the name of a column. */
  selector: string;
  /** `number`: without quotes in JSON. `text`: the whole value. `part`: there is more around it. */
  as: 'number' | 'text' | 'part';
}

export interface FormatShape {
  kind: 'json' | 'columns';
  /** By the variable's name, without `$context.`. */
  spots: ReadonlyMap<string, Spot>;
  /** The columns in order, of a format of columns. */
  columns: readonly string[];
}

const VARIABLE = /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_-]+)*)/g;
/** A variable, an escaped character of JSON, or a quote. */
const TOKEN = new RegExp(`${VARIABLE.source}|\\\\[^]|"`, 'g');

/** How CloudWatch sees the lines of a format: as JSON, as columns between spaces, or as neither. */
export function shapeOf(format: string): FormatShape | null {
  return jsonShape(format) ?? columnShape(format.trim());
}

function jsonShape(format: string): FormatShape | null {
  const { text, names } = withMarks(format);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const spots = new Map<string, Spot>();
  collect(value, '$', (selector, leaf) => {
    const match = /<(\d+)(#?)>/.exec(leaf);
    const name = match ? names[Number(match[1])] : undefined;
    if (!match || name === undefined || spots.has(name)) return;
    const whole = match[0] === leaf;
    spots.set(name, { selector, as: whole ? (match[2] ? 'number' : 'text') : 'part' });
  });
  return { kind: 'json', spots, columns: [] };
}

/** The format with marks for its variables, quoted where the format does not quote them, so that it is JSON. */
function withMarks(format: string): { text: string; names: string[] } {
  const names: string[] = [];
  let quoted = false;
  const text = format.replace(TOKEN, (token: string, name?: string) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined) return token;
    const number = names.push(name) - 1;
    return quoted ? `<${number}>` : `"<${number}#>"`;
  });
  return { text, names };
}

function collect(value: object, path: string, found: (selector: string, leaf: string) => void): void {
  for (const [key, part] of Object.entries(value)) {
    if (!/^[A-Za-z_][\w-]*$/.test(key)) continue;
    if (typeof part === 'string') found(`${path}.${key}`, part);
    else if (typeof part === 'object' && part !== null && !Array.isArray(part)) collect(part, `${path}.${key}`, found);
  }
}

/** What stands in brackets or quotes is one column for CloudWatch. Where a value could hold what ends a column, there are none to rely on. */
function columnShape(format: string): FormatShape | null {
  const parts = format.match(/\[[^\]]*\]|"[^"]*"|[^\s"[\]]+/g);
  if (!parts || parts.join(' ') !== format.replace(/\s+/g, ' ')) return null;
  const spots = new Map<string, Spot>();
  for (const [at, part] of parts.entries()) {
    const names = [...part.matchAll(VARIABLE)].map(([, name = '']) => name);
    if (!names.every((name) => isTame(name, /^["[]/.test(part)))) return null;
    const as = part.replace(/^["[]|["\]]$/g, '') === `$context.${names[0]}` ? 'text' : 'part';
    for (const name of names) if (!spots.has(name)) spots.set(name, { selector: `c${at + 1}`, as });
  }
  return { kind: 'columns', spots, columns: parts.map((_, at) => `c${at + 1}`) };
}

/** Whether a value ends where its column does: it holds no quote, and outside of quotes no space. */
function isTame(name: string, enclosed: boolean): boolean {
  const charset = charsetOf(name);
  if (enclosed) return charset !== 'text' || name === 'routeKey' || name === 'resourcePath';
  return charset !== 'text' && charset !== 'time' && charset !== 'principal';
}
