import { keepPage, openBrowser, withPage } from '#bench/browser.mjs';
import { loadAllRoutes } from '#bench/console-page.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { NO_PEER, peerFolder, peerVersion } from '#bench/kit.mjs';
import { openApi, SWAGGER_PAGE, servePeers } from '#bench/peer-pages.mjs';
import { median } from '#bench/statistics.mjs';

const ROUTES = 5_000;
/** What is on the screen when a page can be used: so many of these. */
const OURS = { selector: '[role="tree"][aria-label="APIs of this account"] [role="treeitem"]', least: 10 };
const MINIMAL = { selector: '#usable', least: 1 };
const SWAGGER = { selector: '.opblock-tag', least: 10 };

/** From opening the address to a page that can be used, with 5,000 routes in it. */
export const a3 = {
  id: 'A3',
  title: 'usable page, 5,000 routes',
  unit: 'ms',
  quick: true,
  seconds: 70,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.stage(['--no-demo', '--generate', `200:${ROUTES}`]);
    const session = await enterConsole(started);
    const first = await keepPage(kit, browser, session);
    await loadAllRoutes(first, started.origin, ROUTES);
    await first.close();
    const minimal = await kit.minimalNext();
    const blocked = { console: [], 'swagger-ui': [] };
    const open = (name, at, ready) =>
      withPage(browser, at.session ?? { origin: at.url }, (page) =>
        usable(page, at.url, { ready, into: blocked[name] }),
      );
    return {
      ours: { name: 'console', sample: () => open('console', { session, url: started.origin }, OURS) },
      bases: [
        {
          name: 'minimal Next',
          kind: 'limit',
          goal: { op: '<=', value: 1.25 },
          sample: () => open('minimal', { url: minimal }, MINIMAL),
        },
        await swaggerBase(kit, open),
      ],
      values: peerFolder('swagger-ui-dist')
        ? [
            {
              metric: 'blocked time to swagger-ui’s',
              unit: '',
              goal: { op: '<=', value: 0.1 },
              measure: async () => median(blocked.console) / median(blocked['swagger-ui']),
            },
          ]
        : [],
    };
  },
};

async function swaggerBase(kit, open) {
  const base = { name: 'swagger-ui', kind: 'peer', goal: { op: '<=', value: 0.3 } };
  if (!peerFolder('swagger-ui-dist')) return { ...base, skipped: NO_PEER };
  const peers = await servePeers(kit, { '/swagger.html': SWAGGER_PAGE, '/openapi.json': openApi(ROUTES) });
  return {
    ...base,
    version: peerVersion('swagger-ui-dist'),
    sample: () => open('swagger-ui', { url: `${peers}/swagger.html` }, SWAGGER),
  };
}

/** Until what `ready` names is painted, from the start of the navigation. How long tasks blocked the page goes into `into`. */
async function usable(page, url, { ready, into }) {
  await page.goto(url, { waitUntil: 'commit' });
  const [time, blocked] = await page.evaluate(async ({ selector, least }) => {
    const at = await globalThis.painted(() => document.querySelectorAll(selector).length >= least);
    return [at, globalThis.longTasks.reduce((sum, duration) => sum + duration - 50, 0)];
  }, ready);
  into?.push(blocked);
  return time;
}
