import { openBare } from '#bench/bare-page.mjs';
import { keepPage, openBrowser, watchNoNetwork } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { frameStamps } from '#bench/frame-stamps.mjs';
import { median } from '#bench/statistics.mjs';
import { bareSubscriber, forgetIt, openGraphiql, realtimeUrl, runIt, writeSubscription } from '#bench/subscribing.mjs';

const QUERY = 'subscription Tick { tick { at } }';
/** The target sends one each 50 ms: a sample is the median of so many. */
const PER_SAMPLE = 40;

/** One event on an otherwise quiet subscription: from when the API sends it until it is on the screen. */
export const l3 = {
  id: 'L3',
  title: 'one subscription event, sent to painted',
  unit: 'ms',
  quick: true,
  seconds: 60,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, target } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openGraphiql(page, started.origin);
    await page.evaluate(frameStamps);
    await writeSubscription(page, QUERY);
    const bare = await keepPage(kit, browser, { origin: target.origin });
    await openBare(bare, `${target.origin}/_counts`);
    await bare.evaluate(frameStamps);
    await bare.evaluate(bareSubscriber);
    for (const one of [page, bare]) await watchNoNetwork(one);
    return {
      ours: { name: 'console', sample: () => throughConsole(page) },
      bases: [
        {
          name: 'bare page',
          kind: 'limit',
          goal: { op: '<=', value: 2 },
          sample: () => byItself(bare, realtimeUrl(target)),
        },
      ],
      values: [
        {
          metric: 'what the console adds, median',
          unit: 'ms',
          goal: { op: '<=', value: 10 },
          measure: async (samples) => median(samples.console.map((took, at) => took - samples['bare page'][at])),
        },
      ],
    };
  },
};

async function throughConsole(page) {
  await runIt(page);
  await page.getByRole('listbox', { name: 'Events' }).getByText('"tick"').first().waitFor();
  const took = await page.evaluate(async (count) => {
    const list = document.querySelector('[role="listbox"][aria-label="Events"]');
    const newest = () => /"at":([\d.]+)/.exec(list.lastElementChild.lastElementChild?.textContent ?? '')?.[1] ?? null;
    const stop = globalThis.stampPainted(list, newest);
    await new Promise((resolve) => setTimeout(resolve, count * 50));
    return stop().map(({ found, at }) => at - Number(found));
  }, PER_SAMPLE);
  await forgetIt(page);
  return whole(took);
}

async function byItself(page, url) {
  const took = await page.evaluate(
    async ({ from, query, count }) => {
      const pre = document.querySelector('pre');
      const newest = () => /"at":([\d.]+)/.exec(pre.textContent)?.[1] ?? null;
      const stop = globalThis.stampPainted(pre, newest);
      const end = await globalThis.subscribe(from, query, (payload) => {
        pre.textContent = JSON.stringify(payload);
      });
      await new Promise((resolve) => setTimeout(resolve, count * 50));
      end();
      return stop().map(({ found, at }) => at - Number(found));
    },
    { from: url, query: QUERY, count: PER_SAMPLE },
  );
  return whole(took);
}

function whole(took) {
  if (took.length < PER_SAMPLE / 2) throw new Error(`Only ${took.length} of some ${PER_SAMPLE} events were seen.`);
  return median(took);
}
