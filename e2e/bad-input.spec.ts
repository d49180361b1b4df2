import { expect, test } from './fixtures';

test('marks a missing path parameter before anything is sent', async ({ desk, stage }) => {
  await desk.choose('notes', 'GET /notes/{id}');
  await desk.send();
  const field = desk.main.getByRole('textbox', { name: 'id', exact: true });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(desk.main.getByText('The path needs a value for id.')).toBeVisible();
  expect(await stage.sent()).toEqual([]);
});

test('refuses a header that HTTP does not know, in place, and loses nothing', async ({ desk, page, stage }) => {
  await desk.choose('notes', 'GET /notes');
  await desk.tab('Headers');
  await desk.row('Header', 1, ['bad name', 'x']);
  await desk.send();
  await expect(desk.main.getByText('A header name has letters, digits and hyphens')).toBeVisible();
  expect(await stage.sent()).toEqual([]);
  await expect(desk.main.getByLabel('Header 1 value', { exact: true })).toHaveValue('x');
  await page.reload();
  await desk.tab('Headers');
  await expect(desk.main.getByLabel('Header 1 name', { exact: true })).toHaveValue('bad name');
});

test('says where JSON is wrong, and sends it as it is if one insists', async ({ desk, stage }) => {
  await desk.choose('notes', 'POST /notes');
  await desk.bodyKind('JSON');
  await desk.type('JSON body', '{"text": }');
  await expect(desk.main.getByText(/line 1/).first()).toBeVisible();
  await desk.send();
  const insist = desk.main.getByRole('button', { name: /as (it is|written)|anyway/i });
  if (await insist.isVisible()) await insist.click();
  await expect(desk.status).toContainText('400');
  await expect.poll(async () => (await stage.sent()).length).toBe(1);
});

test('a 10 MB body arrives whole', async ({ desk }) => {
  await desk.choose('echo', 'ANY /echo');
  await desk.pick('Method', 'POST');
  await desk.bodyKind('File');
  const chooser = desk.page.waitForEvent('filechooser');
  await desk.main.getByRole('button', { name: 'Choose a file' }).click();
  const buffer = Buffer.alloc(10 * 1024 * 1024, 'x');
  await (await chooser).setFiles({ name: 'big.txt', mimeType: 'text/plain', buffer });
  await desk.send();
  // API Gateway takes 10 MB at most and says so itself: what matters is that its answer is seen, and nothing is cut.
  await expect(desk.status).toContainText(/200 OK|413/, { timeout: 30_000 });
});

test('an answer that is broken is told for what it is, and the next one is not', async ({ desk, stage }) => {
  const cases: [route: string, words: string | RegExp][] = [
    ['GET /half', 'broke before the body was whole'],
    ['GET /bad-gzip', 'labelled gzip but could not be read as that'],
    ['GET /silent', /No answer|502|503/],
  ];
  for (const [route, words] of cases) {
    await stage.forget();
    await desk.choose(route.slice(4), route);
    await desk.send();
    await expect(desk.answer).toContainText(words);
    await desk.choose('notes', 'GET /notes');
    await desk.send();
    await expect(desk.status).toContainText('200 OK');
    // The answer of the round before stands there until this one's comes.
    await expect.poll(async () => (await stage.sent()).at(-1)).toMatchObject({ operation: 'GET /notes', status: 200 });
  }
});

test('a 200 MB gzip bomb is cut with a word about it', async ({ desk }) => {
  test.slow();
  await desk.choose('bomb', 'GET /bomb');
  await desk.send();
  await expect(
    desk.answer
      .getByRole('status')
      .filter({ hasText: /cut|cap|more than|first/i })
      .last(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await desk.choose('notes', 'GET /notes');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('a hostile page stays inside its preview', async ({ desk, page, watch }) => {
  // What it tries is stopped, and the browser says so.
  watch.expectTrouble(/Blocked script execution|Loading the image .* violates/);
  await desk.choose('page', 'GET /page');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await desk.choose('drawing', 'GET /drawing');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  expect(await page.title()).not.toContain('script ran');
});

test('an address that leads nowhere gets a clear message', async ({ desk, page }) => {
  const cases: [path: string, words: string | RegExp][] = [
    ['/odd/abc123', 'knows no kind of API called'],
    ['/http/zzzzzzzz', 'no longer exists'],
    ['/http/%3Cscript%3E', /not the id of an API|no longer exists/],
  ];
  for (const [path, words] of cases) {
    await page.goto(path);
    await expect(desk.main.getByRole('alert')).toContainText(words);
    await desk.main.getByRole('link', { name: 'Show all APIs' }).click();
    await expect(desk.main.getByRole('link', { name: 'notes', exact: true })).toBeVisible();
  }
});
