/** Pure figures about samples. Nothing here knows what was measured. */

export function median(values) {
  return quantile(values, 0.5);
}

/** The quantile `q` in 0…1, between neighbours by their distance. NaN for no values. */
export function quantile(values, q) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/** How a side did: its samples in the order taken, and their usual figures. */
export function describe(samples) {
  return {
    samples,
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    p95: quantile(samples, 0.95),
  };
}

/**
 * The ratio of two sides, taken round by round: what disturbs the machine in a round disturbs both, and divides out.
 * The interval is the 95 % percentile bootstrap of the median of the ratios.
 */
export function ratioOf(ours, base, seed = 1) {
  const perRound = ours.map((value, round) => value / base[round]);
  return {
    perRound,
    median: median(perRound),
    min: Math.min(...perRound),
    max: Math.max(...perRound),
    ci95: bootstrapMedian(perRound, seed),
    rounds: perRound.length,
  };
}

/** The 95 % interval of the median, by drawing with replacement. The same seed gives the same interval. */
export function bootstrapMedian(values, seed, resamples = 2_000) {
  if (values.length < 2) return [values[0], values[0]];
  const random = seeded(seed);
  const medians = Array.from({ length: resamples }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)])),
  );
  return [quantile(medians, 0.025), quantile(medians, 0.975)];
}

/** Numbers in 0…1 that only depend on the seed (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
