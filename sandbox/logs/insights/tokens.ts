export interface Token {
  kind: 'number' | 'text' | 'regex' | 'name' | 'sign';
  text: string;
}

/** A query that cannot be understood; `what` is where that was noticed. */
export class Malformed extends Error {
  constructor(readonly what: string) {
    super(`unexpected symbol found ${what}`);
  }
}

export function malformed(what: string): Malformed {
  return new Malformed(what);
}

/** A regular expression of the query's. */
export function regexOf(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw malformed(source.slice(0, 20));
  }
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:ms|[smhdw])?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]+)`|([@A-Za-z_][\w.@-]*)|(<=|>=|!=|=~|[=<>(),[\]+\-*/%]))/y;
/** A slash begins a regular expression only where one may stand. */
const REGEX = /\s*\/((?:[^/\\]|\\.)+)\//y;

export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const text = source.trimEnd();
  while (at < text.length) {
    const regexMayStand = /^(?:like|=~|parse|@message)$/i.test(tokens.at(-1)?.text ?? '');
    const pattern = regexMayStand && /^\s*\//.test(text.slice(at)) ? REGEX : TOKEN;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw malformed(text.slice(at).trim().slice(0, 20));
    at = pattern.lastIndex;
    tokens.push(pattern === REGEX ? { kind: 'regex', text: found[1] ?? '' } : tokenOf(found));
  }
  return tokens;
}

function tokenOf([, number, double, single, quotedName, name, sign]: RegExpExecArray): Token {
  if (number !== undefined) return { kind: 'number', text: number };
  const text = double ?? single;
  if (text !== undefined) return { kind: 'text', text: text.replace(/\\(["'\\])/g, '$1') };
  const named = quotedName ?? name;
  return named === undefined ? { kind: 'sign', text: sign ?? '' } : { kind: 'name', text: named };
}

/** Splits where a sign stands outside quotes, brackets and regular expressions. */
export function splitOutside(source: string, separator: '|' | ','): string[] {
  return splitRaw(source, separator).map((part) => part.trim());
}

/** The same with all white space; put together again with the separator they are the source. */
export function splitRaw(source: string, separator: '|' | ','): string[] {
  const parts = [''];
  const pieces = source.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/(?:[^/\\\n]|\\.)+\/|[\s\S]/g) ?? [];
  let depth = 0;
  for (const piece of pieces) {
    if (piece === '(' || piece === '[') depth++;
    if (piece === ')' || piece === ']') depth--;
    if (piece === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
