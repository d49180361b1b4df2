import { describe, expect, it } from 'vitest';
import { forTerminal } from './log';

describe('forTerminal', () => {
  it.each([
    ['\x1b[2J', '\\u001b[2J'],
    ['\x1b]52;c;ZXZpbA==\x07', '\\u001b]52;c;ZXZpbA==\\u0007'],
    ['\x9b31m', '\\u009b31m'],
    ['over\rwrite\b\x7f', 'over\\u000dwrite\\u0008\\u007f'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['a\u200bb\u2066c\ufeffd\u2028e', 'a\\u200bb\\u2066c\\ufeffd\\u2028e'],
    ['one\n\ttwo é 東 😀', 'one\n\ttwo é 東 😀'],
  ])('%j', (hostile, shown) => {
    expect(forTerminal(hostile)).toBe(shown);
  });
});
