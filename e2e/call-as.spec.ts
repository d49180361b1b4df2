import { totpCode } from '@/sandbox/cognito/totp';
import { MFA_SECRET } from '@/sandbox/iam/assume-role';
import { expect, test } from './fixtures';

/** Heidi's authenticator app, as the stack's users have it. */
const HEIDIS_APP = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';

test('one route as users of two pools and as a role, with what differs', async ({ desk, page, stage }) => {
  test.slow();
  await desk.choose('staff', 'GET /staff/me JWT authorizer');
  const staff = await desk.signInWindow();
  await desk.givePassword(staff, 'heidi@example.com', 'Permanent-1');
  await staff.getByRole('textbox', { name: 'Code' }).fill(totpCode(HEIDIS_APP, Date.now()));
  await staff.getByRole('button', { name: 'Go on' }).click();
  await expect(staff).toBeHidden();

  await desk.choose('people', 'GET /people/me JWT authorizer');
  const people = await desk.signInWindow();
  await desk.givePassword(people, 'alice', 'Wonder1and');
  await expect(people).toBeHidden();

  await desk.as('Assume a role…');
  const role = page.getByRole('dialog', { name: 'Assume a role' });
  await role.getByRole('textbox', { name: 'Role ARN' }).fill('arn:aws:iam::000000000000:role/notes-auditor');
  await role.getByRole('textbox', { name: /^External id/ }).fill('notes-audit');
  await role.getByRole('textbox', { name: /^MFA device/ }).fill('arn:aws:iam::000000000000:mfa/demo');
  await role.getByRole('textbox', { name: 'MFA code' }).fill(totpCode(MFA_SECRET, Date.now()));
  await role.getByRole('button', { name: 'Assume', exact: true }).click();
  await expect(role).toBeHidden();
  await desk.as('alice');

  await stage.forget();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const window = page.getByRole('dialog', { name: 'Call as several identities' });
  await window.getByRole('checkbox', { name: /^No identity/ }).uncheck();
  for (const name of [/^alice/, /^heidi/, /notes-auditor/]) await window.getByRole('checkbox', { name }).check();
  await window.getByRole('button', { name: 'Send as 3 identities' }).click();

  const answers = window.getByRole('list', { name: 'Answers' }).getByRole('article');
  await expect(answers).toHaveCount(3);
  const [alice, heidi, auditor] = [/^alice/, /^heidi/, /notes-auditor/].map((name) =>
    window.getByRole('article', { name }),
  );
  if (!alice || !heidi || !auditor) throw new Error('An answer is missing.');
  await expect(alice).toContainText('200 OK');
  await expect(alice.getByRole('region', { name: 'Body as alice' })).toContainText('"issuer"');
  await expect(heidi).toContainText('401 Unauthorized');
  await expect(heidi).toContainText(/This route takes tokens of .* heidi.*’s token was issued by /);
  await expect(heidi).toContainText('Against alice: 3 lines gone, 1 line new.');
  await expect(heidi.getByRole('insertion').filter({ hasText: '"message": "Unauthorized"' })).toBeVisible();
  await expect(heidi.getByRole('deletion').filter({ hasText: '"subject"' })).toBeVisible();
  await expect(auditor).toContainText('401 Unauthorized');
  await expect.poll(async () => (await stage.sent()).map(({ status }) => status).sort()).toEqual([200, 401, 401]);

  await heidi.getByRole('button', { name: /^Open the answer/ }).click();
  await expect(window).toBeHidden();
  await expect(desk.status).toContainText(/401 Unauthorized.*as heidi/s);
});

test('one that cannot be sent does not disturb the others', async ({ desk, page, watch }) => {
  watch.expectTrouble(/status of 401/);
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.main.getByRole('button', { name: 'Call as several identities' }).click();
  const window = page.getByRole('dialog', { name: 'Call as several identities' });
  await window.getByRole('checkbox', { name: /^IAM as expired/ }).check();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.getByRole('article', { name: 'IAM as expired' })).toContainText('Not sent');
  await expect(window.getByRole('article', { name: 'IAM SigV4' })).toContainText('200 OK');
  await expect(window.getByRole('article', { name: 'No identity' })).toContainText('403 Forbidden');
  await expect(window.getByRole('status')).toContainText(
    '200 as IAM SigV4, Not sent as IAM as expired, 403 without an identity',
  );
});

test('credentials that the server lost are got again beside the other answers', async ({
  desk,
  page,
  stage,
  context,
  watch,
}) => {
  watch.expectTrouble(/status of 40[13]/);
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.as('Assume a role…');
  const role = page.getByRole('dialog', { name: 'Assume a role' });
  await role.getByRole('textbox', { name: 'Role ARN' }).fill('arn:aws:iam::000000000000:role/notes-operator');
  await role.getByRole('button', { name: 'Assume', exact: true }).click();
  await expect(role).toBeHidden();
  await stage.restart();
  await context.addCookies(stage.cookies);

  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  const window = page.getByRole('dialog', { name: 'Call as several identities' });
  await window.getByRole('button', { name: 'Send as 3 identities' }).click();
  const operator = window.getByRole('article', { name: /notes-operator/ });
  await expect(operator).toContainText('Signalbox no longer holds these credentials');
  await operator.getByRole('button', { name: 'Get new credentials' }).click();
  await expect(operator).toContainText('200 OK');
  await expect(window.getByRole('article', { name: 'No identity' })).toContainText('403 Forbidden');
});
