/** The console's page for the cases that run in a browser: found by role and label, as a person would. */

/** Opens the console on a route: `openRoute(page, origin, 'large', 'GET /large/{mb}')`. */
export async function openRoute(page, origin, { filter, route }) {
  await page.goto(origin);
  await page.getByRole('searchbox', { name: 'Search routes' }).fill(filter);
  await page.getByRole('treeitem', { name: route, exact: true }).click();
  await sendButton(page).waitFor();
}

export function sendButton(page) {
  return page.getByRole('main').getByRole('button', { name: 'Send', exact: true });
}

/** The address under which the sandbox serves a route of the API that the page shows. */
export async function directUrl(page) {
  const text = await page.getByRole('region', { name: 'Full URL' }).textContent();
  return new URL(text.replace(/\s/g, '')).href;
}

/** Waits until the route lists of the whole account are there, as fast as the quota allows. */
export async function loadAllRoutes(page, origin, routes) {
  await page.goto(origin);
  const hurry = page.getByRole('button', { name: 'Load the rest now' });
  await hurry.click({ timeout: 60_000 });
  const total = `${routes.toLocaleString('en-GB')} routes`;
  await page.getByText(new RegExp(`APIs, ${total}`)).waitFor({ timeout: 120_000 });
}

/**
 * In the page: the time from the click on Send until the answer is whole and `text` of it is painted, in milliseconds.
 */
export async function clickToPainted(page, text) {
  return await page.evaluate(
    async ({ wanted }) => {
      const main = document.querySelector('main');
      const button = () => [...main.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Send');
      const shown = () => main.querySelector('section[aria-label="Answer"]')?.textContent.includes(wanted) ?? false;
      const begun = performance.now();
      button().click();
      // The button says Cancel until the exchange has ended.
      await globalThis.painted(() => button() && shown());
      return performance.now() - begun;
    },
    { wanted: text },
  );
}
