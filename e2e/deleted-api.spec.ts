import { expect, test } from './fixtures';

test('an API that was deleted meanwhile says so, and leaves the list', async ({ desk, stage }) => {
  await desk.choose('feedback', 'POST /feedback');
  const id = desk.apiId;
  await desk.bodyKind('Text');
  await desk.type('Text body', 'kept');
  await fetch(`${stage.sandbox}/_sandbox/apis/${id}`, { method: 'DELETE' });
  await desk.main.getByRole('button', { name: 'Refresh the description' }).click();
  await expect(desk.page.getByText('no longer exists').first()).toBeVisible();
  await desk.page.goto('/');
  await desk.page.getByRole('complementary').getByRole('button', { name: 'Refresh' }).click();
  await expect(desk.main.getByRole('link', { name: 'website-ada-feedbackApi' })).toBeHidden();
  await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeVisible();
});
