import { expect, test } from './fixtures';

for (const megabytes of [10, 50]) {
  test(`shows ${megabytes} MB of JSON at once and scrolls to its end`, async ({ desk }) => {
    test.slow();
    await desk.choose('large', 'GET /large/{mb}');
    await desk.parameter('mb', String(megabytes));
    await desk.send();
    const lines = desk.body.getByRole('treeitem');
    await expect(lines.filter({ hasText: '"source": "sandbox"' })).toBeVisible({ timeout: 30_000 });
    await expect(desk.status).toContainText(`${megabytes}`, { timeout: 60_000 });
    await expect(desk.sendButton).toBeVisible({ timeout: 60_000 });

    await lines.first().click();
    await desk.page.keyboard.press('ControlOrMeta+End');
    await expect(lines.filter({ hasText: '"complete": true' })).toBeVisible();
    // Whatever the size, the page holds only what can be seen.
    expect(await lines.count()).toBeLessThan(200);

    await desk.answer.getByRole('button', { name: 'Find in body' }).click();
    await desk.page.keyboard.insertText('"id": 17,');
    await desk.page.keyboard.press('Enter');
    await expect(lines.filter({ hasText: '"id": 17,' }).first()).toBeVisible({ timeout: 20_000 });
  });
}

test('offers binary as a download, byte for byte', async ({ desk }) => {
  await desk.choose('binary', 'GET /binary');
  await desk.row('Query parameter', 1, ['kb', '64']);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  const download = desk.page.waitForEvent('download');
  await desk.answer.getByRole('button', { name: 'Download body' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks)).toHaveLength(65_536);
});
