import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const BOTH = ['light', 'dark'] as const;
const OF_COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** What axe finds on the page, or in a part of it, as it is when all that fades has faded: which rule, where, why. */
export async function axeFaults(page: Page, within?: string) {
  await faded(page);
  return faultsIn(page, within);
}

/** The same, and then what hangs on the colours in the other theme too, where the page follows the system. */
export async function axeFaultsInBothThemes(page: Page, within?: string) {
  const faults = await axeFaults(page, within);
  const now = (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)) ? 'dark' : 'light';
  for (const colorScheme of BOTH.filter((one) => one !== now)) {
    await page.emulateMedia({ colorScheme });
    await faded(page);
    faults.push(...(await faultsIn(page, within, OF_COLOURS)));
  }
  await page.emulateMedia({ colorScheme: now });
  await faded(page);
  return faults;
}

/** Axe alone and once for each page: its package for Playwright loads it twice for each look, once into a new window. */
async function faultsIn(page: Page, within?: string, rules: RunOptions = {}) {
  if (page.frames().length > 1) throw new Error('Axe does not look into frames here.');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(([part, options]) => window.axe.run(part ?? document, options), [
    within,
    { ...rules, resultTypes: ['violations'] } satisfies RunOptions,
  ] as const);
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.any[0]?.message]);
}

/** Waits until what was asked for is drawn, and nothing fades any more. */
async function faded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const endless = (one: Animation) => one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    const fading = document.getAnimations().filter((one) => !endless(one));
    await Promise.all(fading.map((one) => one.finished.catch(() => undefined)));
  });
}
