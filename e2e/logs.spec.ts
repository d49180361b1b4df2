import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { Locator, Page } from '@playwright/test';
import { DEMO_SECRET } from '@/sandbox/keys';
import { expect, test } from './fixtures';

// What is logged is there at once: then a line takes one poll.
test.use({ sandboxFlags: ['--log-delay', '0:0'] });

const line = (page: Page, ...words: string[]): Locator =>
  words.reduce(
    (found, word) => found.filter({ hasText: word }),
    page.getByRole('grid', { name: 'Lines of the log' }).getByRole('row'),
  );

test('follows what is sent, filters here and at CloudWatch, and pauses', async ({ desk, page }) => {
  const { main } = desk;
  const logs = main.getByRole('region', { name: 'Logs', exact: true });
  const state = logs.getByRole('status');
  const id = `nowhere-${Date.now()}`;
  await desk.choose('notes', 'GET /notes');
  await desk.page.keyboard.press('Alt+l');
  await expect(state).toHaveText('Following');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');

  // The pane stays while one goes on to another route, and finds what is sent there.
  await desk.choose('notes', 'GET /notes/{id}');
  await desk.parameter('id', id);
  await desk.send();
  await expect(line(page, id, '404')).toBeVisible();
  await logs.getByRole('button', { name: 'Filter' }).click();
  await logs.getByRole('button', { name: /^4xx/ }).click();
  await expect(line(page, '200')).toHaveCount(0);
  await expect(line(page, id)).toHaveCount(1);
  await expect(logs.getByText('CloudWatch could ask: status.')).toBeVisible();
  await logs.getByRole('switch', { name: 'Let CloudWatch leave the rest out' }).click();
  await expect(logs.getByText('At CloudWatch: status.')).toBeVisible();
  await expect(line(page, id)).toHaveCount(1);
  await logs.getByRole('button', { name: /^4xx/ }).click();
  await expect(line(page, '/notes', '200').last()).toBeVisible();

  await logs.getByRole('button', { name: 'Pause' }).click();
  await desk.send();
  await expect(state).toHaveText('Paused, 1 waiting');
  await expect(line(page, id)).toHaveCount(1);
  await logs.getByRole('button', { name: 'Go on' }).click();
  await expect(line(page, id)).toHaveCount(2);
});

test('goes back an hour, and from a line to such a request again and to its invocation', async ({
  desk,
  page,
  stage,
}) => {
  const { main } = desk;
  const logs = main.getByRole('region', { name: 'Logs', exact: true });
  const id = `a ${Date.now()}`;
  await writeEarlier(stage.sandbox, id);
  await desk.open('/logs');
  await main.getByRole('button', { name: 'Choose logs' }).click();
  const window = page.getByRole('dialog', { name: 'Choose logs' });
  await window.getByRole('searchbox', { name: 'Find an API' }).fill('notes');
  await window.getByRole('button', { name: 'notes HTTP', exact: true }).click();
  await window.getByRole('switch', { name: 'Access log of $default' }).click();
  await window.getByRole('button', { name: 'Close', exact: true }).click();
  await logs.getByRole('combobox', { name: 'Time' }).selectOption('Last hour');
  await expect(line(page, 'DELETE', `/notes/${id}`, '503', '2.90 s')).toBeVisible();
  await expect(line(page, 'raw', 'U+202E', id)).toBeVisible();
  await expect(logs.getByRole('button', { name: /not in the format$/ })).toBeVisible();
  await line(page, 'DELETE', id, '503').click();
  const chosen = logs.getByRole('region', { name: 'Line', exact: true });
  await expect(chosen.getByRole('link', { name: 'Open the route' })).toHaveAttribute('href', /route=DELETE/);
  await expect(chosen).toContainText('identity.sourceIp203.0.113.7');
  await chosen.getByRole('button', { name: 'Send such a request again' }).click();

  await expect(main.getByRole('textbox', { name: 'id', exact: true })).toHaveValue(id);
  await desk.send();
  await line(page, 'DELETE', encodeURIComponent(id), '404').click();
  await chosen.getByRole('button', { name: 'Lambda log' }).click();
  await expect(line(page, 'Lambda notes-notes', 'START RequestId')).toBeVisible();
  await expect(line(page, 'Lambda notes-notes', 'REPORT RequestId')).toHaveCount(1);
  await page.reload();
  await expect(line(page, 'Lambda notes-notes', 'REPORT RequestId')).toHaveCount(1);
  await expect(line(page, 'DELETE', encodeURIComponent(id), '404')).toBeVisible();
});

/** Lines of fifty minutes ago: one as API Gateway would have written it, and one that is in no format. */
async function writeEarlier(endpoint: string, id: string) {
  const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
  const client = new CloudWatchLogs({ endpoint, region: 'us-east-1', credentials });
  const at = { logGroupName: '/aws/apigateway/notes', logStreamName: `earlier ${Date.now()}` };
  const timestamp = Date.now() - 50 * 60_000;
  const request = { requestId: 'earlier=', ip: '203.0.113.7', time: '-', method: 'DELETE', path: `/notes/${id}` };
  const answer = { routeKey: 'DELETE /notes/{id}', status: '503', length: '0', latency: '2900', userAgent: 'curl/8' };
  const behind = { integrationRequestId: '-', integrationStatus: '-', integrationLatency: '-', integrationError: '-' };
  await client.createLogStream(at);
  await client.putLogEvents({
    ...at,
    logEvents: [
      { timestamp, message: JSON.stringify({ ...request, ...answer, ...behind }) },
      { timestamp: timestamp + 1, message: `<b>\u202e ${id} in no format` },
    ],
  });
  client.destroy();
}
