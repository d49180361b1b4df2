import { residentMb } from './process-cost.mjs';

/** Resident memory of all pages of a browser together in MB, after a collection in this one. */
export async function renderersMb(browser, page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.detach();
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await system.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return pages.reduce((sum, { id }) => sum + residentMb(id), 0);
}
