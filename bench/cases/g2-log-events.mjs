import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { exportedRequests, openLogs, readHour } from '#bench/log-pane.mjs';
import { NO_TAILING_CLI, tailAll, tailingCli } from '#bench/logs-tail.mjs';
import { isWholeCount } from '#bench/stream-pane.mjs';
import { LOGGED_EVENTS } from '#bench/target-account.mjs';
import { FLOOD } from '#bench/target-logs.mjs';
import { ROOT } from '#scripts/launch.mjs';

const run = promisify(execFile);
const perSecond = (took) => LOGGED_EVENTS / (took / 1_000);

/** An hour of a log group: events a second, from the choice of the range until all are counted, parsed and painted. */
export const g2 = {
  id: 'G2',
  title: 'log events a second, shown',
  unit: '/s',
  quick: true,
  seconds: 90,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, target, env } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openLogs(page, started.origin, 'flood');
    await readHour(page, LOGGED_EVENTS);
    const requests = await exportedRequests(page);
    return {
      checks: [{ name: 'all lines are there, in order and each once', ok: isWholeCount(requests, LOGGED_EVENTS) }],
      ours: { name: 'console', sample: async () => perSecond(await readHour(page, LOGGED_EVENTS)) },
      bases: [
        await cliBase({ env, endpoint: target.origin }),
        {
          name: 'fetched and parsed',
          kind: 'limit',
          goal: { op: '>=', value: 0.4 },
          sample: () => bare(target.origin),
        },
      ],
    };
  },
};

/** What it takes to start, which it takes for an empty group as well, is not counted. */
async function cliBase(where) {
  const base = { name: 'aws logs tail', kind: 'peer', goal: { op: '>=', value: 2 } };
  const cli = tailingCli();
  if (!cli) return { ...base, skipped: NO_TAILING_CLI };
  const { lines } = await tailAll(cli, { ...where, group: FLOOD });
  if (lines !== LOGGED_EVENTS) return { ...base, invalid: `it printed ${lines} lines` };
  const sample = async () => {
    const nothing = await tailAll(cli, { ...where, group: '/bench/empty' });
    const all = await tailAll(cli, { ...where, group: FLOOD });
    return perSecond(all.took - nothing.took);
  };
  return { ...base, version: cli.version, sample };
}

async function bare(origin) {
  const child = join(ROOT, 'bench', 'log-fetch-child.mjs');
  const { stdout } = await run(process.execPath, [child, origin, FLOOD]);
  const { took, events } = JSON.parse(stdout);
  if (events !== LOGGED_EVENTS) throw new Error(`The bare client read ${events} events.`);
  return perSecond(took);
}
