import { openBare } from '#bench/bare-page.mjs';
import { keepPage, openBrowser, watchNoNetwork } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { median } from '#bench/statistics.mjs';
import { exportedNumbers, isWholeCount } from '#bench/stream-pane.mjs';
import {
  bareSubscriber,
  forgetIt,
  openGraphiql,
  paneOf,
  realtimeUrl,
  runUntilShown,
  writeSubscription,
} from '#bench/subscribing.mjs';

const EVENTS = 30_000;
const QUERY = `subscription Flood { flood(count: ${EVENTS}) { n text } }`;

/** Events of a subscription that come as fast as they are taken: a second, until the last is on the screen. */
export const l2 = {
  id: 'L2',
  title: 'subscription events a second, shown',
  unit: '/s',
  quick: true,
  seconds: 60,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, target } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openGraphiql(page, started.origin);
    await writeSubscription(page, QUERY);
    const bare = await keepPage(kit, browser, { origin: target.origin });
    await openBare(bare, `${target.origin}/_counts`);
    await bare.evaluate(bareSubscriber);
    for (const one of [page, bare]) await watchNoNetwork(one);
    await runUntilShown(page, EVENTS);
    const numbers = await exportedNumbers(page, paneOf(page));
    await forgetIt(page);
    return {
      checks: [{ name: 'all events are there, in order and each once', ok: isWholeCount(numbers, EVENTS) }],
      ours: { name: 'console', sample: () => throughConsole(page) },
      bases: [
        {
          name: 'bare page',
          kind: 'limit',
          goal: { op: '>=', value: 1 },
          sample: () => byItself(bare, realtimeUrl(target)),
        },
      ],
      values: [
        {
          metric: 'events a second',
          unit: '/s',
          goal: { op: '>=', value: 5_000 },
          measure: async (samples) => median(samples.console),
        },
      ],
    };
  },
};

async function throughConsole(page) {
  const took = await runUntilShown(page, EVENTS);
  await forgetIt(page);
  return EVENTS / (took / 1_000);
}

/** The least a page can do: keep all, and show the last and how many there are. */
async function byItself(page, url) {
  const took = await page.evaluate(
    async ({ from, query, count }) => {
      const pre = document.querySelector('pre');
      const kept = [];
      const begun = performance.now();
      const end = await globalThis.subscribe(from, query, (payload) => kept.push(JSON.stringify(payload)));
      await globalThis.painted(() => {
        pre.textContent = `${kept.length}\n${kept.at(-1) ?? ''}`;
        return kept.length === count;
      });
      end();
      return performance.now() - begun;
    },
    { from: url, query: QUERY, count: EVENTS },
  );
  return EVENTS / (took / 1_000);
}
