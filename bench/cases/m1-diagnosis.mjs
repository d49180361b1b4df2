import { keepPage, openBrowser } from '#bench/browser.mjs';
import { openRoute } from '#bench/console-page.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { median } from '#bench/statistics.mjs';

/** From the end of a failed answer until the page says why, by what it knows itself. */
export const m1 = {
  id: 'M1',
  title: 'answer to diagnosis',
  unit: 'ms',
  quick: true,
  seconds: 30,
  warmUp: 3,
  ladder: [15, 31],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.stage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openRoute(page, started.origin, { filter: 'people/me', route: 'GET /people/me JWT authorizer' });
    return {
      ours: { name: 'console', sample: () => endToWords(page) },
      bases: [],
      values: [
        {
          metric: 'the median',
          unit: 'ms',
          goal: { op: '<=', value: 20 },
          measure: async (samples) => median(samples.console),
        },
      ],
    };
  },
};

/** In the page: sends, and takes the time from the answer being whole to the words about it, in milliseconds. */
async function endToWords(page) {
  return await page.evaluate(async () => {
    const main = document.querySelector('main');
    const button = (label) => [...main.querySelectorAll('button')].find((one) => one.textContent.trim() === label);
    const card = () => main.querySelector('section[aria-label="Why it failed"]');
    const times = {};
    const watcher = new MutationObserver(() => {
      if (button('Cancel')) times.began = true;
      else if (times.began) times.ended ??= performance.now();
      // The words of the call before stay until there are new ones, and the card says that it waits for them.
      if (times.ended && card() && card().getAttribute('aria-busy') !== 'true') times.told ??= performance.now();
    });
    watcher.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
    button('Send').click();
    await globalThis.painted(() => times.told !== undefined);
    watcher.disconnect();
    return times.told - times.ended;
  });
}
