import { setTimeout as wait } from 'node:timers/promises';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { frameStamps } from '#bench/frame-stamps.mjs';
import { openLogs } from '#bench/log-pane.mjs';
import { follow, NO_TAILING_CLI, tailingCli } from '#bench/logs-tail.mjs';
import { median, quantile } from '#bench/statistics.mjs';
import { TRICKLE } from '#bench/target-logs.mjs';

/** The CLI polls every five seconds: a sample is what was seen in so long, by both at once. */
const WINDOW_MS = 5_500;
/** The console polls as often as the quota allows one tail. */
const POLL_MS = 300;
const TENTH = { op: '<=', value: 0.1 };

/** A line of a log that grows by an event every 400 ms: from when CloudWatch has it until it is on the screen. */
export const g1 = {
  id: 'G1',
  title: 'one log line, logged to painted',
  unit: 'ms',
  quick: true,
  seconds: 100,
  warmUp: 1,
  ladder: [5, 9],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, target, env } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openLogs(page, started.origin, 'trickle');
    await page.getByText('/at/').first().waitFor();
    await page.evaluate(frameStamps);
    const cli = tailingCli();
    const printed = cli ? follow(kit, cli, { env, endpoint: target.origin, group: TRICKLE }) : [];
    const seen = [];
    const ours = async () => {
      const delays = await painted(page);
      seen.push(...delays);
      return median(delays);
    };
    const theirs = async () => median(await printedIn(printed));
    const peer = { name: 'aws logs tail --follow', kind: 'bound', goal: TENTH };
    return {
      ours: { name: 'console', sample: ours },
      bases: [
        cli ? { ...peer, version: cli.version, sample: theirs } : { ...peer, skipped: NO_TAILING_CLI, kind: 'peer' },
      ],
      values: [
        {
          metric: 'median',
          unit: 'ms',
          goal: { op: '<=', value: POLL_MS / 2 + 30 },
          measure: async () => median(seen),
        },
        ...(cli ? [ninetyFifth(seen, printed)] : []),
      ],
    };
  },
};

function ninetyFifth(seen, printed) {
  return {
    metric: '95th percentile over that of aws logs tail',
    unit: '×',
    goal: TENTH,
    measure: async () =>
      quantile(seen, 0.95) /
      quantile(
        printed.map(({ delay }) => delay),
        0.95,
      ),
  };
}

async function painted(page) {
  return page.evaluate(async (ms) => {
    const grid = document.querySelector('[role="grid"][aria-label="Lines of the log"]');
    let newest = 0;
    const begun = performance.timeOrigin + performance.now();
    const stop = globalThis.stampPainted(grid, () => {
      const all = [...grid.textContent.matchAll(/\/at\/(\d+\.\d\d)/g)].map(([, at]) => Number(at));
      const fresh = all.filter((at) => at > newest);
      newest = Math.max(newest, ...all);
      return fresh.length > 0 ? fresh : null;
    });
    await new Promise((resolve) => setTimeout(resolve, ms));
    return stop().flatMap(({ found, at }) => found.filter((made) => made > begun).map((made) => at - made));
  }, WINDOW_MS);
}

async function printedIn(printed) {
  for (let before = printed.length; ; before = printed.length) {
    await wait(WINDOW_MS);
    const fresh = printed.slice(before).map(({ delay }) => delay);
    if (fresh.length > 0) return fresh;
  }
}
