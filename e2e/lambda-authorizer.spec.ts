import { expect, test } from './fixtures';

test('what a Lambda authorizer reads is a form, and its values are shown nowhere', async ({
  desk,
  page,
  stage,
  canary,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.choose('keys', 'GET /keys/me Lambda authorizer');
  await expect(desk.main).toContainText('The authorizer asks for the header x-notes-key.');
  await desk.as('No identity');
  await desk.send();
  await expect(desk.status).toContainText('401 Unauthorized');
  await expect(desk.answer).toContainText('Without it API Gateway answers 401 and does not ask the function.');

  await desk.tab('Auth');
  const field = desk.main.getByLabel('Header x-notes-key');
  await field.fill('canary-wrong-key');
  await desk.send();
  await expect(desk.status).toContainText('403 Forbidden');
  await field.fill('open-sesame');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  expect((await stage.sent()).map(({ status }) => status)).toEqual([401, 403, 200]);

  await desk.answerTab('Request');
  await expect(desk.answer).toContainText('x-notes-key');
  await desk.answer.getByRole('button', { name: 'Copy as curl' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain(`--header 'x-notes-key: '"$X_NOTES_KEY_VALUE"`);
  const values = ['open-sesame', 'canary-wrong-key'];
  for (const value of values) expect(command).not.toContain(value);
  expect(await canary.leaks(values.map((value) => ({ sort: 'typed value', value })))).toEqual([]);
});
