import { join } from 'node:path';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { openRoute } from '#bench/console-page.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { median } from '#bench/statistics.mjs';
import { ROOT } from '#scripts/launch.mjs';

/** How long each call to AWS takes: a far Region on a good line. */
const CALL_MS = 50;

/**
 * From the end of a failed answer until the page says why, with all that AWS tells of it: the function's policy and
 * configuration, and the logs of the API and of the function. Assumed: 50 ms for each call to AWS, logs that are there
 * by then (CloudWatch itself takes seconds to have them), and calls within the account's quota.
 */
export const m2 = {
  id: 'M2',
  title: 'answer to diagnosis with what AWS tells',
  unit: 'ms',
  quick: true,
  seconds: 60,
  warmUp: 3,
  ladder: [15, 31],
  async open(kit) {
    const browser = await openBrowser(kit);
    const fixture = join(ROOT, 'lib/diagnosis/fixtures/failing.yaml');
    const { sandbox, console: started } = await kit.stage(['--template', fixture, '--log-delay', '0:0']);
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openRoute(page, started.origin, { filter: 'failing throws', route: 'GET /throws' });
    await fetch(`${sandbox.origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ latency: CALL_MS }) });
    const early = [];
    return {
      ours: {
        name: 'console',
        sample: async () => {
          const { toWords, shownFirst } = await endToSurest(page, 'failing-throws ended with an error.');
          early.push(shownFirst);
          return toWords;
        },
      },
      bases: [],
      values: [
        {
          metric: 'the median',
          unit: 'ms',
          goal: { op: '<=', value: 500 },
          measure: async (samples) => median(samples.console),
        },
        {
          metric: 'answers drawn before a word of why',
          unit: '%',
          goal: { op: '>=', value: 100 },
          measure: async () => (early.filter(Boolean).length / early.length) * 100,
        },
      ],
    };
  },
};

/** In the page: sends, and takes the time from the answer being whole until the card asks AWS no more and says `wanted` for certain. */
async function endToSurest(page, wanted) {
  return await page.evaluate(async (words) => {
    const main = document.querySelector('main');
    const button = (label) => [...main.querySelectorAll('button')].find((one) => one.textContent.trim() === label);
    const card = () => main.querySelector('section[aria-label="Why it failed"]');
    const times = {};
    const noteEnd = () => {
      if (button('Cancel')) times.began = true;
      else if (times.began && times.ended === undefined) {
        times.ended = performance.now();
        requestAnimationFrame(() => setTimeout(() => (times.drawn = performance.now())));
      }
    };
    const noteWords = (said) => {
      times.first ??= performance.now();
      const surest = said.includes('Certain') && said.includes(words) && !said.includes('Asking AWS');
      if (surest) times.told ??= performance.now();
    };
    const watcher = new MutationObserver(() => {
      noteEnd();
      // The words of the call before stay until there are new ones, and the card says that it waits for them.
      const waits = card()?.getAttribute('aria-busy') === 'true';
      if (times.ended !== undefined && card() && !waits) noteWords(card().textContent);
    });
    watcher.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
    button('Send').click();
    await globalThis.painted(() => times.told !== undefined);
    watcher.disconnect();
    return { toWords: times.told - times.ended, shownFirst: times.drawn <= times.first };
  }, wanted);
}
