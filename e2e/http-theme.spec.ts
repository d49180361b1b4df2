import { axeFaultsInBothThemes } from './axe';
import { expect, test } from './fixtures';

test('the list, a route with its answer and an error have no fault that axe can find', async ({ desk, page }) => {
  const faults = () => axeFaultsInBothThemes(page);
  await desk.open();
  await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeVisible();
  expect(await faults()).toEqual([]);
  await desk.choose('notes', 'GET /notes');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  expect(await faults()).toEqual([]);
  await page.goto('/?profile=expired');
  await expect(desk.main.getByRole('alert')).toBeVisible();
  expect(await faults()).toEqual([]);
});
