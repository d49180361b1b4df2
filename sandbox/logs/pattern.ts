import { columnsPattern } from './pattern-columns';
import { jsonPattern } from './pattern-json';
import { invalidPattern, type Matches, matchesRegex } from './pattern-text';

/** A filter pattern (AWS: "Filter pattern syntax"): terms, `{ $.json = … }` or `[columns, …]`. Throws what CloudWatch refuses. */
export function compilePattern(pattern: string): Matches {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('{')) return jsonPattern(text);
  if (text.startsWith('[')) return columnsPattern(text);
  return termsPattern(text);
}

/** `a "b c"` needs all, `?a ?b` any, `-a` none; `%x%` is a regular expression. Upper and lower case differ. */
function termsPattern(text: string): Matches {
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(\S+))/g)].map(
    ([, sign, quoted, regex, word]) => {
      if (quoted === undefined && regex === undefined && /^"/.test(word ?? '')) throw invalidPattern();
      const wanted = quoted?.replace(/\\(.)/g, '$1') ?? word ?? '';
      const found = regex === undefined ? (message: string) => message.includes(wanted) : matchesRegex(regex);
      return { sign, found };
    },
  );
  const signed = (sign: string) => terms.filter((term) => term.sign === sign).map(({ found }) => found);
  const [all, any, none] = [signed(''), signed('?'), signed('-')];
  return (message) =>
    all.every((found) => found(message)) &&
    (any.length === 0 || any.some((found) => found(message))) &&
    !none.some((found) => found(message));
}
