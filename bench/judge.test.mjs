import { expect, it } from 'vitest';
import { AGAIN, judgeSides } from './judge.mjs';

const item = { id: 'X1', title: 'a thing', unit: 'ms' };
const ours = { name: 'console' };
const limit = { name: 'raw', kind: 'limit', goal: { op: '<=', value: 2.5 } };
const flat = (value) => Array.from({ length: 15 }, () => value);
const samples = { console: flat(2), raw: flat(1), [`raw${AGAIN}`]: flat(1) };

it('judges our ratio to each base', () => {
  const tight = { name: 'peer', kind: 'peer', goal: { op: '<=', value: 0.5 } };
  const rows = judgeSides({ item, ours, bases: [limit, tight], checks: [], samples: { ...samples, peer: flat(3) } });
  expect(rows.map(({ metric, verdict }) => [metric, verdict])).toEqual([
    ['a thing', 'pass'],
    ['a thing … vs peer', 'fail'],
  ]);
});

it('gives no ratio where the sides did not do the same job', () => {
  const [row] = judgeSides({ item, ours, bases: [limit], checks: [{ name: 'signature', ok: false }], samples });
  expect(row).toMatchObject({ verdict: 'invalid', ratio: null, reason: 'not verified: signature' });
});

it('skips a missing peer with the reason, never passes it', () => {
  const [row] = judgeSides({ item, ours, bases: [{ ...limit, skipped: 'not installed' }], checks: [], samples: {} });
  expect(row).toMatchObject({ verdict: 'skipped', reason: 'not installed' });
});

it('passes nothing within what the base differs from itself', () => {
  const [row] = judgeSides({
    item,
    ours,
    bases: [limit],
    checks: [],
    samples: { ...samples, console: flat(2.4), [`raw${AGAIN}`]: flat(1.1) },
  });
  expect(row.verdict).toBe('noisy');
});
