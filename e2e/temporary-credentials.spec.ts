import { totpCode } from '@/sandbox/cognito/totp';
import { MFA_SECRET } from '@/sandbox/iam/assume-role';
import { expect, test } from './fixtures';

const WHOAMI = ['whoami', 'GET /whoami IAM'] as const;
const ACCOUNT = '000000000000';
const HEIDIS_APP = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';

test.beforeEach(({ watch }) => watch.expectTrouble(/status of 40[013]/));

test('a role, with external id and MFA code; who one is stands there before the call', async ({ desk, page }) => {
  await desk.choose(...WHOAMI);
  await desk.as('No identity');
  await desk.send();
  await expect(desk.status).toContainText('403');
  await desk.as('Assume a role…');
  const window = page.getByRole('dialog', { name: 'Assume a role' });
  await expect(window).toContainText(`arn:aws:iam::${ACCOUNT}:user/demo`);
  const assume = window.getByRole('button', { name: 'Assume', exact: true });
  const arn = window.getByRole('textbox', { name: 'Role ARN' });
  await arn.fill('notes-auditor');
  await assume.click();
  await expect(window).toContainText('That is not the ARN of a role.');
  await arn.fill(`arn:aws:iam::${ACCOUNT}:role/notes-auditor`);
  await assume.click();
  await expect(window.getByRole('status').or(window.getByRole('alert'))).toContainText('sts:AssumeRole');
  await window.getByRole('textbox', { name: /^External id/ }).fill('notes-audit');
  await window.getByRole('textbox', { name: /^MFA device/ }).fill(`arn:aws:iam::${ACCOUNT}:mfa/demo`);
  await window.getByRole('textbox', { name: 'MFA code' }).fill(totpCode(MFA_SECRET, Date.now()));
  await assume.click();
  await expect(window).toBeHidden();
  await desk.tab('Auth');
  await expect(desk.main).toContainText('assumed-role/notes-auditor/signalbox');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('assumed-role/notes-auditor/signalbox');
});

test('an identity pool: a guest may not, somebody signed in may', async ({ desk, page }) => {
  await desk.choose(...WHOAMI);
  const window = page.getByRole('dialog', { name: 'Temporary credentials from an identity pool' });
  const exchange = async () => {
    await desk.as('Temporary credentials from an identity pool…');
    await expect(window.getByRole('combobox', { name: 'Identity pool' })).toContainText('notes');
    await window.getByRole('button', { name: 'Get credentials' }).click();
    await expect(window).toBeHidden();
  };
  await exchange();
  await desk.tab('Auth');
  await expect(desk.main).toContainText('assumed-role/notes-guest');
  await desk.send();
  await expect(desk.status).toContainText('403');

  const signIn = await desk.signInWindow();
  await signIn.getByRole('combobox', { name: 'Where' }).click();
  await page.getByRole('option', { name: /^people/ }).click();
  await desk.givePassword(signIn, 'alice', 'Wonder1and');
  await expect(signIn).toBeHidden();
  await exchange();
  await expect(desk.main).toContainText('assumed-role/notes-member');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('an identity pool begins with a sign-in that it takes, and says who would fit', async ({ desk, page }) => {
  await desk.choose(...WHOAMI);
  const signIn = async (where: RegExp, username: string, password: string) => {
    const window = await desk.signInWindow();
    await window.getByRole('combobox', { name: 'Where' }).click();
    await page.getByRole('option', { name: where }).click();
    await desk.givePassword(window, username, password);
    return window;
  };
  await expect(await signIn(/^people/, 'alice', 'Wonder1and')).toBeHidden();
  const staff = await signIn(/^staff/, 'heidi@example.com', 'Permanent-1');
  await staff.getByRole('textbox', { name: 'Code' }).fill(totpCode(HEIDIS_APP, Date.now()));
  await page.keyboard.press('Enter');
  await expect(staff).toBeHidden();

  await desk.as('Temporary credentials from an identity pool…');
  const window = page.getByRole('dialog', { name: 'Temporary credentials from an identity pool' });
  const whom = window.getByRole('combobox', { name: 'For' });
  await expect(whom).toContainText('alice');
  await whom.click();
  await page.getByRole('option', { name: /^heidi/ }).click();
  await expect(window).toContainText(
    /notes does not take the sign-in of heidi.*Sign in to us-east-1_\w+ through the app/,
  );
});

test('credentials that were lost with the server are got again in one click', async ({
  desk,
  page,
  stage,
  context,
}) => {
  await desk.choose(...WHOAMI);
  await desk.as('Assume a role…');
  const window = page.getByRole('dialog', { name: 'Assume a role' });
  await window.getByRole('textbox', { name: 'Role ARN' }).fill(`arn:aws:iam::${ACCOUNT}:role/notes-operator`);
  await window.getByRole('button', { name: 'Assume', exact: true }).click();
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');

  await stage.restart();
  await context.addCookies(stage.cookies);
  await desk.send();
  await expect(desk.answer).toContainText('Signalbox no longer holds these credentials');
  await desk.answer.getByRole('button', { name: 'Get new credentials and send' }).click();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('assumed-role/notes-operator/signalbox');
});
