import { watchNoNetwork } from './browser.mjs';
import { LOG_API_ID, REGION } from './target-account.mjs';

/** Around everything that the pane shows. */
export const LINES = 'section[aria-label="Logs"]';

/** The page of logs, with one of the lean target's logs: found by role and label, as a person would. */
export async function openLogs(page, origin, stage) {
  const params = new URLSearchParams({ region: REGION, source: `http/${LOG_API_ID}/access:${stage}` });
  await page.goto(`${origin}/logs?${params}`);
  await page.getByRole('grid', { name: 'Lines of the log' }).waitFor();
  await watchNoNetwork(page);
}

const TIME = { name: 'Time' };

/** From when a range is chosen until so many lines are counted and painted, in milliseconds. */
export async function readHour(page, lines, patience) {
  const time = page.getByRole('combobox', TIME);
  await time.selectOption({ label: 'Last 5 minutes' });
  await page.locator('[role="grid"][aria-rowcount="1"]').waitFor();
  await page.evaluate(
    ({ wanted, patience }) => {
      const grid = document.querySelector('[role="grid"][aria-label="Lines of the log"]');
      const begun = new Promise((resolve) =>
        addEventListener('change', (event) => resolve(event.timeStamp), { capture: true, once: true }),
      );
      const there = () =>
        Number(grid.getAttribute('aria-rowcount')) > wanted &&
        grid.querySelector('[role="row"] ~ [role="rowgroup"] [role="row"]');
      globalThis.allRead = begun.then(async (at) => (await globalThis.painted(there, patience)) - at);
    },
    { wanted: lines, patience },
  );
  await time.selectOption({ label: 'Last hour' });
  return page.evaluate(() => globalThis.allRead);
}

/** The numbers that the requests of all lines shown have, as the pane exports them. */
export async function exportedRequests(page) {
  await page.getByRole('button', { name: 'Export' }).click();
  const coming = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('menuitem', { name: 'Lines shown as NDJSON' }).click();
  const chunks = [];
  for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  return lines.map((text) => Number(JSON.parse(text).context?.requestId));
}
