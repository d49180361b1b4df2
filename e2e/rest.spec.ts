import { expect, test } from './fixtures';

// Cognito answers a refused sign-in with 400, which Chromium writes to its console.
test.beforeEach(({ watch }) => watch.expectTrouble(/status of 40[013]/));

test('finds a REST API, and calls it as its methods ask', async ({ desk, page, stage, canary }) => {
  await desk.choose('/books', 'GET /books');
  await expect(desk.main).toContainText('Required: API Gateway answers 400 without a value');
  await desk.send();
  await expect(desk.status).toContainText('400 Bad Request');
  await expect(desk.body).toContainText('Missing required request parameters: [genre]');
  await desk.main.getByLabel('Query parameter 1 value', { exact: true }).fill('novel');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('Pride and Prejudice');

  await desk.choose('/stock', 'GET /stock API key');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await desk.tab('Auth');
  const keys = desk.main.getByRole('combobox', { name: 'API key' });
  await expect(keys.locator('option:checked')).toHaveText(/^bookshop-partner \(\w+\)$/);
  await keys.selectOption('None');
  await expect(desk.main).toContainText('Without a key API Gateway answers 403.');
  await desk.send();
  await expect(desk.status).toContainText('403 Forbidden');

  await desk.choose('bookshop orders', 'POST /orders JWT authorizer');
  await desk.main.getByRole('button', { name: 'Sign in', exact: true }).click();
  const window = page.getByRole('dialog', { name: 'Sign in' });
  await desk.givePassword(window, 'ivan', 'Bookw0rm!');
  await expect(window).toBeHidden();
  await desk.tab('Auth');
  await expect(desk.main).toContainText('It is an ID token.');
  await desk.main.getByRole('button', { name: 'Test the authorizer' }).click();
  await expect(desk.main.getByRole('status').filter({ hasText: 'Answered' })).toContainText('ivan@example.com');
  await desk.send();
  await expect(desk.status).toContainText('201 Created');
  await expect(desk.body).toContainText('"by": "ivan@example.com"');
  expect((await stage.sent()).map(({ status }) => status)).toEqual([400, 200, 200, 403, 201]);
  expect(await canary.leaks()).toEqual([]);
});

test('fills in a body by its model, and tests the method past its authorizer', async ({ desk, page, stage }) => {
  await desk.choose('bookshop orders', 'POST /orders JWT authorizer');
  await stage.forget();
  await desk.main.getByRole('button', { name: 'As a form' }).click();
  const quantity = desk.main.getByRole('textbox', { name: 'quantity (required)' });
  await quantity.fill('99');
  await expect(desk.main.getByRole('region', { name: 'Model of the body' })).toContainText(
    'quantity: It must be at most 20.',
  );

  await desk.main.getByRole('combobox', { name: 'Stage' }).click();
  await page.getByRole('option', { name: /^Test invoke/ }).click();
  await expect(desk.main).toContainText('What stands behind it is really called, with all its effects');
  const run = desk.main.getByRole('button', { name: 'Test', exact: true });
  await run.click();
  await expect(desk.status).toContainText('400');
  await desk.answerTab('Execution log');
  const log = desk.answer.getByRole('region', { name: 'Execution log' });
  await expect(log).toContainText('Request body does not match model schema');

  await quantity.fill('3');
  await run.click();
  await expect(desk.status).toContainText('201');
  await expect(log).toContainText('Endpoint response body before transformations');
  await desk.answerTab('Request');
  await expect(desk.answer).toContainText('What API Gateway was asked to test');
  expect(await stage.sent(), 'nothing of it went to a stage').toEqual([]);

  await desk.choose('wishlist', 'GET /wishlist');
  await desk.send();
  await expect(desk.status).toContainText('403');
  await expect(desk.body).toContainText('Missing Authentication Token');
  await desk.main.getByRole('combobox', { name: 'Stage' }).click();
  await page.getByRole('option', { name: /^Test invoke/ }).click();
  await run.click();
  await expect(desk.status, 'the draft has what no stage has').toContainText('200');
});
