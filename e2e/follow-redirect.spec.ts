import { expect, test } from './fixtures';

test('shows a redirect and follows it only when asked', async ({ desk, stage }) => {
  await desk.choose('redirect', 'GET /redirect');
  await desk.send();
  await expect(desk.status).toContainText('302 Found');
  const notice = desk.answer.getByRole('status').filter({ hasText: 'Redirects to' });
  await expect(notice).toContainText(`${stage.sandbox}/_upstream/echo`);
  await notice.getByRole('button', { name: 'Follow' }).click();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.body).toContainText('/_upstream/echo');
});

test('leaves credentials behind on the way to another origin, and goes nowhere inside this machine', async ({
  desk,
  stage,
}) => {
  await desk.choose('redirect', 'GET /redirect');
  await desk.row('Query parameter', 1, ['across', '1']);
  await desk.tab('Headers');
  await desk.row('Header', 1, ['x-api-key', 'canary-key-that-must-stay']);
  await desk.pasteToken('canary-token-that-must-stay');
  await desk.send();
  await expect(desk.status).toContainText('302 Found');
  await expect(desk.answer).toContainText('leaves the credentials behind');
  const before = await stage.sent();
  await desk.answer.getByRole('button', { name: 'Follow' }).click();
  await expect(desk.answer.getByRole('alert')).toContainText('nothing is sent there');
  await expect(desk.answer).toContainText('GET /_upstream/echo');
  await expect(desk.answer).not.toContainText(/x-api-key|authorization|must-stay/i);
  expect(await stage.sent()).toEqual(before);
});
