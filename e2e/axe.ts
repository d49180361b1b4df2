import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on the page, or in a part of it, as it is when all that fades has faded: which rule, where, why. */
export async function axeFaults(page: Page, within?: string) {
  await page.evaluate(async () => {
    const endless = (one: Animation) => one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    const fading = document.getAnimations().filter((one) => !endless(one));
    await Promise.all(fading.map((one) => one.finished.catch(() => undefined)));
  });
  const builder = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.any[0]?.message]);
}
