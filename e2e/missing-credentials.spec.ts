import { expect, test } from './fixtures';

test('an expired SSO session: one card with the command, and the rest stays usable', async ({ desk, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/?profile=expired');
  const card = desk.main.getByRole('alert');
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('expired');
  await expect(card.getByText('aws sso login --profile expired')).toBeVisible();
  await card.getByRole('button', { name: 'Copy command' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('aws sso login --profile expired');
  await desk.profile('demo');
  await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('a profile without permission: names the action, and stacks are still read', async ({ desk, page }) => {
  await page.goto('/?profile=denied');
  await expect(desk.main).toContainText('apigateway:GET');
  await expect(page.getByRole('complementary')).toContainText('user/denied');
  await desk.profile('default');
  await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeVisible();
});

test('a request signed as an expired profile says so, and nothing is sent', async ({ desk, stage, watch }) => {
  watch.expectTrouble(/status of 401/);
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.as('IAM as expired');
  await desk.send();
  await expect(desk.main.getByText('aws sso login --profile expired')).toBeVisible();
  expect(await stage.sent()).toEqual([]);
});
