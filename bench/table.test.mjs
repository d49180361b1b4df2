import { expect, it } from 'vitest';
import { figure, table } from './table.mjs';

const row = {
  id: 'C2',
  metric: 'signed GET',
  unit: 'ms',
  sides: { ours: { name: 'console', median: 0.531 }, base: { name: 'undici', median: 0.2 } },
  ratio: { median: 2.59, ci95: [2.41, 2.78], rounds: 61 },
  goal: { op: '<=', value: 2.5 },
};

it('shows each comparison on a line, why something has no verdict, and the tally', () => {
  const lines = table([
    { ...row, verdict: 'inconclusive' },
    { ...row, sides: { base: { name: 'curl' } }, ratio: null, verdict: 'skipped', reason: 'curl is not installed' },
  ]).split('\n');
  expect(lines[1]).toBe('C2  signed GET  0.53 ms  undici 0.20 ms  2.59 (2.41–2.78)       ≤ 2.50  INCONCLUSIVE (61)');
  expect(lines[2]).toMatch(/^C2 {2}signed GET {11}curl {35}≤ 2\.50 {2}SKIPPED$/);
  expect(lines).toContain('C2 signed GET: curl is not installed');
  expect(lines.at(-1)).toBe('0 pass, 0 fail, 1 inconclusive, 1 skipped');
});

it.each([
  [0.531, '0.53'],
  [26.71, '26.7'],
  [853.4, '853'],
  [5000, '5000'],
  [Number.NaN, '–'],
])('writes %d as %s', (value, text) => {
  expect(figure(value)).toBe(text);
});
