import { fetchToPre, openBare } from '#bench/bare-page.mjs';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { clickToPainted, directUrl, openRoute } from '#bench/console-page.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';

/** From the click to the answer on the screen, on loopback. */
export const c4 = {
  id: 'C4',
  title: 'click to answer painted',
  unit: 'ms',
  quick: true,
  seconds: 45,
  warmUp: 3,
  ladder: [15, 31, 61],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, sandbox } = await kit.stage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openRoute(page, started.origin, { filter: 'echo', route: 'ANY /echo' });
    const url = await directUrl(page);
    const bare = await keepPage(kit, browser, { origin: sandbox.origin });
    await openBare(bare, sandbox.origin);
    let count = 0;
    return {
      ours: {
        name: 'console',
        sample: async () => {
          const mark = `mark=${++count}z`;
          await page.getByLabel('Query parameter 1 name', { exact: true }).fill('mark');
          await page.getByLabel('Query parameter 1 value', { exact: true }).fill(mark.slice(5));
          return clickToPainted(page, `"query": "${mark}"`);
        },
      },
      bases: [
        {
          name: 'fetch and <pre>',
          kind: 'limit',
          goal: { op: '<=', value: 1.5 },
          sample: () => fetchToPre(bare, `${url}?mark=${++count}z`, `mark=${count}z`),
        },
      ],
    };
  },
};
