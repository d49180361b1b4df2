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
    await openRoute(page, started.origin, { filter: 'notes', route: 'ANY $default' });
    let count = 0;
    return {
      ours: {
        name: 'console',
        sample: async () => {
          // Another broken escape each time, so that the words of the call before cannot be taken for its own.
          count += 1;
          const broken = `%g${count % 10}`;
          await page.getByRole('textbox', { name: 'Path' }).fill(`/${broken}`);
          return endToWords(page, `has “${broken}”`);
        },
      },
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

/** In the page: sends, and takes the time from the answer being whole to the words being there, in milliseconds. */
async function endToWords(page, words) {
  return await page.evaluate(
    async ({ wanted }) => {
      const main = document.querySelector('main');
      const button = (label) => [...main.querySelectorAll('button')].find((one) => one.textContent.trim() === label);
      const told = () =>
        main.querySelector('section[aria-label="Why it failed"]')?.textContent.includes(wanted) ?? false;
      const times = {};
      const watcher = new MutationObserver(() => {
        if (button('Cancel')) times.began = true;
        else if (times.began) times.ended ??= performance.now();
        if (times.ended && told()) times.told ??= performance.now();
      });
      watcher.observe(main, { subtree: true, childList: true, characterData: true });
      button('Send').click();
      await globalThis.painted(() => times.told !== undefined);
      watcher.disconnect();
      return times.told - times.ended;
    },
    { wanted: words },
  );
}
