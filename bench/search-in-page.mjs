/** In the page of the console: what it takes to search what was said, and to scroll it. */

const FIELD = 'Find in messages';

/** From setting the text into the field until the list counts exactly so many, with nothing left to look through, painted. */
export async function searchTime(page, { pane, text, found }) {
  return await page.evaluate(
    async ({ within, label, wanted, count }) => {
      const field = document.querySelector(`${within} input[aria-label="${label}"]`);
      const tally = () => document.querySelector(`${within} [aria-live="off"]`)?.textContent ?? '';
      const done = new RegExp(`^${count.toLocaleString('en-GB')} of [\\d,]+(, [\\d,]+ older let go)?$`);
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      const begun = performance.now();
      set.call(field, wanted);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return (await globalThis.painted(() => done.test(tally()))) - begun;
    },
    { within: pane, label: FIELD, wanted: text, count: found },
  );
}

/** One pass over as many bytes of the same sort in the same page, compared byte by byte, until something is painted. */
export async function scanTime(page, { megabytes, text }) {
  return await page.evaluate(
    async ({ size, wanted }) => {
      globalThis.scanned ??= globalThis.scannable(size);
      const bytes = globalThis.scanned;
      const needle = new TextEncoder().encode(wanted);
      const begun = performance.now();
      let found = 0;
      for (let at = bytes.indexOf(needle[0]); at >= 0; at = bytes.indexOf(needle[0], at + 1)) {
        let next = 1;
        while (next < needle.length && bytes[at + next] === needle[next]) next++;
        if (next === needle.length) found++;
      }
      document.documentElement.dataset.found = String(found);
      return (await globalThis.painted(() => true)) - begun;
    },
    { size: megabytes, wanted: text },
  );
}

/** Put into the page: bytes like those that the lean target floods with. */
export function scannable() {
  globalThis.scannable = (megabytes) => {
    const line = '{"n":12345,"id":"9e3779b1","text":"lorem ipsum dolor sit amet, consectetur adipiscing elit, "}\n';
    const bytes = new Uint8Array(megabytes * 1_000_000);
    const one = new TextEncoder().encode(line);
    for (let at = 0; at + one.length <= bytes.length; at += one.length) bytes.set(one, at);
    return bytes;
  };
}

/** The longest time between two frames while the list is scrolled from end to end and back, in milliseconds. */
export async function longestWhileScrolling(page, pane) {
  return await page.evaluate(async (within) => {
    const seconds = 3;
    const box = document.querySelector(`${within} [role="listbox"], ${within} [role="grid"]`);
    const begun = performance.now();
    const end = begun + seconds * 1_000;
    let last = begun;
    let longest = 0;
    while (last < end) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      longest = Math.max(longest, now - last);
      last = now;
      const part = (now - begun) / (seconds * 1_000);
      box.scrollTop = (1 - Math.abs(1 - 2 * part)) * (box.scrollHeight - box.clientHeight);
    }
    return longest;
  }, pane);
}

/** The longest time between two frames while `act` goes on, in milliseconds. */
export async function longestDuring(page, act) {
  await page.evaluate(() => {
    globalThis.longestFrame = 0;
    globalThis.watchingFrames = true;
    let last = performance.now();
    const frame = (now) => {
      globalThis.longestFrame = Math.max(globalThis.longestFrame, now - last);
      last = now;
      if (globalThis.watchingFrames) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  return page.evaluate(() => {
    globalThis.watchingFrames = false;
    return globalThis.longestFrame;
  });
}

/** What the page's JavaScript holds after a collection, buffers included, in MB. */
export async function heldMb(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return (usedSize + backingStorageSize) / 1_000_000;
}
