import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

test('an API is read as OpenAPI, and its stages are compared with each other and with another API', async ({
  desk,
  page,
  stage,
}) => {
  const { main } = desk;
  await desk.choose('whoami', 'GET /whoami IAM');
  await main.getByRole('link', { name: 'About this API' }).click();
  await main.getByRole('link', { name: 'OpenAPI' }).click();
  await expect(main.getByText('What stage $default has deployed, as API Gateway exports it.')).toBeVisible();
  await expect(main.getByText('"openapi"')).toBeVisible();
  const json = await downloaded(page, 'JSON');
  expect(json.name).toBe('notes-default.json');
  expect(JSON.parse(json.text).paths['/whoami'].get.security).toEqual([{ sigv4: [] }]);
  await main.getByRole('combobox', { name: 'Format' }).selectOption('YAML');
  expect((await downloaded(page, 'YAML')).text).toMatch(/^openapi: 3\.0\.1$/m);

  await main.getByRole('link', { name: 'About this API' }).click();
  const compare = main.getByRole('link', { name: 'Compare' });
  const id = /\/http\/([^/?]+)/.exec((await compare.getAttribute('href')) ?? '')?.[1];
  const deploy = (routes: string[]) =>
    fetch(`${stage.sandbox}/_sandbox/apis/${id}/undeployed`, {
      method: 'POST',
      body: JSON.stringify({ stage: 'v2', routes }),
    });
  expect((await deploy(['GET /whoami'])).status).toBe(200);
  try {
    await compare.click();
    await expect(main.getByText('One difference')).toBeVisible();
    await expect(main.getByRole('region', { name: 'Only in notes, stage $default' })).toContainText('/whoami');
    const address = new URL(page.url()).searchParams;
    expect([address.get('stage'), address.get('against')]).toEqual(['$default', `${id}/v2`]);
  } finally {
    await deploy([]);
  }

  const there = main.getByRole('combobox', { name: 'API there' });
  await there.selectOption({ label: 'shop' });
  await expect(main.getByRole('region', { name: 'Only in shop, stage prod' })).toContainText('/webhooks');
  await page.reload();
  await expect(main.getByRole('region', { name: 'Only in shop, stage prod' })).toBeVisible();
  await there.selectOption({ label: 'notes' });
  await expect(main.getByText(/^No difference: \d+ routes are the same\.$/)).toBeVisible();
});

test('where nobody may export, the document is put together from the routes and says so', async ({
  desk,
  page,
  stage,
}) => {
  const { main } = desk;
  const answers = (to: object) =>
    fetch(`${stage.sandbox}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ answers: to }) });
  const message =
    'User: u is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:r::/apis/i/exports/OAS30';
  const body = JSON.stringify({ __type: 'AccessDeniedException', message });
  await answers({ ExportApi: { status: 403, contentType: 'application/json', body } });
  try {
    await desk.choose('whoami', 'GET /whoami IAM');
    await main.getByRole('link', { name: 'About this API' }).click();
    await main.getByRole('link', { name: 'OpenAPI' }).click();
    await expect(main.getByText('Signalbox put this document together')).toBeVisible();
    await expect(main.getByText('Ask for the permission apigateway:GET')).toBeVisible();
    expect(JSON.parse((await downloaded(page, 'JSON')).text).paths['/whoami'].get.security).toEqual([{ sigv4: [] }]);
    await main.getByRole('link', { name: 'About this API' }).click();
    await main.getByRole('link', { name: 'Compare' }).click();
    await expect(main.getByText('Ask for the permission apigateway:GET')).toBeVisible();
    await main.getByRole('combobox', { name: 'API there' }).selectOption({ label: 'shop' });
    await expect(main.getByText('So this compares what is configured.')).toBeVisible();
    await expect(main.getByRole('region', { name: 'Only in shop, stage prod' })).toContainText('/webhooks');
  } finally {
    await answers({});
  }
});

const BROUGHT_ALONG = `
openapi: 3.1.0
info: { title: Notes, version: 1.2.0 }
paths:
  /notes:
    get:
      summary: List the notes
      parameters:
        - { name: limit, in: query, required: true, schema: { type: integer, default: 2 } }
        - { name: q, in: query, description: Only notes with this text, schema: { type: string }, example: plants }
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { text: { type: string, example: Buy milk } } }
            examples: { pinned: { summary: A pinned note, value: { text: Call Ada, pinned: true } } }
  /attachments/{name}:
    get: { summary: Fetch a file, parameters: [{ name: name, in: path, example: plan.pdf }] }
`;

test('an OpenAPI file that one brings along fills in requests, until it is taken away', async ({ desk, page }) => {
  const { main } = desk;
  const leaving: string[] = [];
  page.on('request', (request) => leaving.push(`${request.url()} ${request.postData() ?? ''}`));
  await desk.choose('notes', 'GET /notes');
  await main.getByRole('link', { name: 'About this API' }).click();
  await main.getByRole('link', { name: 'Import a file' }).click();
  await brought(page, 'broken.yaml', BROUGHT_ALONG.replace('paths:', 'paths: ['));
  await expect(main.getByText(/^broken\.yaml: This is not valid YAML\. Line \d+, column \d+: /)).toBeVisible();
  await brought(page, 'notes.yaml', BROUGHT_ALONG);
  await expect(main.getByText('All 3 operations fit a route.')).toBeVisible();
  await expect(main.getByRole('region', { name: 'Routes that the file lacks' })).toContainText('/whoami');

  await main.getByRole('link', { name: 'GET /notes', exact: true }).click();
  const said = main.getByRole('region', { name: 'What the OpenAPI file says' });
  await expect(said).toContainText('List the notes');
  await expect(main.getByText('Required, integer, default 2.')).toBeVisible();
  await desk.send();
  await expect(desk.status).toContainText('200');
  await expect(main.getByRole('region', { name: 'Full URL' })).toContainText('/notes?limit=2');
  await main.getByRole('switch', { name: 'Send q' }).click();
  await expect(main.getByRole('region', { name: 'Full URL' })).toContainText('/notes?limit=2&q=plants');

  await desk.choose('notes', 'POST /notes');
  await main.getByRole('button', { name: 'Fill in an example' }).click();
  await page.getByRole('menuitem', { name: 'Made from the model' }).click();
  await expect(main.getByRole('textbox', { name: 'JSON body' })).toContainText('Buy milk');

  await desk.choose('notes', 'ANY $default');
  const operation = main.getByRole('combobox', { name: 'Operation' });
  await operation.selectOption({ label: 'GET /attachments/{name}: Fetch a file' });
  await expect(main.getByRole('region', { name: 'Full URL' })).toContainText('/attachments/plan.pdf');
  await page.reload();
  await expect(operation).toHaveValue(/\d/);
  await main.getByRole('combobox', { name: 'name', exact: true }).fill('a b.pdf');
  await expect(main.getByRole('region', { name: 'Full URL' })).toContainText('/attachments/a%20b.pdf');

  await main.getByRole('link', { name: 'About this API' }).click();
  await expect(main.getByRole('table').first()).toContainText('List the notes');
  await main.getByRole('link', { name: 'Import a file' }).click();
  await main.getByRole('button', { name: 'Take it away' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await main.getByRole('button', { name: 'Take it away' }).click();
  await page.reload();
  await expect(main.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await desk.choose('notes', 'GET /notes');
  await expect(said).toBeHidden();
  expect(leaving.filter((one) => one.includes('Only notes with this text'))).toEqual([]);
});

async function brought(page: Page, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('main').getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) });
}

async function downloaded(page: Page, format: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${format}` }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}
