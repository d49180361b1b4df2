import { FUNCTIONS } from './functions';
import type { Row, Value } from './row';
import { malformed, regexOf, type Token, tokensOf } from './tokens';

export type Evaluate = (row: Row) => Value;

/** Compiles `status >= 500 and routeKey like /notes/`. */
export function expressionOf(source: string): Evaluate {
  const parser = new Parser(tokensOf(source));
  const evaluate = parser.read(0);
  if (parser.next) throw malformed(parser.next.text);
  return evaluate;
}

const BINDING: Record<string, number> = {
  ...{ or: 1, and: 2, not: 3 },
  ...{ '=': 4, '!=': 4, '<': 4, '>': 4, '<=': 4, '>=': 4, like: 4, '=~': 4, in: 4 },
  ...{ '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 },
};

class Parser {
  #at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  get next(): Token | undefined {
    return this.tokens[this.#at];
  }

  read(least: number): Evaluate {
    let left = this.#first();
    for (let sign = this.#operator(); sign && (BINDING[sign] ?? 0) > least; sign = this.#operator()) {
      this.#at++;
      left = this.#joined(sign, left);
    }
    return left;
  }

  #operator(): string | undefined {
    const token = this.next;
    if (!token || token.kind === 'text' || token.kind === 'number') return;
    const sign = token.text.toLowerCase();
    if (sign === 'not') return this.tokens[this.#at + 1]?.text.toLowerCase() === 'like' ? 'not' : undefined;
    return sign in BINDING ? sign : undefined;
  }

  #joined(sign: string, left: Evaluate): Evaluate {
    if (sign === 'not') {
      this.#expect('like');
      const like = this.#like(left);
      return (row) => !like(row);
    }
    if (sign === 'like' || sign === '=~') return this.#like(left);
    if (sign === 'in') return this.#in(left);
    const right = this.read(BINDING[sign] ?? 0);
    return (row) => OPERATORS[sign]?.(left(row), right(row)) ?? null;
  }

  #like(left: Evaluate): Evaluate {
    const token = this.#take();
    if (token.kind === 'regex') {
      const regex = regexOf(token.text);
      return (row) => regex.test(String(left(row) ?? ''));
    }
    return (row) => String(left(row) ?? '').includes(token.text);
  }

  #in(left: Evaluate): Evaluate {
    this.#expect('[');
    const list = this.#list(']');
    return (row) => list.some((one) => String(one(row)) === String(left(row)));
  }

  #first(): Evaluate {
    const token = this.#take();
    if (token.kind === 'number') return () => Number(token.text);
    if (token.kind === 'text') return () => token.text;
    if (token.text === '(') {
      const inner = this.read(0);
      this.#expect(')');
      return inner;
    }
    if (token.text === '-') {
      const value = this.read(6);
      return (row) => -Number(value(row));
    }
    if (token.kind === 'sign') throw malformed(token.text);
    return this.#named(token.text);
  }

  #named(name: string): Evaluate {
    if (name.toLowerCase() === 'not') {
      const value = this.read(BINDING.not ?? 0);
      return (row) => !value(row);
    }
    if (this.next?.text !== '(') return (row) => row.get(name);
    this.#at++;
    const make = FUNCTIONS[name.toLowerCase()];
    if (!make) throw malformed(`${name}(`);
    if (name.toLowerCase() === 'bin') {
      const { text } = this.#take();
      this.#expect(')');
      return (row) => make([text, row.get('@timestamp')]);
    }
    const args = this.#list(')');
    return (row) => make(args.map((one) => one(row)));
  }

  #list(end: string): Evaluate[] {
    const list: Evaluate[] = [];
    while (this.next && this.next.text !== end) {
      list.push(this.read(0));
      if (this.next?.text === ',') this.#at++;
    }
    this.#expect(end);
    return list;
  }

  #take(): Token {
    const token = this.next;
    if (!token) throw malformed('<EOF>');
    this.#at++;
    return token;
  }

  #expect(text: string): void {
    if (this.#take().text.toLowerCase() !== text) throw malformed(`where ${text} was expected`);
  }
}

const numbers = (join: (a: number, b: number) => Value) => (a: Value, b: Value) => {
  const [left, right] = [a, b].map((one) => (one === null || one === '' ? Number.NaN : Number(one))) as [
    number,
    number,
  ];
  return Number.isNaN(left) || Number.isNaN(right) ? null : join(left, right);
};
const same = (a: Value, b: Value) => a !== null && b !== null && (String(a) === String(b) || Number(a) === Number(b));

const OPERATORS: Record<string, (a: Value, b: Value) => Value> = {
  and: (a, b) => Boolean(a) && Boolean(b),
  or: (a, b) => Boolean(a) || Boolean(b),
  '=': same,
  '!=': (a, b) => !same(a, b),
  '<': numbers((a, b) => a < b),
  '>': numbers((a, b) => a > b),
  '<=': numbers((a, b) => a <= b),
  '>=': numbers((a, b) => a >= b),
  '+': numbers((a, b) => a + b),
  '-': numbers((a, b) => a - b),
  '*': numbers((a, b) => a * b),
  '/': numbers((a, b) => (b === 0 ? null : a / b)),
  '%': numbers((a, b) => (b === 0 ? null : a % b)),
};
