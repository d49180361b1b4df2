import { comparison, OPERAND, OPERATOR } from './comparison';
import { invalidPattern, type Matches } from './pattern-text';

type Test = (object: unknown) => boolean;

/** `{ ($.a = "x*" || $.b[0] > 3) && $.c IS NULL }`: only lines that are JSON objects can match. */
export function jsonPattern(text: string): Matches {
  if (!text.endsWith('}')) throw invalidPattern();
  const reader = new Reader(text.slice(1, -1));
  const test = either(reader);
  if (!reader.atEnd) throw invalidPattern();
  return (message) => {
    try {
      const object: unknown = JSON.parse(message);
      return typeof object === 'object' && object !== null && test(object);
    } catch {
      return false;
    }
  };
}

class Reader {
  constructor(private rest: string) {}

  get atEnd(): boolean {
    return this.rest.trim() === '';
  }

  /** Takes what the pattern finds just here, past white space. */
  take(pattern: RegExp): RegExpExecArray | null {
    this.rest = this.rest.trimStart();
    const found = pattern.exec(this.rest);
    if (found) this.rest = this.rest.slice(found[0].length);
    return found;
  }
}

function either(reader: Reader): Test {
  const tests = [both(reader)];
  while (reader.take(/^\|\|/)) tests.push(both(reader));
  return (object) => tests.some((test) => test(object));
}

function both(reader: Reader): Test {
  const tests = [single(reader)];
  while (reader.take(/^&&/)) tests.push(single(reader));
  return (object) => tests.every((test) => test(object));
}

function single(reader: Reader): Test {
  if (reader.take(/^\(/)) {
    const inner = either(reader);
    if (!reader.take(/^\)/)) throw invalidPattern();
    return inner;
  }
  const selector = reader.take(/^\$((?:\.[\w$@-]+|\['[^']+'\]|\["[^"]+"\]|\[\d+\]|\[\*\])+)/)?.[1];
  if (selector === undefined) throw invalidPattern();
  const path = [...selector.matchAll(/\.([\w$@-]+)|\[['"]?([^\]'"]+)['"]?\]/g)].map(
    ([, name, index]) => name ?? index ?? '',
  );
  return testOf(reader, (object) => valuesAt(object, path));
}

const KEYWORDS: [pattern: RegExp, test: (value: unknown) => boolean][] = [
  [/^IS\s+NULL\b/i, (value) => value === null],
  [/^IS\s+TRUE\b/i, (value) => value === true],
  [/^IS\s+FALSE\b/i, (value) => value === false],
  [/^EXISTS\b/i, (value) => value !== undefined],
];

function testOf(reader: Reader, select: (object: unknown) => unknown[]): Test {
  if (reader.take(/^NOT\s+EXISTS\b/i)) return (object) => select(object).every((value) => value === undefined);
  for (const [pattern, test] of KEYWORDS) if (reader.take(pattern)) return (object) => select(object).some(test);
  const operator = reader.take(OPERATOR)?.[0];
  const operand = reader.take(OPERAND)?.[0];
  if (operator === undefined || operand === undefined) throw invalidPattern();
  const compare = comparison(operator, operand);
  return (object) => select(object).some(compare);
}

function valuesAt(object: unknown, [name, ...others]: string[]): unknown[] {
  if (name === undefined) return [object];
  if (typeof object !== 'object' || object === null) return [undefined];
  if (name === '*') return Object.values(object).flatMap((value) => valuesAt(value, others));
  return valuesAt(Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined, others);
}
