import { expect, test } from './fixtures';

test('asks for the name of a production stage before anything changes there', async ({ desk, page, stage }) => {
  const methods = async () => (await stage.sent()).map(({ method }) => method);
  const asks = page.getByRole('dialog', { name: 'DELETE to production' });
  await desk.choose('notes', 'DELETE /notes/{id}');
  await desk.pick('Stage', 'v2');
  await desk.parameter('id', 'n-404');
  await desk.main.getByRole('button', { name: 'Mark the stage v2 as production' }).click();
  await expect(desk.main.getByRole('button', { name: 'Production: v2. Change' })).toBeVisible();

  await desk.send();
  await expect(asks).toContainText(/v2\/notes\/n-404.*notes.*stage v2.*No identity/s);
  await expect(asks.getByRole('textbox', { name: 'Type v2 to confirm' })).toBeFocused();
  await page.keyboard.type('prod');
  await page.keyboard.press('Enter');
  await expect(asks).toContainText('Nothing was sent: that is not v2.');
  await page.keyboard.press('Escape');
  await expect(asks).toBeHidden();
  await expect(desk.answer).toContainText('You did not confirm, so DELETE was not sent to production');
  await expect(desk.main.getByRole('textbox', { name: 'id', exact: true })).toHaveValue('n-404');
  expect(await methods()).toEqual([]);

  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(asks).toBeVisible();
  await page.keyboard.type('v2');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(desk.status).toContainText('404');
  expect(await methods()).toEqual(['DELETE']);

  await desk.pick('Stage', '$default');
  await expect(desk.main.getByRole('button', { name: 'Mark the stage $default as production' })).toBeVisible();
  await desk.send();
  await expect.poll(methods, 'another stage of the same API asks nothing').toEqual(['DELETE', 'DELETE']);
});

test('sends nothing that may change something while it is read-only', async ({ desk, page, stage }) => {
  await desk.choose('notes', 'POST /notes');
  await page.getByRole('button', { name: 'Read-only: off' }).click();
  await expect(desk.main.getByText('Read-only', { exact: true })).toBeVisible();
  await desk.send();
  await expect(desk.answer).toContainText('This console is read-only, so POST was not sent.');
  expect(await stage.sent()).toEqual([]);

  await desk.choose('notes', 'GET /notes');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');

  await desk.choose('notes', 'POST /notes');
  await page.getByRole('button', { name: /^Read-only: on/ }).click();
  await desk.send();
  await expect.poll(async () => (await stage.sent()).map(({ method }) => method)).toEqual(['GET', 'POST']);
});
