import { expect, test } from './fixtures';

// Port 9 is discard: nothing listens there.
test.use({ environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } });

test('where no endpoint listens it says so and what to do', async ({ desk, page }) => {
  await page.goto('/');
  await expect(desk.main).toContainText('127.0.0.1:9', { timeout: 20_000 });
  await expect(desk.main.getByRole('button', { name: 'Try again' }).first()).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Profile' })).toBeVisible();
});
