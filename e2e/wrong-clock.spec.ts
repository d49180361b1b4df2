import { expect, test } from './fixtures';

test.use({ sandboxFlags: ['--clock', '10'] });

test('a clock 10 minutes off is named as the reason, with what to do', async ({ desk, page, watch }) => {
  watch.expectTrouble(/status of 403/);
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.send();
  await expect(desk.status).toContainText('403 Forbidden');
  await expect(desk.why).toContainText(/clock of this computer, which is (9|10) minutes behind that of the API/);
  await desk.why.getByRole('button', { name: /^Certain/ }).click();
  await expect(desk.why).toContainText('Set the clock right, then send it again.');

  await desk.choose('people/me', 'GET /people/me JWT authorizer');
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await desk.tab('Auth');
  await expect(desk.main).toContainText(/By this computer’s clock the token was issued (9|10) minutes from now/);
  await expect(desk.main).toContainText('Set the clock right if it is slow.');
  await expect(page.getByRole('button', { name: 'Identity: alice' })).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});
