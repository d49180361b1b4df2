import type { Locator } from '@playwright/test';
import type { Desk } from './desk';
import { expect, test } from './fixtures';

// Late enough that nothing is there when one looks at once, and soon enough to wait for.
test.use({ sandboxFlags: ['--log-delay', '700:950'] });

const section = (desk: Desk, name: string): Locator => desk.answer.getByRole('region', { name, exact: true });

test('follows a request from its access-log line to what its function logged', async ({ desk }) => {
  await desk.choose('notes', 'GET /notes');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  const phases = desk.answer.getByRole('list', { name: 'Where the time went' });
  await expect(phases).toContainText('Waiting');
  await desk.answerTab('Logs');

  const line = section(desk, 'Access log');
  await expect(line).toContainText('/aws/apigateway/notes');
  await expect(line).toContainText('routeKeyGET /notes');
  await expect(phases).toContainText('Integration');
  await expect(phases).not.toContainText('Waiting');

  const fn = section(desk, 'notes-notes');
  await expect(fn.getByLabel('REPORT')).toContainText(/Duration\s*[\d.]+ m?s/);
  await expect(fn).toContainText('Cold start');
  const id = await line.getByText(/^[0-9a-f]{8}-[0-9a-f-]{27}$/).textContent();
  await expect(fn.getByRole('list', { name: 'Log of notes-notes' })).toContainText(`END RequestId: ${id}`);

  await fn.getByRole('link', { name: 'Open in the log pane' }).click();
  await expect(desk.page).toHaveURL(/logs=function%3A[^&]*notes/);

  // What was found stays while one looks at something else, and the next answer has its own.
  await desk.answerTab('Body');
  await desk.answerTab('Logs');
  await expect(line).toContainText(id ?? '');
  await desk.send();
  await expect(desk.answer.getByRole('status', { name: 'Looking in the logs' })).toContainText('Looking in /aws/');
  await expect(fn.getByLabel('REPORT')).toBeVisible();
  await expect(fn).not.toContainText(id ?? '');
  await expect(fn).not.toContainText('Cold start');
});

test('shows what a function threw, and that nothing was called where the gateway refused', async ({ desk }) => {
  await desk.choose('throws', 'GET /throws');
  await desk.send();
  await expect(desk.status).toContainText('500');
  await desk.answerTab('Logs');
  await expect(desk.answer.getByRole('note', { name: 'What went wrong' })).toContainText('Error: Thrown on purpose');

  await desk.choose('/me', 'GET /me JWT authorizer');
  await desk.send();
  await expect(desk.status).toContainText('401');
  await desk.answerTab('Logs');
  await expect(desk.answer.getByRole('note', { name: 'Function' })).toContainText('nothing behind it was called');
});
