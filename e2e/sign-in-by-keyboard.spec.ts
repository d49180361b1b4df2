import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** Chooses in the list of identities by its first letters. */
async function byLetters(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('Alt+i');
  await expect(page.getByRole('menu', { name: 'Identity' })).toBeVisible();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
}

/** Tab goes round in the window, both ways, and never out of it. */
async function staysIn(page: Page, window: Locator): Promise<void> {
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let stop = 0; stop < 14; stop++) {
      await page.keyboard.press(key);
      // At the end the focus is on its way round for a moment.
      const inside = () => window.evaluate((it) => it.contains(document.activeElement));
      await expect.poll(inside, { message: `${key}, stop ${stop}` }).toBe(true);
    }
  }
}

test('signs in without a mouse, and is back where it began', async ({ desk, page }) => {
  await desk.choose('people/me', 'GET /people/me JWT authorizer');
  await desk.sendButton.focus();
  await byLetters(page, 'Sign');
  const window = page.getByRole('dialog', { name: 'Sign in' });
  const name = window.getByRole('textbox', { name: 'User name' });
  await expect(name).toBeFocused();
  await staysIn(page, window);
  await expect(name, 'as many stops back as there were forth').toBeFocused();
  await page.keyboard.type('alice');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Wonder1and');
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(page.getByRole('button', { name: 'Identity: alice' })).toBeVisible();
  await expect(desk.sendButton).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(desk.status).toContainText('200 OK');
});

test('a role is begun at its ARN, what is missing has the focus, and Escape leads back', async ({ desk, page }) => {
  await desk.choose('whoami', 'GET /whoami IAM');
  await desk.sendButton.focus();
  await byLetters(page, 'Assume');
  const window = page.getByRole('dialog', { name: 'Assume a role' });
  const arn = window.getByRole('textbox', { name: 'Role ARN' });
  await expect(arn).toBeFocused();
  await staysIn(page, window);
  await window.getByRole('button', { name: 'Assume', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(arn).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  await expect(desk.sendButton).toBeFocused();
});
