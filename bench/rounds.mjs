/** How many rounds there may be, one after the other, as long as some ratio is undecided. */
const LADDER = [15, 31, 61];

/** The order of the sides in a round: rotated, so that none always comes first or always after the same one. */
export function rotated(sides, round) {
  const from = round % sides.length;
  return [...sides.slice(from), ...sides.slice(0, from)];
}

/**
 * Measures every side once a round. After each rung of the ladder `decided` is asked whether that is enough; it is
 * also enough when the time is up. Returns the samples by the name of the side.
 */
export async function measureRounds(sides, { ladder = LADDER, until, decided }) {
  const samples = Object.fromEntries(sides.map(({ name }) => [name, []]));
  let round = 0;
  for (const rung of ladder) {
    for (; round < rung && !(round >= ladder[0] && Date.now() > until); round++) {
      for (const side of rotated(sides, round)) samples[side.name].push(await side.sample(round));
    }
    if (decided(samples) || Date.now() > until) break;
  }
  return samples;
}

/** The rungs that the person's wish allows: exactly `rounds` where it is given. */
export function ladderFor(rounds, rungs = LADDER) {
  return rounds ? [rounds] : rungs;
}
