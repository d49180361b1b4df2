import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const BOTH = ['light', 'dark'] as const;

/** What axe finds on the page, or in a part of it, as it is when all that fades has faded: which rule, where, why. */
export async function axeFaults(page: Page, within?: string) {
  await faded(page);
  return faultsIn(builderFor(page, within));
}

/** The same, and then the contrasts in the other theme too, where the page follows the system. */
export async function axeFaultsInBothThemes(page: Page, within?: string) {
  const faults = await axeFaults(page, within);
  const now = (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)) ? 'dark' : 'light';
  for (const colorScheme of BOTH.filter((one) => one !== now)) {
    await page.emulateMedia({ colorScheme });
    await faded(page);
    faults.push(...(await faultsIn(builderFor(page, within).withRules(['color-contrast']))));
  }
  await page.emulateMedia({ colorScheme: now });
  await faded(page);
  return faults;
}

function builderFor(page: Page, within: string | undefined): AxeBuilder {
  const builder = new AxeBuilder({ page });
  return within === undefined ? builder : builder.include(within);
}

async function faultsIn(builder: AxeBuilder) {
  const { violations } = await builder.analyze();
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
