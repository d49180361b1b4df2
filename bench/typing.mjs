/** Seven letters in and out again, with the pause of a quick typist between. */
const WORD = 'invoice';
const PAUSE_MS = 90;

/** The longest time from a key to the next paint, as Event Timing reports it: in steps of 8 ms, 16 at least. */
export async function slowestKey(page, field) {
  await field.fill('');
  await field.focus();
  await page.evaluate(observeKeys);
  await page.keyboard.type(WORD, { delay: PAUSE_MS });
  for (let key = 0; key < WORD.length; key++) await page.keyboard.press('Backspace', { delay: PAUSE_MS });
  return await page.evaluate(async () => {
    await globalThis.painted(() => true);
    globalThis.keyObserver.disconnect();
    return Math.max(16, ...globalThis.keyTimes);
  });
}

/** Runs in the page. */
function observeKeys() {
  globalThis.keyTimes = [];
  globalThis.keyObserver = new PerformanceObserver((list) => {
    globalThis.keyTimes.push(...list.getEntries().map(({ duration }) => duration));
  });
  globalThis.keyObserver.observe({ type: 'event', durationThreshold: 16 });
}
