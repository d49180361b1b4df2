import { expect, test } from './fixtures';

test('what was typed survives going elsewhere and a reload', async ({ desk, page }) => {
  await desk.choose('notes', 'POST /notes');
  await desk.row('Query parameter', 1, ['dry', 'yes']);
  await desk.bodyKind('JSON');
  await desk.type('JSON body', '{"text":"half a thought');
  await desk.choose('notes', 'GET /notes');
  await desk.choose('notes', 'POST /notes');
  await desk.tab('Body');
  await expect(desk.main.getByRole('textbox', { name: 'JSON body' })).toContainText('half a thought');
  await page.reload();
  await desk.tab('Body');
  await expect(desk.main.getByRole('textbox', { name: 'JSON body' })).toContainText('half a thought');
  await desk.tab('Params');
  await expect(desk.main.getByLabel('Query parameter 1 name', { exact: true })).toHaveValue('dry');
});
