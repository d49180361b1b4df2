import { invalidPattern, type Matches, matchesRegex, matchesWildcard } from './pattern-text';

/** What stands right of a comparison: `"GET *"`, `5*`, `200`, `%[45]\d\d%`. */
export const OPERAND = /^(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s"%()&|,\]}]+))/;
export const OPERATOR = /^(<=|>=|!=|=|<|>)/;

/** Compares a field, undefined where there is none. Order is of numbers; equality is of text, in which `*` stands for any other. */
export function comparison(operator: string, operand: string): (value: unknown) => boolean {
  const [, quoted, regex, word] = OPERAND.exec(operand) ?? [];
  const given = quoted?.replace(/\\(.)/g, '$1') ?? word ?? '';
  if (operator === '=' || operator === '!=') {
    const same: Matches = regex === undefined ? matchesWildcard(given) : matchesRegex(regex);
    const equal = (value: unknown) => value !== undefined && value !== null && same(String(value));
    return operator === '=' ? equal : (value) => value !== undefined && !equal(value);
  }
  const limit = Number(given);
  if (given === '' || Number.isNaN(limit)) throw invalidPattern();
  return (value) => ORDER[operator]?.(toNumber(value), limit) ?? false;
}

const ORDER: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

/** Of a number as JSON has it, or of a column's text. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
