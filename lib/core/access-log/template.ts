/** A format string taken apart: text that stands as it is, and names of variables without `$context.`. */
export type Part = { literal: string } | { name: string };

/** `$context.a.b`, and `${context.a.b}` and `$!context.a.b` as the template language has them too. */
const REFERENCE = /\$!?(?:context\.|\{context\.)/g;

/** Splits a format at its variables. Text at both ends that is only white space is dropped; two texts never follow each other. */
export function splitFormat(format: string): Part[] {
  const text = format.trim();
  const parts: Part[] = [];
  let from = 0;
  for (const { index, 0: opening } of text.matchAll(REFERENCE)) {
    if (index < from) continue;
    const braced = opening.includes('{');
    const start = index + opening.length;
    const end = nameEnd(text, start);
    const next = braced ? end + 1 : end;
    if (end === start || (braced && text[end] !== '}')) continue;
    if (index > from) parts.push({ literal: text.slice(from, index) });
    parts.push({ name: text.slice(start, end) });
    from = next;
  }
  if (from < text.length) parts.push({ literal: text.slice(from) });
  return parts;
}

const FIRST = /[A-Za-z0-9_]/;
const INNER = /[A-Za-z0-9_-]/;
/** Below these stand names that people give, with hyphens in them: claims, headers, what an authorizer returned. */
const FREELY_NAMED = /^(authorizer|request|requestOverride|responseOverride)\./;

function nameEnd(text: string, start: number): number {
  let end = start;
  while (FIRST.test(text.charAt(end)) || (end > start && joins(text, start, end))) end++;
  return end;
}

/** A dot or a hyphen belongs to the name only where more of the name follows it. */
function joins(text: string, start: number, at: number): boolean {
  const next = text.charAt(at + 1);
  if (text[at] === '.') return FIRST.test(next);
  return text[at] === '-' && INNER.test(next) && FREELY_NAMED.test(text.slice(start, at));
}
