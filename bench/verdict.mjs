/** @typedef {'pass'|'fail'|'inconclusive'|'noisy'|'invalid'|'skipped'} Verdict */

/** How far the same thing measured twice may differ before nothing finer can be claimed. */
const NULL_MEDIAN = 0.05;
const NULL_INTERVAL = 0.12;

/** Whether the machine was quiet enough: the base against itself, in the same rounds. */
export function isQuiet({ median, ci95 }) {
  return Math.abs(median - 1) <= NULL_MEDIAN && 1 - ci95[0] <= NULL_INTERVAL && ci95[1] - 1 <= NULL_INTERVAL;
}

/** How far the noise of the machine could shift a ratio: the furthest that the null's interval gets from 1, as a factor. */
function noiseOf({ ci95 }) {
  return Math.max(ci95[1], 1 / ci95[0], 1);
}

/**
 * The verdict on a ratio: it passes or fails only where the whole interval is on one side of the goal. On a machine that
 * cannot tell a thing from itself it passes only where that noise could not make up the distance to the goal.
 * @returns {Verdict}
 */
export function judgeRatio({ ci95 }, goal, nullRatio) {
  const [low, high] = ci95;
  const passes = (by) => (goal.op === '<=' ? high * by <= goal.value : low / by >= goal.value);
  const fails = goal.op === '<=' ? low > goal.value : high < goal.value;
  if (fails) return 'fail';
  if (nullRatio && !isQuiet(nullRatio)) return passes(noiseOf(nullRatio)) ? 'pass' : 'noisy';
  return passes(1) ? 'pass' : 'inconclusive';
}

/** The verdict on a number that does not depend on how fast the machine is: a count, a size, a bound. @returns {Verdict} */
export function judgeValue(value, goal) {
  if (goal.op === '=') return value === goal.value ? 'pass' : 'fail';
  return (goal.op === '<=' ? value <= goal.value : value >= goal.value) ? 'pass' : 'fail';
}
