import { expect, test } from './fixtures';

test('finds a route, sends it and reads the answer without a mouse', async ({ desk, page }) => {
  await desk.open();
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('combobox', { name: 'Search routes, APIs and actions' });
  await expect(palette).toBeFocused();
  await page.keyboard.type('GET /notes');
  await expect(page.getByRole('option').filter({ hasText: '/notes' }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(desk.sendButton).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(desk.status).toContainText('200 OK');
});

test('walks the tree with the arrow keys', async ({ desk, page }) => {
  await desk.open();
  await desk.search.focus();
  await page.keyboard.type('whoami');
  await expect(desk.tree.getByRole('treeitem', { name: 'GET /whoami IAM' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(desk.tree).toBeFocused();
  const current = desk.tree.getByRole('treeitem', { name: 'GET /whoami IAM' });
  const id = await current.getAttribute('id');
  for (let step = 0; step < 4 && (await desk.tree.getAttribute('aria-activedescendant')) !== id; step++) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(desk.tree).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('Enter');
  await expect(desk.main.getByRole('region', { name: 'Full URL' })).toContainText('/whoami');
});

test('reaches Send by Tab, and every stop shows its focus', async ({ desk, page }) => {
  await desk.choose('notes', 'GET /notes');
  await desk.main.getByRole('link', { name: 'About this API' }).focus();
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    // Either the stop itself shows it, or the box that it stands in.
    const shown = await page.evaluate(() => {
      const stops = [document.activeElement, document.activeElement?.parentElement];
      return stops.some((stop) => stop && getComputedStyle(stop).outlineStyle !== 'none');
    });
    expect(shown).toBe(true);
    if (await desk.sendButton.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(desk.sendButton).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(desk.status).toContainText('200 OK');
});
