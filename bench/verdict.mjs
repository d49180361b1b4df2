/** @typedef {'pass'|'fail'|'inconclusive'|'noisy'|'invalid'|'skipped'} Verdict */

/** How far the same thing measured twice may differ before nothing finer can be claimed. */
const NULL_MEDIAN = 0.05;
const NULL_INTERVAL = 0.12;

/** Whether the machine was quiet enough: the base against itself, in the same rounds. */
export function isQuiet({ median, ci95 }) {
  return Math.abs(median - 1) <= NULL_MEDIAN && 1 - ci95[0] <= NULL_INTERVAL && ci95[1] - 1 <= NULL_INTERVAL;
}

/**
 * The verdict on a ratio: it passes or fails only where the whole interval is on one side of the goal, and never
 * passes on a machine that cannot tell a thing from itself.
 * @returns {Verdict}
 */
export function judgeRatio({ ci95 }, goal, nullRatio) {
  const [low, high] = ci95;
  const passes = goal.op === '<=' ? high <= goal.value : low >= goal.value;
  const fails = goal.op === '<=' ? low > goal.value : high < goal.value;
  if (fails) return 'fail';
  if (nullRatio && !isQuiet(nullRatio)) return 'noisy';
  return passes ? 'pass' : 'inconclusive';
}

/** The verdict on a number that does not depend on how fast the machine is: a count, a size, a bound. @returns {Verdict} */
export function judgeValue(value, goal) {
  if (goal.op === '=') return value === goal.value ? 'pass' : 'fail';
  return (goal.op === '<=' ? value <= goal.value : value >= goal.value) ? 'pass' : 'fail';
}
