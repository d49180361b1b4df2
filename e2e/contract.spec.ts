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

async function downloaded(page: Page, format: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${format}` }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}
