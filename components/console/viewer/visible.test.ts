import { expect, it } from 'vitest';
import { visibleParts } from './visible';

const shown = (text: string) =>
  visibleParts(text)
    .map((part) => (part.hidden ? `[${part.text}]` : part.text))
    .join('');

it.each([
  [
    'colours, titles and the clipboard of a terminal',
    '\u001b[31m\u001b]52;c;eA==\u0007',
    '[U+001B][31m[U+001B]]52;c;eA==[U+0007]',
  ],
  ['the same in one character, as C1 has it', '\u009b2J', '[U+009B]2J'],
  ['what rubs out or writes over', 'a\bb\rc', 'a[U+0008]b[U+000D]c'],
  ['what turns text round', 'user\u202egpj.exe\u2066', 'user[U+202E]gpj.exe[U+2066]'],
  ['what has no width', 'ad\u200bmin\u200d\ufeff\u00ad', 'ad[U+200B]min[U+200D][U+FEFF][U+00AD]'],
  ['tags, which spell in secret', `x${String.fromCodePoint(0xe0041)}`, 'x[U+E0041]'],
  ['halves of characters, and none at all', '\ud800\0', '[U+D800][U+0000]'],
])('%s', (_, text, expected) => {
  expect(shown(text)).toBe(expected);
});

it('leaves alone what is seen', () => {
  for (const text of ['GET /notes\t200', '<b>"\'&', 'Größe 寸法 ☺\ufe0f 😀 e\u0301', '']) {
    expect(visibleParts(text)).toEqual([{ text, hidden: false }]);
  }
});
