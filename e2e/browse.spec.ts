import { expect, test } from './fixtures';

test('shows every API under what deployed it, and each with all that AWS knows of it', async ({ desk }) => {
  await desk.open();
  const rows: [api: string, owner: string][] = [
    ['notes', 'notes'],
    ['lab', 'workbench'],
    ['shop', 'shop-prod'],
    ['billing', 'platform / Billing'],
    ['inventory', 'Terraform'],
    ['website-ada-feedbackApi', 'website / ada'],
  ];
  for (const [api, owner] of rows) {
    const row = desk.main.getByRole('row').filter({ has: desk.page.getByRole('link', { name: api, exact: true }) });
    await expect(row.getByRole('cell').nth(1)).toContainText(owner);
  }
  await expect(desk.main.getByRole('row', { name: /^platform-edge/ })).toContainText('Disabled');

  await desk.main.getByRole('link', { name: 'notes', exact: true }).click();
  await expect(desk.main.getByRole('heading', { name: 'notes', level: 1 })).toBeVisible();
  for (const fact of ['$default', 'v2', 'https://notes.example.com', 'notes-identity', 'notes/read', '/_issuer']) {
    await expect(desk.main.getByText(fact).first()).toBeVisible();
  }
});

test('gives each route an address of its own', async ({ desk }) => {
  await desk.choose('notes', 'GET /notes/{id}');
  const url = desk.page.url();
  await desk.page.goto('/');
  await desk.page.goto(url);
  await expect(desk.main.getByRole('region', { name: 'Full URL' })).toContainText('/notes/{id}');
  await desk.page.goBack();
  await expect(desk.main.getByRole('heading', { name: 'APIs', level: 1 })).toBeVisible();
});
