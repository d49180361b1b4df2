import { expect, it } from 'vitest';
import { measureRounds, rotated } from './rounds.mjs';

function side(name, log) {
  return { name, sample: async (round) => log.push(`${round}${name}`) };
}

it('rotates, so that every side comes first equally often', () => {
  const firsts = [0, 1, 2, 3, 4, 5].map((round) => rotated(['a', 'b', 'c'], round)[0]);
  expect(firsts).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

it('measures each side once a round and climbs the ladder until it is decided', async () => {
  const log = [];
  const samples = await measureRounds([side('a', log), side('b', log)], {
    ladder: [2, 3, 9],
    until: Date.now() + 60_000,
    decided: ({ a }) => a.length === 3,
  });
  expect(log).toEqual(['0a', '0b', '1b', '1a', '2a', '2b']);
  expect(samples.a).toHaveLength(3);
  expect(samples.b).toHaveLength(3);
});

it('does the first rung whatever the time, and then stops', async () => {
  const log = [];
  await measureRounds([side('a', log)], { ladder: [2, 50], until: 0, decided: () => false });
  expect(log).toEqual(['0a', '1a']);
});
