import { expect, test } from './fixtures';

test('sends GET /notes as nobody and reads the answer', async ({ desk, stage }) => {
  await desk.choose('notes', 'GET /notes');
  await desk.row('Query parameter', 1, ['q', 'ada & co?']);
  await expect(desk.main.getByRole('region', { name: 'Full URL' })).toContainText('/notes?q=ada%20%26%20co%3F');
  await desk.row('Query parameter', 1, ['q', 'plants']);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body.getByRole('treeitem', { name: '"text": "Water the plants on Friday",' })).toBeVisible();
  const [request] = await stage.sent();
  expect(request).toMatchObject({ operation: 'GET /notes', method: 'GET', status: 200 });
  expect(request?.headers.map(([name]) => name.toLowerCase())).not.toContain('authorization');
});

test('signs an IAM route without being asked', async ({ desk, stage }) => {
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText(':user/demo');
  await desk.as('No identity');
  await desk.send();
  await expect(desk.status).toContainText('403');
  await desk.as('IAM as other');
  await desk.send();
  await expect.poll(async () => (await stage.sent()).map(({ status }) => status)).toEqual([200, 403, 403]);
});

test('sends a bearer token that was pasted', async ({ desk, stage }) => {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes', scope: 'notes/read' });
  const issued = await fetch(`${stage.sandbox}/_issuer/token`, { method: 'POST', body: form });
  const { access_token: token } = (await issued.json()) as { access_token: string };

  await desk.choose('/me', 'GET /me JWT authorizer');
  await desk.tab('Auth');
  await expect(desk.main.getByText(`${stage.sandbox}/_issuer`)).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('401');
  await desk.pasteToken(token);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('notes/read');
  await desk.answerTab('Request');
  await expect(desk.answer).not.toContainText(token.slice(-20));
});

test('creates a note with a JSON body', async ({ desk }) => {
  await desk.choose('notes', 'POST /notes');
  await desk.bodyKind('JSON');
  await desk.type('JSON body', '{"text":"Buy milk"}');
  await desk.main.getByRole('button', { name: 'Format' }).click();
  await desk.send();
  await expect(desk.status).toContainText('201 Created');
  await expect(desk.body).toContainText('Buy milk');
  await desk.answerTab('Headers');
  await expect(desk.answer).toContainText('location');
});

test('fills a path parameter and keeps its slashes encoded', async ({ desk, stage }) => {
  await desk.choose('notes', 'GET /notes/{id}');
  await desk.parameter('id', 'a/b c');
  await desk.send();
  await expect(desk.status).toContainText('404');
  expect((await stage.sent())[0]?.path).toContain('/notes/a%2Fb%20c');
});

test('sends a form, and a file as it is', async ({ desk }) => {
  await desk.choose('echo', 'ANY /echo');
  await desk.pick('Method', 'POST');
  await desk.bodyKind('Form');
  await desk.row('Form field', 1, ['name', 'Ada & Björn']);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('name=Ada+%26+Bj%C3%B6rn');
  await expect(desk.body).toContainText('application/x-www-form-urlencoded');

  await desk.pick('Method', 'PUT');
  await desk.bodyKind('File');
  const chooser = desk.page.waitForEvent('filechooser');
  await desk.main.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({
    name: 'bytes.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from([0, 255, 10, 13]),
  });
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('"base64": "AP8KDQ=="');
  await expect(desk.body).toContainText('"bytes": 4');
});

test('sends any header by hand, and any method and path to $default', async ({ desk, stage }) => {
  await desk.choose('notes', 'ANY $default');
  await desk.pick('Method', 'PATCH');
  await desk.main.getByRole('textbox', { name: /path/i }).first().fill('/somewhere/else');
  await desk.tab('Headers');
  await desk.row('Header', 1, ['x-trace', 'abc-123']);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('/somewhere/else');
  const [request] = await stage.sent();
  expect(request).toMatchObject({ method: 'PATCH', operation: '$default' });
  expect(request?.headers).toContainEqual(['x-trace', 'abc-123']);
});

test('sends to the stage that was chosen', async ({ desk }) => {
  await desk.choose('notes', 'GET /notes');
  await desk.pick('Stage', 'v2');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('"words"');
});

test('on a small screen the answer comes into view by itself', async ({ desk, page }) => {
  await desk.choose('notes', 'GET /notes');
  await page.setViewportSize({ width: 390, height: 500 });
  await expect(desk.answer).not.toBeInViewport();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toBeInViewport();
});
