import { AGAIN, judgeSides, judgeValues } from './judge.mjs';
import { openKit } from './kit.mjs';
import { ladderFor, measureRounds } from './rounds.mjs';

/** Rounds over which a side warms up before anything counts. */
const WARM_UP = 2;

/**
 * Opens a case, measures and judges it, and closes all that it started, also if it fails. A case that breaks is one
 * invalid row with the reason.
 */
export async function runCase(item, options) {
  const kit = openKit(options);
  try {
    const opened = await item.open(kit);
    return await measure(item, opened, options);
  } catch (error) {
    return [broken(item, error)];
  } finally {
    await kit.close();
  }
}

async function measure(item, { ours, bases = [], values = [], checks = [] }, options) {
  const verified = checks.every(({ ok }) => ok);
  const samples = verified && ours ? await sample(item, { ours, bases }, options) : {};
  const rows = judgeSides({ item, ours, bases, checks, samples });
  return verified ? [...rows, ...(await judgeValues({ item, values, checks, samples }))] : rows;
}

async function sample(item, { ours, bases }, options) {
  const measured = bases.filter(({ skipped, invalid }) => !skipped && !invalid);
  const [first] = measured;
  const sides = [ours, ...measured];
  if (first && first.kind !== 'bound' && !item.exact) sides.push({ ...first, name: first.name + AGAIN });
  if (!item.exact) for (const side of sides) for (let i = 0; i < (item.warmUp ?? WARM_UP); i++) await side.sample(-1);
  const decided = (samples) =>
    judgeSides({ item, ours, bases: measured, checks: [], samples }).every(
      ({ verdict }) => verdict === 'pass' || verdict === 'fail',
    );
  return await measureRounds(sides, {
    ladder: item.exact ? [1] : ladderFor(options.rounds, item.ladder),
    until: Date.now() + item.seconds * (options.full ? 3 : 1) * 1_000,
    decided,
  });
}

function broken(item, error) {
  return {
    id: item.id,
    metric: item.title,
    unit: item.unit ?? '',
    better: 'lower',
    sides: {},
    ratio: null,
    goal: { op: '<=', value: Number.NaN },
    verify: { ok: false, checks: [] },
    verdict: 'invalid',
    reason: error.message.split('\n').slice(0, 6).join('\n  '),
  };
}
