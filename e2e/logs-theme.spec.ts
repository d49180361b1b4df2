import { axeFaultsInBothThemes } from './axe';
import { expect, test } from './fixtures';

test.use({ sandboxFlags: ['--log-delay', '0:0'] });

test('the logs have no fault that axe can find', async ({ desk, page }) => {
  test.setTimeout(90_000);
  const logs = page.getByRole('region', { name: 'Logs', exact: true });
  await desk.choose('throws', 'GET /throws');
  await desk.send();
  await page.keyboard.press('Alt+l');
  await logs.getByRole('button', { name: 'Filter' }).click();
  await logs.getByRole('button', { name: /^5xx/ }).click();
  await page.getByRole('grid', { name: 'Lines of the log' }).getByRole('row').filter({ hasText: '500' }).last().click();
  await expect(page.getByRole('region', { name: 'Line', exact: true })).toBeVisible();
  expect(await axeFaultsInBothThemes(page, 'section[aria-label="Logs"]')).toEqual([]);
});
