/**
 * Characters that would not be seen or would change how their neighbours are read: controls, bidirectional marks, zero
 * width, tags, byte order mark, soft hyphen, lone halves. Tab and the two emoji selectors are none of them.
 */
const HIDDEN = /(?!\t|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}\p{Noncharacter_Code_Point}]/gu;

/** The name under which a hidden character is shown: `U+202E`. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text in parts; `hidden` parts are names that stand for one character each. */
export function visibleParts(text: string): { text: string; hidden: boolean }[] {
  if (text.search(HIDDEN) < 0) return [{ text, hidden: false }];
  const parts: { text: string; hidden: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), hidden: false });
    parts.push({ text: nameOf(match[0]), hidden: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hidden: false });
  return parts;
}
