import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures';

const empty = mkdtempSync(join(tmpdir(), 'signalbox-no-aws-'));
test.afterAll(() => rmSync(empty, { recursive: true, force: true }));
test.use({
  environment: {
    AWS_CONFIG_FILE: join(empty, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(empty, 'credentials'),
    AWS_REGION: 'us-east-1',
  },
});

test('without any credentials there is one card that says how to get them', async ({ desk, page }) => {
  await page.goto('/');
  const card = desk.main.getByRole('alert');
  await expect(card).toHaveCount(1);
  await expect(card).toContainText(/aws (configure|login|sso)/);
  await expect(card.getByRole('button', { name: 'Try again' })).toBeVisible();
});
