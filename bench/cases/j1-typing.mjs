import { openBare } from '#bench/bare-page.mjs';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { loadAllRoutes } from '#bench/console-page.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { median } from '#bench/statistics.mjs';
import { slowestKey } from '#bench/typing.mjs';

const ROUTES = 5_000;

/** Typing into the filter over 5,000 routes: from the key to the next paint, the slowest of fourteen keys. */
export const j1 = {
  id: 'J1',
  title: 'a key in the filter to the next paint',
  unit: 'ms',
  quick: true,
  seconds: 60,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, sandbox } = await kit.stage(['--no-demo', '--generate', `200:${ROUTES}`]);
    const page = await keepPage(kit, browser, await enterConsole(started));
    await loadAllRoutes(page, started.origin, ROUTES);
    const filter = page.getByRole('searchbox', { name: 'Search routes' });
    const bare = await keepPage(kit, browser, { origin: sandbox.origin });
    await openBare(bare, sandbox.origin);
    const plain = bare.getByRole('textbox');
    return {
      checks: [{ name: 'the filter finds routes', ok: await finds(page, filter) }],
      ours: {
        name: 'console',
        sample: () => slowestKey(page, filter),
      },
      bases: [
        { name: 'plain <input>', kind: 'limit', goal: { op: '<=', value: 1.5 }, sample: () => slowestKey(bare, plain) },
      ],
      values: [
        {
          metric: 'the slowest key of a usual round',
          unit: 'ms',
          goal: { op: '<=', value: 32 },
          measure: async (samples) => median(samples.console),
        },
      ],
    };
  },
};

async function finds(page, filter) {
  await filter.fill('invoices');
  await page.getByRole('treeitem', { name: 'GET /invoices', exact: true }).first().waitFor();
  await filter.fill('');
  return true;
}
