import { expect, test } from './fixtures';

test('a key of the account opens a route, and its value is nowhere in the browser', async ({
  desk,
  page,
  stage,
  canary,
}) => {
  await desk.choose('machines', 'GET /machines/me Lambda authorizer');
  await expect(desk.main).toContainText('The authorizer asks for the header x-api-key.');
  await desk.as('No identity');
  await desk.send();
  await expect(desk.status).toContainText('401 Unauthorized');

  await desk.tab('Auth');
  const keys = desk.main.getByRole('combobox', { name: 'API key' });
  const pick = async (name: RegExp) => {
    const option = keys.getByRole('option', { name });
    await keys.selectOption((await option.getAttribute('value')) ?? '');
  };
  await pick(/^notes-machines-2024 \(\w+\), disabled$/);
  await expect(page.getByRole('button', { name: 'Identity: notes-machines-2024' })).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('403 Forbidden');
  await pick(/^notes-machines \(\w+\)$/);
  await expect(desk.main).toContainText('Its value stays on the server');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('"owner": "machines"');
  expect((await stage.sent()).map(({ status }) => status)).toEqual([401, 403, 200]);

  await desk.answerTab('Request');
  await expect(desk.answer).toContainText('x-api-key');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Identity: notes-machines' })).toBeVisible();
  await desk.main.getByRole('button', { name: /^History, 3 answers/ }).click();
  await page.getByRole('menuitem', { name: /^200 GET/ }).click();
  await expect(desk.body).toContainText('"owner": "machines"');
  expect(await canary.leaks()).toEqual([]);
});
