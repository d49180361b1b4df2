import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

test('keeps the last answers of a route at hand, also after a reload', async ({ desk, page, stage }) => {
  await desk.choose('notes', 'GET /notes');
  await desk.row('Query parameter', 1, ['q', 'plants']);
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await desk.row('Query parameter', 1, ['q', 'release']);
  await desk.send();
  await expect(desk.body).toContainText('Ask Ada');
  await desk.answer.getByRole('button', { name: 'History, 2 answers' }).click();
  await page
    .getByRole('menuitem', { name: /^200 GET \/notes/ })
    .nth(1)
    .click();
  await expect(desk.body).toContainText('Water the plants');

  await desk.answer.getByRole('button', { name: /^History/ }).click();
  await page.getByRole('menuitem', { name: 'Send the shown one again' }).click();
  await expect.poll(async () => (await stage.sent()).at(-1)?.path).toContain('q=plants');
  await expect(desk.answer.getByRole('button', { name: 'History, 3 answers' })).toBeVisible();

  // What is stored is stored after it was shown: a reload in between would take the last one with it.
  await expect.poll(() => storedAnswers(page)).toBe(3);
  await page.reload();
  await expect(desk.answer.getByRole('button', { name: 'History, 3 answers' })).toBeVisible();
});

function storedAnswers(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('signalbox:answers');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('values').objectStore('values').getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result.reduce((sum: number, { d }: { d: unknown[] }) => sum + d.length, 0));
          };
        };
      }),
  );
}
