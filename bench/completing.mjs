/** What is typed, and the field that the schema then offers. */
const TYPED = '{ invoice8';
const OFFERED = 'invoice8';
/** How long the editor has to offer something before it is asked again: it may not have had the schema yet. */
const ASK_AGAIN_MS = 150;
const PATIENCE_MS = 60_000;

/** From the navigation to the first field of the schema that the editor offers, painted, in milliseconds. Both pages hold the same editor. */
export async function navigationToCompletion(page, url) {
  await page.goto(url, { waitUntil: 'commit' });
  const editor = editorOf(page);
  await editor.locator('.view-lines').waitFor({ timeout: PATIENCE_MS });
  await editor.locator('.view-lines').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(TYPED);
  const offered = page.evaluate(whenOffered, OFFERED);
  let settled = false;
  offered.finally(() => {
    settled = true;
  });
  while (!settled) {
    await page.keyboard.press('Control+Space');
    await Promise.race([offered, page.waitForTimeout(ASK_AGAIN_MS)]);
    if (!settled) await page.keyboard.press('Escape');
  }
  return offered;
}

/** With the schema there: from Ctrl+Space to the fields painted, in milliseconds, as the page itself reckons it. */
export async function keyToCompletion(page) {
  await page.keyboard.press('Escape');
  await page.evaluate(untilGone);
  await page.evaluate(awaitOffered, OFFERED);
  await page.keyboard.press('Control+Space');
  return page.evaluate(() => globalThis.offeredAfterKey);
}

function editorOf(page) {
  return page.getByRole('region', { name: /^Operation editor$/i }).first();
}

/** Runs in the page. The clock of a page begins with its navigation. */
async function whenOffered(field) {
  // Not by the widget's class `visible`: Monaco sets it, without any style of its own, 100 ms after it shows the rows.
  const rows = () => [...document.querySelectorAll('.suggest-widget .monaco-list-row')];
  return globalThis.painted(() => rows().some((row) => row.checkVisibility() && row.textContent.includes(field)));
}

/** Runs in the page. */
async function untilGone() {
  const rows = () => [...document.querySelectorAll('.suggest-widget .monaco-list-row')];
  await globalThis.painted(() => !rows().some((row) => row.checkVisibility()));
}

/** Runs in the page: from now on, the time from the key to the offer. */
function awaitOffered(field) {
  const rows = () => [...document.querySelectorAll('.suggest-widget .monaco-list-row')];
  const pressed = new Promise((resolve) => {
    const take = (event) => {
      if (event.code !== 'Space') return;
      removeEventListener('keydown', take, true);
      resolve(event.timeStamp);
    };
    addEventListener('keydown', take, true);
  });
  globalThis.offeredAfterKey = pressed.then(
    async (at) =>
      (await globalThis.painted(() => rows().some((row) => row.checkVisibility() && row.textContent.includes(field)))) -
      at,
  );
}
