import { expect, test } from './fixtures';

test('filters as one types over the routes of all APIs, and says that nothing matches', async ({ desk }) => {
  await desk.open();
  await desk.search.fill('items');
  await expect(desk.tree.getByRole('treeitem', { name: 'GET /items', exact: true })).toBeVisible();
  await expect(desk.tree.getByRole('treeitem', { name: 'PUT /items/{sku} IAM' })).toBeVisible();
  await expect(desk.tree.getByRole('treeitem', { name: 'GET /notes', exact: true })).toBeHidden();

  await desk.search.fill('no such route');
  const sidebar = desk.page.getByRole('complementary');
  await expect(sidebar.getByRole('status').filter({ hasText: 'Nothing matches' })).toBeVisible();
  await sidebar.getByRole('button', { name: 'Show everything' }).click();
  await expect(desk.search).toHaveValue('');
  await expect(desk.tree.getByRole('treeitem').first()).toBeVisible();
});
