/** The mark that counts from 1 in a message that is sent many times. */
export const MARK = '{{n}}';

/**
 * What finds the number of a repeated message, in it and in its reply: the member that holds `{{n}}`, wherever it stands
 * in the reply, or for other texts the text itself. Null where the message holds no `{{n}}`, or only in a member's name.
 */
export function numberPattern(template: string): RegExp | null {
  const at = template.indexOf(MARK);
  if (at < 0) return null;
  const member = /("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*)?$/.exec(template.slice(0, at));
  if (!member?.[1])
    return new RegExp(
      `${escaped(template.slice(0, at).slice(-40))}(\\d+)${escaped(template.slice(at + MARK.length, at + MARK.length + 40))}`,
    );
  const [, name, before = ''] = member;
  const rest = before === '' ? '' : (/^(?:[^"\\]|\\.)*"/.exec(template.slice(at + MARK.length))?.[0] ?? '');
  // A number may come back as a text and a text as a number.
  const value =
    before === '' || (before === '"' && rest === '"')
      ? '"?(\\d+)"?(?![\\d.])'
      : `${escaped(before)}(\\d+)${escaped(rest)}`;
  return new RegExp(`${escaped(name)}\\s*:\\s*${value}`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The number that a text carries; null for none. */
export function numberIn(text: string, pattern: RegExp): number | null {
  const number = Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}
