import { expect, test } from './fixtures';

test('switches profile and region without a restart, in the address too', async ({ desk }) => {
  await desk.open();
  const footer = desk.page.getByRole('complementary');
  await expect(footer).toContainText('user/demo');
  await desk.profile('other');
  await expect(footer).toContainText('user/other');
  await expect(desk.main.getByRole('link', { name: 'reports' })).toBeVisible();
  await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeHidden();

  await desk.profile('demo-eu');
  await expect(desk.main.getByRole('link', { name: 'status', exact: true })).toBeVisible();
  await desk.region('us-east-1');
  await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeVisible();

  await desk.page.reload();
  await expect(desk.page.getByRole('combobox', { name: 'Profile' })).toHaveValue('demo-eu');
  await expect(desk.page.getByRole('combobox', { name: 'Region' })).toHaveValue('us-east-1');
});
