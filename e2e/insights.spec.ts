import type { Locator, Page } from '@playwright/test';
import { axeFaults } from './axe';
import type { Desk } from './desk';
import { expect, test } from './fixtures';

// A day of lines is there to ask about, and each new one at once.
test.use({ sandboxFlags: ['--traffic', '--log-delay', '0'] });

const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function openPicture(desk: Desk) {
  await desk.open();
  await desk.search.fill('shop');
  await desk.tree.getByRole('treeitem', { name: /^shop .*HTTP$/ }).click();
  await desk.main.getByRole('button', { name: 'Logs', exact: true }).click();
  await desk.main.getByRole('button', { name: 'Draw requests, errors and latency' }).click();
}

test('draws the lines at hand, and hours of an API by Insights, over time and by route', async ({ desk, page }) => {
  await openPicture(desk);
  await expect(page.getByRole('slider', { name: /^Lines at hand: \d+ requests/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Hours and days' }).click();
  await page.getByRole('combobox', { name: 'Time range' }).selectOption('Last 6 hours');
  await page.getByRole('button', { name: 'Run both queries' }).click();
  const [time, route] = [section(page, 'Over time'), section(page, 'By route')];
  const cost = /lines matched, [\d.]+ KB read, less than \$0\.0001 \(list price of us-east-1\)/;
  await expect(time.getByRole('status')).toHaveText(cost);
  await expect(route.getByRole('status')).toHaveText(cost);

  // One place in time is shared by the charts, and told in words.
  const chart = time.getByRole('slider');
  await chart.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(chart).toHaveAttribute('aria-valuenow', '1');
  await expect(chart).toHaveAttribute('aria-valuetext', /\d+ requests?, 4xx \d+, 5xx \d+, error rate .* %/);
  expect(await axeFaults(page)).toEqual([]);
  await time.getByRole('button', { name: 'As a table' }).click();
  const rows = section(page, 'The charts as a table').getByRole('row');
  expect(await rows.count()).toBeGreaterThanOrEqual(72);

  // The busiest first; a heading sorts, and a route leads to its console.
  const routes = route.getByRole('row');
  await expect(routes.nth(1)).toContainText('GET /orders');
  await route.getByRole('button', { name: 'Route' }).click();
  await expect(route.getByRole('columnheader', { name: 'Route' })).toHaveAttribute('aria-sort', 'ascending');
  const saved = page.waitForEvent('download');
  await route.getByRole('button', { name: 'CSV' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^by-route-.*\.csv$/);
  await route.getByRole('link', { name: 'POST /orders' }).click();
  await expect(desk.sendButton).toBeVisible();
  expect(new URL(page.url()).searchParams.get('route')).toBe('POST /orders');
});

test('shows where a query is wrong, stops one that runs, and puts traffic into the tree', async ({
  desk,
  page,
  stage,
}) => {
  await openPicture(desk);
  await page.getByRole('tab', { name: 'Hours and days' }).click();
  const route = section(page, 'By route');
  await route.getByRole('button', { name: 'Query' }).click();
  const query = route.getByRole('textbox', { name: 'Query by route' });
  const right = await query.inputValue();
  await query.fill(right.replace('sum(status >= 500)', 'sun(status >= 500)'));
  await page.keyboard.press('ControlOrMeta+Enter');
  const said = 'CloudWatch does not understand the query: unexpected symbol found sun(status >= 500) at line 5';
  await expect(route.getByRole('alert')).toContainText(said);
  const selected = () =>
    query.evaluate((field) => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
  await expect.poll(selected).toBe('sun(status >= 500)');

  // A query that takes an hour is stopped at CloudWatch too.
  const control = (path: string, body: unknown) =>
    fetch(`${stage.sandbox}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
  await control('logs/scan', { ms: 3_600_000 });
  await route.getByRole('button', { name: 'Back to the generated one' }).click();
  await expect(query).toHaveValue(right);
  await route.getByRole('button', { name: 'Run this query' }).click();
  await expect(route.getByRole('status')).toHaveText(/^Running: /);
  await control('reset-calls', null);
  await route.getByRole('button', { name: 'Cancel' }).click();
  await expect(route.getByRole('status')).toHaveText(/^Cancelled: /);
  const calls = async () => JSON.stringify(await (await fetch(`${stage.sandbox}/_sandbox/calls`)).json());
  await expect.poll(calls).toContain('StopQuery');
  await control('logs/scan', { ms: null });

  const files = desk.tree.getByRole('treeitem', { name: /^GET \/files\b/ }).first();
  await expect(files).not.toHaveText(/requests/);
  const toggle = desk.main.getByRole('button', { name: 'Traffic of the last hour in the tree' });
  await toggle.click();
  await expect(files).toContainText(/\d+ requests?.* between \d\d:\d\d and \d\d:\d\d/);
  await toggle.click();
  await expect(files).not.toContainText(/requests/);
});
