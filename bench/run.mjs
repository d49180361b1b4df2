/** `npm run bench`: what Signalbox costs, side by side with what else there is. See README.md for the options. */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { endAll, endWith } from '#scripts/children.mjs';
import { seconds } from '#scripts/progress.mjs';
import { cases } from './cases.mjs';
import { commit, environment } from './environment.mjs';
import { ready } from './kit.mjs';
import { parseOptions } from './options.mjs';
import { runCase } from './run-case.mjs';
import { table, tally } from './table.mjs';

const options = readOptions();
endWith(async () => {});
const complaint = ready();
if (complaint) fail(complaint);

const startedAt = new Date().toISOString();
const env = environment();
const rows = [];
for (const item of chosen()) {
  const begun = Date.now();
  process.stdout.write(`${item.id.padEnd(3)} ${item.title} …`);
  const found = await runCase(item, options);
  rows.push(...found);
  process.stdout.write(` ${tally(found)} (${seconds(Date.now() - begun)})\n`);
}
env.loadEnd = loadavg();

const load = [env.loadStart[0], env.loadEnd[0]].map((value) => value.toFixed(1)).join(' → ');
console.log(
  `\nbench ${startedAt.slice(0, 10)}, commit ${commit()}, Node ${env.node}, Chromium ${env.chromium ?? 'none'},`,
);
console.log(`${env.cores} cores (${env.cpu}), load ${load}\n`);
console.log(table(rows));
if (options.json) {
  const report = { schema: 1, startedAt, commit: commit(), env, cases: rows };
  writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
}
await endAll();
process.exit(options.gate && rows.some(isBad) ? 1 : 0);

/** A peer that cannot do the job says nothing against us; our own side that cannot does. */
function isBad({ verdict, sides }) {
  return verdict === 'fail' || (verdict === 'invalid' && sides.base?.kind !== 'peer');
}

function readOptions() {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    return fail(error.message);
  }
}

/** The cases that were named, else the quick ones, else all. */
function chosen() {
  const unknown = options.cases.filter((id) => !cases.some((item) => item.id === id));
  if (unknown.length > 0)
    fail(`There is no case ${unknown.join(', ')}. There are ${cases.map(({ id }) => id).join(', ')}.`);
  if (options.cases.length > 0) return cases.filter(({ id }) => options.cases.includes(id));
  return options.full ? cases : cases.filter(({ quick }) => quick);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
