import { type Evaluate, expressionOf } from './expression';
import { AGGREGATES } from './functions';
import { malformedAt } from './malformed-at';
import type { Row, Value } from './row';
import { Malformed, malformed, regexOf, splitOutside, splitRaw } from './tokens';

export interface Table {
  rows: Row[];
  /** What is shown, in order; null before a command has said so. */
  shown: string[] | null;
  /** How many events the filters let through; after `stats`, which leaves no events, it stays as it is. */
  matched: number;
  counted: boolean;
}

export type Command = (table: Table) => Table;

/** A query's commands, one after the other (AWS: "CloudWatch Logs Insights language query syntax"). */
export function commandsOf(query: string): Command[] {
  // Comments give way to spaces, so that places in the text stay what they are.
  const text = query.replace(/^[^\S\n]*#.*$/gm, (comment) => ' '.repeat(comment.length));
  let at = 0;
  return splitRaw(text, '|').flatMap((part) => {
    const begin = at;
    at += part.length + 1;
    return part.trim() === '' ? [] : [commandOf(part, { query, begin })];
  });
}

function commandOf(part: string, place: { query: string; begin: number }): Command {
  const [, name = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(part.trim()) ?? [];
  try {
    const make = COMMANDS[name.toLowerCase()];
    if (!make) throw malformed(name || part.trim().slice(0, 20));
    return make(rest.trim());
  } catch (error) {
    throw error instanceof Malformed ? malformedAt(error, part, place) : error;
  }
}

const COMMANDS: Record<string, (rest: string) => Command> = {
  fields: (rest) => shows(rest, true),
  display: (rest) => shows(rest, false),
  filter: (rest) => {
    const test = expressionOf(rest);
    return (table) => {
      const rows = table.rows.filter((row) => Boolean(test(row)));
      return { ...table, rows, matched: table.counted ? table.matched : rows.length };
    };
  },
  sort: sorts,
  limit: (rest) => cut(rest),
  head: (rest) => cut(rest),
  parse: parses,
  stats: (rest) => counts(rest),
  dedup: (rest) => {
    const keys = splitOutside(rest, ',');
    return (table) => {
      const first = new Map<string, Row>();
      for (const row of table.rows) {
        const key = JSON.stringify(keys.map((name) => row.get(name)));
        if (!first.has(key)) first.set(key, row);
      }
      return { ...table, rows: [...first.values()] };
    };
  },
};

function shows(rest: string, adds: boolean): Command {
  const columns = splitOutside(rest, ',').map(namedExpression);
  return (table) => {
    for (const row of table.rows) for (const { name, evaluate } of columns) row.set(name, evaluate(row));
    return { ...table, shown: [...(adds ? (table.shown ?? []) : []), ...columns.map(({ name }) => name)] };
  };
}

function namedExpression(text: string): { name: string; evaluate: Evaluate } {
  const [, expression = text, alias] = /^([\s\S]+?)\s+as\s+(\S+)$/i.exec(text) ?? [];
  return { name: alias ?? expression, evaluate: expressionOf(expression) };
}

function sorts(rest: string): Command {
  const keys = splitOutside(rest, ',').map((text) => {
    const [, name = text, order] = /^([\s\S]+?)(?:\s+(asc|desc))?$/i.exec(text) ?? [];
    return { name, sign: order?.toLowerCase() === 'asc' || order === undefined ? 1 : -1 };
  });
  return (table) => {
    const compare = (a: Row, b: Row) =>
      keys.reduce((so, { name, sign }) => so || sign * order(a.get(name), b.get(name)), 0);
    return { ...table, rows: [...table.rows].sort(compare) };
  };
}

function order(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const [left, right] = [Number(a), Number(b)];
  if (!(Number.isNaN(left) || Number.isNaN(right))) return left - right;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

function cut(rest: string): Command {
  const count = Number(rest);
  if (!(Number.isInteger(count) && count >= 1 && count <= 10_000)) throw malformed(rest);
  return (table) => ({ ...table, rows: table.rows.slice(0, count) });
}

/** `parse @message "a * b *" as x, y` and `parse @message /(?<x>…)/`. */
function parses(rest: string): Command {
  const [, field = '@message', quoted, names] = /^([@\w.]+)\s+["']([\s\S]+)["']\s+as\s+([\s\S]+)$/i.exec(rest) ?? [];
  const [, regexField, source] = /^([@\w.]+)\s+\/([\s\S]+)\/$/.exec(rest) ?? [];
  if (quoted === undefined && source === undefined) throw malformed(rest.slice(0, 20));
  const regex = regexOf(source ?? globSource(quoted ?? ''));
  const aliases = splitOutside(names ?? '', ',');
  const valuesIn = (found: RegExpExecArray | null): [string, string | undefined][] =>
    source === undefined
      ? aliases.map((name, index) => [name, found?.[index + 1]])
      : Object.entries(found?.groups ?? {});
  return (table) => {
    for (const row of table.rows) {
      const found = regex.exec(String(row.get(regexField ?? field) ?? ''));
      for (const [name, value] of valuesIn(found)) row.set(name, value ?? null);
    }
    return table;
  };
}

function globSource(glob: string): string {
  const parts = glob
    .replace(/\\(["'])/g, '$1')
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, '\\$&'));
  const last = parts.at(-1);
  return parts.join('(.*?)') + (last === '' ? '$' : '');
}

function counts(rest: string): Command {
  const [, whole = rest, by] = /^([\s\S]+?)\s+by\s+([\s\S]+)$/i.exec(rest) ?? [];
  const totals = splitOutside(whole, ',').map(aggregateOf);
  const keys = by === undefined ? [] : splitOutside(by, ',').map(namedExpression);
  const shown = [...keys, ...totals].map(({ name }) => name);
  return (table) => {
    const groups = new Map<string, Row[]>();
    for (const row of table.rows) {
      const key = JSON.stringify(keys.map(({ evaluate }) => evaluate(row)));
      const group = groups.get(key) ?? [];
      group.push(row);
      groups.set(key, group);
    }
    if (keys.length === 0 && groups.size === 0) groups.set('[]', []);
    const totalledRows = [...groups].map(([key, group]) => totalled(JSON.parse(key), group));
    return { rows: totalledRows, shown, matched: table.matched, counted: true };
  };

  function totalled(key: Value[], group: Row[]): Row {
    const values = new Map<string, Value>(keys.map(({ name }, index) => [name, key[index] ?? null]));
    for (const { name, total } of totals) values.set(name, total(group));
    return { get: (name) => values.get(name) ?? null, set: (name, value) => values.set(name, value) };
  }
}

function aggregateOf(text: string): { name: string; total: (rows: Row[]) => Value } {
  const [, call = text, alias] = /^([\s\S]+?)\s+as\s+(\S+)$/i.exec(text) ?? [];
  const [, name = '', inner = ''] = /^(\w+)\s*\(([\s\S]*)\)$/.exec(call) ?? [];
  const make = AGGREGATES[name.toLowerCase()];
  if (!make) throw malformed(call.slice(0, 20));
  const [first = '*', ...more] = splitOutside(inner, ',');
  const evaluate: Evaluate = first === '*' || first === '' ? () => 1 : expressionOf(first);
  return {
    name: alias ?? call,
    total: (rows) =>
      make(
        rows.map((row) => sortable(evaluate(row))),
        more.map(Number),
      ),
  };
}

/** `sum(status >= 500)` counts. */
function sortable(value: Value): Value {
  return typeof value === 'boolean' ? Number(value) : value;
}
