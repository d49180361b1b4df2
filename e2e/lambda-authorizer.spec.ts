import { expect, test } from './fixtures';

test('what a Lambda authorizer reads is a form, and its values are shown nowhere', async ({ desk, page, stage }) => {
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
  const everywhere = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[localStorage, sessionStorage].flatMap((storage) => Object.values({ ...storage })),
  ]);
  for (const secret of ['open-sesame', 'canary-wrong-key']) expect(everywhere.join('\n')).not.toContain(secret);
});
