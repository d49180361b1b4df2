import { expect, test } from './fixtures';

test.use({ sandboxFlags: ['--no-demo', '--generate', '200:5000', '--throttle', '10:40'] });

test('lists 200 APIs at once, and finds a route among their 5,000', async ({ desk }) => {
  test.slow();
  await desk.open();
  await expect(desk.main.getByText('200 APIs')).toBeVisible();
  const sidebar = desk.page.getByRole('complementary');
  // The background crawl leaves half of AWS's quota to others; a person who is in a hurry may take all of it.
  await sidebar.getByRole('button', { name: 'Load the rest now' }).click({ timeout: 30_000 });
  await expect(sidebar.getByText('200 APIs, 5,000 routes')).toBeVisible({ timeout: 40_000 });
  await desk.search.fill('media-200');
  await expect(desk.tree.getByRole('treeitem', { name: /^media-200 25 routes/ })).toBeVisible();
  // However long the list, only what can be seen is in the page.
  await desk.search.fill('');
  await expect(desk.tree.getByRole('treeitem').first()).toBeVisible();
  expect(await desk.tree.getByRole('treeitem').count()).toBeLessThan(120);
});
