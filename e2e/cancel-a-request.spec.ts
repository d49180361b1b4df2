import { expect, test } from './fixtures';

test('cancels a slow request, and the next one is not held up', async ({ desk, stage }) => {
  await desk.choose('slow', 'GET /slow');
  await desk.row('Query parameter', 1, ['ms', '60000']);
  await desk.send();
  await expect(desk.status).toContainText('Waiting');
  await desk.main.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.answer.getByRole('alert')).toContainText('You cancelled this request.');
  // The other end sees it too: the connection is closed, not merely forgotten.
  await expect.poll(async () => (await stage.sent()).map(({ status }) => status)).toEqual([0]);
  await desk.row('Query parameter', 1, ['ms', '1']);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
});

test('keeps what arrived of an answer that was cancelled on its way', async ({ desk }) => {
  await desk.choose('drip', 'GET /drip');
  await desk.row('Query parameter', 1, ['ms', '60000']);
  await desk.send();
  await expect(desk.status).toContainText('200');
  await desk.main.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.answer.getByRole('status').filter({ hasText: 'cancelled' })).toBeVisible();
});

test('sends many at once: a slow one blocks nothing', async ({ desk, stage }) => {
  await desk.choose('slow', 'GET /slow');
  await desk.row('Query parameter', 1, ['ms', '60000']);
  await desk.send();
  await expect(desk.status).toContainText('Waiting');
  await desk.choose('notes', 'GET /notes');
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await desk.choose('slow', 'GET /slow');
  await expect(desk.status).toContainText('Waiting');
  expect((await stage.sent()).map(({ operation }) => operation)).toEqual(['GET /slow', 'GET /notes']);
  await desk.main.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.answer.getByRole('alert')).toContainText('cancelled');
});
