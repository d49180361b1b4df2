import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { LINES, openLogs, readHour } from '#bench/log-pane.mjs';
import { heldMb, measureList } from '#bench/search-in-page.mjs';
import { loggedLine } from '#bench/target-logs.mjs';

const COUNT = 1_000_000;
/** Two frames of sixty a second, 33.3 ms, as the page's clock rounds them. */
const TWO_FRAMES_MS = 33.5;
/** What one line holds and no other: its request id; and what one in a hundred holds. */
const ONE = '"requestId":"777777"';
const SOME = '77","ip"';

/** A million lines of an access log in the page: searched, scrolled, and what they cost. */
export const g3 = {
  id: 'G3',
  title: 'find among a million lines',
  unit: 'ms',
  quick: false,
  seconds: 240,
  warmUp: 2,
  ladder: [15, 31],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.leanStage();
    const { file, megabytes } = writeLines(kit.folder());
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openLogs(page, started.origin, 'million');
    const before = await heldMb(page);
    await readHour(page, COUNT, 300_000);
    const held = (await heldMb(page)) - before;
    const { ours, scan, values } = await measureList(page, {
      pane: LINES,
      field: 'Find in lines',
      one: { text: ONE, counted: counted(1) },
      many: { text: SOME, counted: counted(COUNT / 100) },
      megabytes,
      held,
      most: { scans: 2.2, frameMs: TWO_FRAMES_MS, memory: 1.7 },
    });
    const grep = {
      name: 'grep -c -F',
      kind: 'peer',
      goal: { op: '<=', value: 1.5 },
      sample: async () => grepTime(file),
    };
    return { ours, bases: [grep, scan], values };
  },
};

/** As the pane says it. */
const counted = (found) => `${found.toLocaleString('en-GB')} of ${COUNT.toLocaleString('en-GB')} lines`;

/** The same lines in a file. */
function writeLines(folder) {
  const file = join(folder, 'lines.log');
  const text = Array.from({ length: COUNT }, (_, index) => loggedLine(index, 0)).join('\n');
  writeFileSync(file, `${text}\n`);
  return { file, megabytes: (text.length + 1) / 1_000_000 };
}

/** The whole of a grep, from its start to its count. */
function grepTime(file) {
  const begun = performance.now();
  const { stdout, error } = spawnSync('grep', ['-c', '-F', ONE, file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const took = performance.now() - begun;
  if (error || stdout.trim() !== '1') throw error ?? new Error(`grep counted ${stdout.trim()}.`);
  return took;
}
