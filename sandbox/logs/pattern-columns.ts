import { comparison, OPERAND, OPERATOR } from './comparison';
import { invalidPattern, type Matches } from './pattern-text';

interface Column {
  /** `...`: any number of columns. */
  any: boolean;
  test: (value: string) => boolean;
}

/** `[ip, id, user, time, request, status=5*, size]`: columns apart by space; what is in quotes or brackets is one. */
export function columnsPattern(text: string): Matches {
  if (!text.endsWith(']')) throw invalidPattern();
  const columns = text.slice(1, -1).split(',').map(columnOf);
  const gap = columns.findIndex(({ any }) => any);
  const [before, after] = gap < 0 ? [columns, null] : [columns.slice(0, gap), columns.slice(gap + 1)];
  return (message) => {
    const values = columnsOf(message);
    const fits = (list: Column[], from: number) => list.every(({ test }, index) => test(values[from + index] ?? ''));
    if (!after) return values.length === before.length && fits(before, 0);
    return (
      values.length >= before.length + after.length && fits(before, 0) && fits(after, values.length - after.length)
    );
  };
}

function columnOf(written: string): Column {
  const text = written.trim();
  if (text === '...') return { any: true, test: () => true };
  const groups = text.split('||').map((group) => group.split('&&').map(conditionOf));
  return { any: false, test: (value) => groups.some((conditions) => conditions.every((test) => test(value))) };
}

function conditionOf(written: string): (value: string) => boolean {
  const text = written.trim();
  const [name = ''] = /^[\w$.@-]*/.exec(text) ?? [];
  const rest = text.slice(name.length).trimStart();
  if (rest === '') return () => true;
  const [operator = ''] = OPERATOR.exec(rest) ?? [];
  const operand = rest.slice(operator.length).trim();
  if (operator === '' || OPERAND.exec(operand)?.[0] !== operand) throw invalidPattern();
  return comparison(operator, operand);
}

function columnsOf(message: string): string[] {
  return [...message.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g)].map(
    ([, bracketed, quoted, word]) => bracketed ?? quoted ?? word ?? '',
  );
}
