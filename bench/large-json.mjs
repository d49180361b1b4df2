import { byteIndexFloor, openBare } from './bare-page.mjs';
import { openBrowser, withPage } from './browser.mjs';
import { clickToPainted, directUrl, openRoute } from './console-page.mjs';
import { enterConsole } from './exchange-client.mjs';
import { NO_PEER, peerFolder, peerVersion } from './kit.mjs';
import { bundleCodeMirror, codeMirror, servePeers, vanillaTree } from './peer-pages.mjs';
import { renderersMb } from './renderer-memory.mjs';

const ROUTE = { filter: 'large', route: 'GET /large/{mb}' };
const FIRST_LINES = '"source": "sandbox"';

/** The sides of one size of JSON: the console, the floor, and the viewers that people use. A fresh page each time. */
export async function openLargeJson(kit, megabytes, goals) {
  const browser = await openBrowser(kit);
  const { console: started, sandbox } = await kit.stage();
  const session = await enterConsole(started);
  const url = await withPage(browser, session, (page) => addressOf(page, started.origin, megabytes));
  const bare = (use) =>
    withPage(browser, { origin: sandbox.origin }, async (page) => {
      await openBare(page, sandbox.origin);
      return use(page);
    });
  return {
    ours: {
      name: 'console',
      sample: () => withPage(browser, session, (page) => showOurs(page, started.origin, megabytes)),
    },
    bases: [
      { name: 'byte index', kind: 'limit', goal: goals.floor, sample: () => bare((page) => byteIndexFloor(page, url)) },
      ...(await peerBases(kit, { bare, url, goals })),
    ],
    /** A page of the console with the whole answer in it. */
    shown: (use) =>
      withPage(browser, session, async (page) => {
        await showOurs(page, started.origin, megabytes);
        return use(page);
      }),
    /** How much memory the page takes for the answer, in MB. */
    grownMb: () =>
      withPage(browser, session, async (page) => {
        await addressOf(page, started.origin, megabytes);
        const before = await renderersMb(browser, page);
        await clickToPainted(page, FIRST_LINES);
        return (await renderersMb(browser, page)) - before;
      }),
  };
}

async function peerBases(kit, { bare, url, goals }) {
  const editor = { name: 'vanilla-jsoneditor', kind: 'peer', goal: goals.vanilla };
  const mirror = { name: 'CodeMirror 6', kind: 'peer', goal: goals.codeMirror };
  const wanted = [editor, mirror].filter(({ goal }) => goal);
  if (!peerFolder('vanilla-jsoneditor')) return wanted.map((base) => ({ ...base, skipped: NO_PEER }));
  const peers = await servePeers(kit, { '/codemirror.js': await bundleCodeMirror() });
  const at = { peers, url };
  return [
    { ...editor, version: peerVersion('vanilla-jsoneditor'), sample: () => bare((page) => vanillaTree(page, at)) },
    { ...mirror, version: peerVersion('codemirror'), sample: () => bare((page) => codeMirror(page, at)) },
  ].filter(({ goal }) => goal);
}

async function addressOf(page, origin, megabytes) {
  await openRoute(page, origin, ROUTE);
  await page.getByRole('main').getByRole('textbox', { name: 'mb', exact: true }).fill(String(megabytes));
  return directUrl(page);
}

async function showOurs(page, origin, megabytes) {
  await addressOf(page, origin, megabytes);
  return clickToPainted(page, FIRST_LINES);
}
