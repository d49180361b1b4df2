import { CLOSE, COLON, COMMA, classAt, OPEN, QUOTE, spaceEnd, WORD, wordEnd } from './json-bytes';
import { literalEnd, numberEnd, stringProblem } from './json-scalars';

export interface JsonProblem {
  /** Byte at which the JSON stops being JSON. */
  offset: number;
  /** What is wrong there, as the end of a sentence: "expected a comma or ]". */
  message: string;
}

const VALUE = 0;
const FIRST_VALUE = 1;
const FIRST_KEY = 2;
const KEY = 3;
const AFTER_KEY = 4;
const AFTER_VALUE = 5;

const EXPECTED = [
  'expected a value',
  'expected a value or ]',
  'expected a key in double quotes or }',
  'expected a key in double quotes',
  'expected a colon',
  'expected the end',
];

const CURLY_OPEN = 0x7b;
const CURLY_CLOSE = 0x7d;

/** Whether bytes are JSON by RFC 8259, found token by token, so that a large body can be checked in slices. */
export class JsonCheck {
  readonly #bytes: Uint8Array;
  readonly #length: number;
  /** One byte an open container: 1 for an object. */
  #stack = new Uint8Array(64);
  #depth = 0;
  #state = VALUE;
  #at: number;
  problem: JsonProblem | null = null;
  done = false;

  constructor(bytes: Uint8Array, length = bytes.length) {
    this.#bytes = bytes;
    this.#length = length;
    this.#at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** Checks so many tokens more, and says whether more is left. */
  grow(tokens: number): boolean {
    for (let left = tokens; left > 0 && !this.done; left -= 1) this.#token();
    return !this.done;
  }

  #fail(offset: number, message: string): void {
    this.problem = { offset, message };
    this.done = true;
  }

  #token(): void {
    this.#at = spaceEnd(this.#bytes, this.#at, this.#length);
    if (this.#at >= this.#length) {
      if (this.#state !== AFTER_VALUE || this.#depth > 0)
        this.#fail(this.#length, `it ends early: ${this.#expected()}`);
      this.done = true;
      return;
    }
    const kind = classAt(this.#bytes, this.#at);
    if (kind === CLOSE) this.#close();
    else if (this.#state === AFTER_VALUE) this.#comma(kind);
    else if (this.#state === AFTER_KEY) this.#colon(kind);
    else if (this.#state === KEY || this.#state === FIRST_KEY) this.#key(kind);
    else this.#value(kind);
  }

  #expected(): string {
    if (this.#state !== AFTER_VALUE || this.#depth === 0) return EXPECTED[this.#state] as string;
    return `expected a comma or ${this.#stack[this.#depth - 1] === 1 ? '}' : ']'}`;
  }

  #unexpected(): void {
    this.#fail(this.#at, this.#expected());
  }

  #close(): void {
    const object = this.#bytes[this.#at] === CURLY_CLOSE;
    const state = this.#state;
    const fits = state === AFTER_VALUE || state === (object ? FIRST_KEY : FIRST_VALUE);
    if (!fits || this.#depth === 0 || this.#stack[this.#depth - 1] !== Number(object)) {
      this.#unexpected();
      return;
    }
    this.#depth -= 1;
    this.#state = AFTER_VALUE;
    this.#at += 1;
  }

  #comma(kind: number): void {
    if (kind !== COMMA || this.#depth === 0) {
      this.#unexpected();
      return;
    }
    this.#state = this.#stack[this.#depth - 1] === 1 ? KEY : VALUE;
    this.#at += 1;
  }

  #colon(kind: number): void {
    if (kind !== COLON) {
      this.#unexpected();
      return;
    }
    this.#state = VALUE;
    this.#at += 1;
  }

  #key(kind: number): void {
    if (kind === QUOTE) this.#string(AFTER_KEY);
    else this.#unexpected();
  }

  #value(kind: number): void {
    if (kind === OPEN) this.#open();
    else if (kind === QUOTE) this.#string(AFTER_VALUE);
    else if (kind === WORD) this.#word();
    else this.#unexpected();
  }

  #open(): void {
    if (this.#depth === this.#stack.length) {
      const bigger = new Uint8Array(this.#stack.length * 2);
      bigger.set(this.#stack);
      this.#stack = bigger;
    }
    const object = this.#bytes[this.#at] === CURLY_OPEN;
    this.#stack[this.#depth] = Number(object);
    this.#depth += 1;
    this.#state = object ? FIRST_KEY : FIRST_VALUE;
    this.#at += 1;
  }

  #string(then: number): void {
    const { end, problem } = stringProblem(this.#bytes, this.#at, this.#length);
    if (problem) {
      this.#fail(end, problem);
      return;
    }
    this.#at = end;
    this.#state = then;
  }

  #word(): void {
    const end = wordEnd(this.#bytes, this.#at, this.#length);
    const number = numberEnd(this.#bytes, this.#at, end);
    const right = number > this.#at ? number : literalEnd(this.#bytes, this.#at, end);
    if (right === end) {
      this.#at = end;
      this.#state = AFTER_VALUE;
    } else if (right > this.#at) this.#fail(right, 'this number is not written as JSON writes numbers');
    else this.#unexpected();
  }
}

/** A problem in a text, with its line and column from 1 and its index. */
export interface JsonProblemAt extends JsonProblem {
  line: number;
  column: number;
  index: number;
}

/** The first problem of a text as JSON; null where it is JSON. */
export function checkJson(text: string): JsonProblemAt | null {
  const bytes = new TextEncoder().encode(text);
  const check = new JsonCheck(bytes);
  while (check.grow(1_000_000));
  if (!check.problem) return null;
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, check.problem.offset));
  const line = before.split('\n').length;
  return { ...check.problem, index: before.length, line, column: before.length - before.lastIndexOf('\n') };
}
