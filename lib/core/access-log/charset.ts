import type { Step } from './program';
import type { Charset } from './variables';

const DIGIT = '0123456789';
const LETTER = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What each set may hold; of numbers and times more is known than that. */
const MEMBERS: Record<Exclude<Charset, 'text'>, string> = {
  number: `${DIGIT}.-`,
  // Of a known length: what follows it is never taken for a part of it.
  time: '',
  id: `${DIGIT}${LETTER}_=-`,
  word: `${DIGIT}${LETTER}_-`,
  protocol: `${DIGIT}${LETTER}/.-`,
  host: `${DIGIT}${LETTER}:.%_-`,
  stage: `${DIGIT}${LETTER}_$-`,
  principal: `${DIGIT}${LETTER}_:@.=+/-`,
};

export function hasChar(charset: Charset, char: string): boolean {
  return charset === 'text' || MEMBERS[charset].includes(char);
}

/** How the end of a value of this set is found. Either way looks at each character once. */
export function scanOf(charset: Exclude<Charset, 'text'>): Pick<Step, 'members' | 'scan'> {
  if (charset === 'number') return { members: null, scan: number };
  if (charset === 'time') return { members: null, scan: time };
  return { members: tableOf(MEMBERS[charset]), scan: null };
}

function tableOf(members: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const char of members) table[char.charCodeAt(0)] = 1;
  return table;
}

function digits(line: string, from: number): number {
  let at = from;
  for (let code = line.charCodeAt(at); code >= 48 && code <= 57; code = line.charCodeAt(at)) at++;
  return at;
}

/** `-`, or an integer or decimal number; a point only where a digit follows it. */
function number(line: string, from: number): number {
  const start = line[from] === '-' ? from + 1 : from;
  const whole = digits(line, start);
  const fraction = line[whole] === '.' ? digits(line, whole + 1) : whole;
  return fraction > whole + 1 ? fraction : whole;
}

const CLF_TIME = '25/Nov/2026:03:41:07 +0000';
/** Places that have the same character in every such time. */
const FIXED = [2, 6, 11, 14, 17, 20];

function time(line: string, from: number): number {
  for (const at of FIXED) {
    if (line.charCodeAt(from + at) !== CLF_TIME.charCodeAt(at)) return line[from] === '-' ? from + 1 : from;
  }
  return Math.min(from + CLF_TIME.length, line.length);
}
