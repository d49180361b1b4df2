/** `npm test`: installs what is missing, then every check there is, cheapest first. The last line counts them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAll, endWith, start } from './children.mjs';
import { findChromium, installChromium } from './chromium.mjs';
import { closingLine, playwrightCounts, sum, vitestCounts } from './counts.mjs';
import { heavyPages } from './first-load.mjs';
import { installLocked, readPackages } from './installation.mjs';
import { boundToRegistry, missingOptionals, tooOld } from './lock-file.mjs';
import { requireNode } from './node-version.mjs';
import { seconds } from './progress.mjs';
import { foreignInTree } from './tree-check.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

requireNode();
const cleanUp = () => rmSync(reports, { recursive: true, force: true });
endWith(cleanUp);
process.exitCode = (await runAll(steps())) ? 0 : 1;
await endAll();
cleanUp();

function steps() {
  return [
    [
      'Lock files',
      () => complaints(locked((packages) => [...missingOptionals(packages), ...boundToRegistry(packages)])),
    ],
    ['Minimum versions', () => complaints(locked(tooOld))],
    ['Dependencies', () => installLocked(root).then(() => PASSED), 'needed'],
    ['Nothing of one machine', () => complaints(foreignInTree(root))],
    ['Lint and format', () => tool('@biomejs/biome/bin/biome', ['ci', '.'])],
    ['Types', types],
    ['Unit and contract tests', unit],
    // While the tests wait for their servers, the build has something to do.
    ['Production build', () => command(process.execPath, ['scripts/build.mjs']), 'needed', 'beside'],
    ['First load of each page', () => complaints(heavyPages(root))],
    ['Chromium', chromium, 'needed'],
    ['End-to-end tests', endToEnd],
  ];
}

/** Runs the steps in order, one that says so beside the one before; what needs a failed one is not run, and counts as failed. */
async function runAll(list) {
  const results = [];
  for (let at = 0; at < list.length; ) {
    const besides = list[at + 1]?.[3] === 'beside' ? 2 : 1;
    const steps = list.slice(at, at + besides);
    at += besides;
    const done = await Promise.all(steps.map(runOne));
    results.push(...done);
    if (done.some(({ counts }, index) => steps[index][2] && counts.failed > 0)) break;
  }
  const left = list.slice(results.length).map(([name]) => ({ name, counts: FAILED, took: 'not run' }));
  const all = [...results, ...left];
  console.log('');
  for (const { name, counts, took } of all) {
    console.log(`${counts.failed ? '✗' : '✓'} ${name.padEnd(26)} ${took.padStart(12)}   ${closingLine(counts)}`);
  }
  const total = sum(all.map(({ counts }) => counts));
  console.log(`\n${closingLine(total)}`);
  return total.failed === 0;
}

async function runOne([name, run]) {
  console.log(`\n── ${name}`);
  const begun = Date.now();
  const counts = await run().catch(tell);
  return { name, counts, took: seconds(Date.now() - begun) };
}

/** What `check` says about the product's lock file and that of the benchmark's peers. */
function locked(check) {
  return ['package-lock.json', 'bench/peers/package-lock.json'].flatMap((file) =>
    check(readPackages(join(root, file))),
  );
}

async function complaints(list) {
  for (const complaint of list) console.error(complaint);
  return list.length > 0 ? FAILED : PASSED;
}

function tell(error) {
  console.error(error.message);
  return FAILED;
}

/** On a fresh clone the types of the routes and of Next's own imports do not exist yet: Next writes them first. */
async function types() {
  const routes = await tool('next/dist/bin/next', ['typegen']);
  return routes.failed ? routes : await tool('typescript/bin/tsc', ['--noEmit']);
}

async function unit() {
  const file = join(reports, 'unit.json');
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  return counted(await tool('vitest/vitest.mjs', args), () => vitestCounts(readJson(file)));
}

async function chromium() {
  const path = findChromium() ?? (await installChromium(root));
  if (!path)
    throw new Error('No Chromium could be installed. Set CHROMIUM to the path of one, and run npm test again.');
  console.log(path);
  process.env.CHROMIUM = path;
  return PASSED;
}

async function endToEnd() {
  const file = join(reports, 'e2e.json');
  const ran = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  return counted(ran, () => playwrightCounts(readJson(file)));
}

/** The runner's own counts; a runner that failed without a failing test is one failure more. */
function counted(ran, read) {
  try {
    const counts = read();
    return ran.failed && counts.failed === 0 ? sum([counts, FAILED]) : counts;
  } catch {
    return FAILED;
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function tool(bin, args, env) {
  return command(process.execPath, [join(root, 'node_modules', bin), ...args], env);
}

async function command(file, args, env) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env } };
  const { code } = await start(file, args, options).ended;
  return code === 0 ? PASSED : FAILED;
}
