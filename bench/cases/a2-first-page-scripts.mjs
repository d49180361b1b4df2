import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBrowser, scriptsOf, withPage } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { NO_PEER, peerFolder, peerVersion } from '#bench/kit.mjs';

/** How much JavaScript the first page loads. A size: the same on every machine, so one round is enough. */
export const a2 = {
  id: 'A2',
  title: 'JavaScript of the first page, gzipped',
  unit: 'KB',
  quick: true,
  exact: true,
  seconds: 60,
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.stage();
    const session = await enterConsole(started);
    const minimal = await kit.minimalNext();
    const swagger = peerFolder('swagger-ui-dist');
    const goal = { op: '<=', value: 0.41 };
    return {
      ours: { name: 'console', sample: () => kilobytes(browser, session, `${session.origin}/`) },
      bases: [
        {
          name: 'minimal Next',
          kind: 'limit',
          goal: { op: '<=', value: 1.35 },
          sample: () => kilobytes(browser, { origin: minimal }, `${minimal}/`),
        },
        swagger
          ? {
              name: 'swagger-ui',
              kind: 'peer',
              goal,
              version: peerVersion('swagger-ui-dist'),
              sample: async () => bundle(swagger),
            }
          : { name: 'swagger-ui', kind: 'peer', goal, skipped: NO_PEER },
      ],
    };
  },
};

async function kilobytes(browser, session, url) {
  const { gzip, files } = await withPage(browser, session, (page) => scriptsOf(page, url));
  if (files === 0) throw new Error(`${url} loaded no script at all.`);
  return gzip / 1_000;
}

function bundle(folder) {
  return gzipSync(readFileSync(join(folder, 'swagger-ui-bundle.js')), { level: 9 }).length / 1_000;
}
