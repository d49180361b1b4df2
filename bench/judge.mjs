import { describe, ratioOf } from './statistics.mjs';
import { judgeRatio, judgeValue } from './verdict.mjs';

/** The second measurement of the same base, for the A/A null. */
export const AGAIN = ' (again)';

/** One row a base that was measured: our ratio to it, judged against its goal. */
export function judgeSides({ item, ours, bases, checks, samples }) {
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
  return bases.map((base) => {
    const row = rowFor(item, base, checks);
    if (base.skipped) return { ...row, verdict: 'skipped', reason: base.skipped };
    if (base.invalid) return { ...row, verdict: 'invalid', reason: base.invalid };
    if (failed.length > 0) return { ...row, verdict: 'invalid', reason: `not verified: ${failed.join(', ')}` };
    const mine = samples[ours.name];
    const theirs = samples[base.name];
    const nullRatio = nullOf(bases, samples);
    const ratio = ratioOf(mine, theirs);
    return {
      ...row,
      sides: { ours: { name: ours.name, ...describe(mine) }, base: { ...row.sides.base, ...describe(theirs) } },
      ratio,
      null: nullRatio,
      verdict: judgeRatio(ratio, base.goal, base.kind === 'bound' ? null : nullRatio),
    };
  });
}

/** One row a figure that is judged by itself: a count, a frame gap. */
export async function judgeValues({ item, values, checks, samples }) {
  const rows = [];
  for (const { metric, unit, goal, measure } of values) {
    const value = await measure(samples);
    rows.push({
      ...rowFor({ ...item, unit }, { name: '', kind: 'value', goal }, checks),
      metric,
      sides: { ours: { name: 'console', ...describe([value]) } },
      verdict: judgeValue(value, goal),
    });
  }
  return rows;
}

/** The base against itself in the same rounds; null where it was not measured twice. */
export function nullOf(bases, samples) {
  const base = bases.find(({ name }) => samples[name + AGAIN]);
  if (!base) return null;
  const { median, ci95, rounds } = ratioOf(samples[base.name + AGAIN], samples[base.name]);
  return { median, ci95, rounds };
}

function rowFor(item, base, checks) {
  const { name, kind, goal, version } = base;
  return {
    id: item.id,
    metric: item.title + (kind === 'peer' ? ` … vs ${name}` : ''),
    unit: item.unit ?? '',
    better: goal.op === '>=' ? 'higher' : 'lower',
    sides: { base: { name, kind, ...(version ? { version } : {}) } },
    ratio: null,
    goal,
    verify: { ok: checks.every(({ ok }) => ok), checks },
    verdict: 'skipped',
    reason: '',
  };
}
