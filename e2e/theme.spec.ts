import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** How light the page's ground is, 0 to 255. */
async function ground(page: Page) {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}

test('follows the system, changes on request, and remembers', async ({ desk, page, colorScheme }) => {
  await desk.open();
  const isDark = async () => (await ground(page)) < 128;
  expect(await isDark()).toBe(colorScheme === 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await isDark()).toBe(false);
  const button = page.getByRole('button', { name: /^Theme: / });
  while (!/dark/i.test((await button.getAttribute('aria-label')) ?? '')) await button.click();
  expect(await isDark()).toBe(true);
  await page.reload();
  await expect(desk.tree).toBeVisible();
  expect(await isDark()).toBe(true);
});
