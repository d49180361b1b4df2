/** In the page of the console: what it takes to search a list of rows, and to scroll it. */

/**
 * A list that is filled, measured: how long the search for what one row holds takes, against one pass over its bytes, the
 * frames meanwhile, and the memory. `one` and `many` are texts and how the list counts what it finds of them.
 */
export async function measureList(page, { pane, field, one, many, megabytes, held, most }) {
  const search = ({ text, counted }) => searchTime(page, { pane, field, text, counted });
  const scrolling = await longestWhileScrolling(page, pane);
  await page.evaluate(scannable);
  await search(many);
  const searching = await longestDuring(page, async () => {
    await search(one);
    await search(many);
  });
  const value = (metric, unit, limit, measured) => ({
    metric,
    unit,
    goal: { op: '<=', value: limit },
    measure: async () => measured,
  });
  return {
    ours: {
      name: 'console',
      sample: async () => {
        await search(many);
        return search(one);
      },
    },
    scan: {
      name: 'byte scan',
      kind: 'limit',
      goal: { op: '<=', value: most.scans },
      sample: () => scanTime(page, { megabytes, text: one.text }),
    },
    values: [
      value('longest frame while scrolling', 'ms', most.frameMs, scrolling),
      value('longest frame while searching', 'ms', most.frameMs, searching),
      value('memory of the page to the text', '', most.memory, held / megabytes),
    ],
  };
}

/** From setting the text into the field until the list counts as many as it should, with nothing left to look through, painted. */
async function searchTime(page, { pane, field: label, text, counted }) {
  return await page.evaluate(
    async ({ within, label, wanted, count }) => {
      const field = document.querySelector(`${within} input[aria-label="${label}"]`);
      const tally = () => document.querySelector(`${within} [aria-live="off"]`)?.textContent ?? '';
      const done = new RegExp(`^${count}$`);
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      const begun = performance.now();
      set.call(field, wanted);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return (await globalThis.painted(() => done.test(tally()))) - begun;
    },
    { within: pane, label, wanted: text, count: counted },
  );
}

/** One pass over as many bytes of the same sort in the same page, compared byte by byte, until something is painted. */
async function scanTime(page, { megabytes, text }) {
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
function scannable() {
  globalThis.scannable = (megabytes) => {
    const line = '{"n":12345,"id":"9e3779b1","text":"lorem ipsum dolor sit amet, consectetur adipiscing elit, "}\n';
    const bytes = new Uint8Array(megabytes * 1_000_000);
    const one = new TextEncoder().encode(line);
    for (let at = 0; at + one.length <= bytes.length; at += one.length) bytes.set(one, at);
    return bytes;
  };
}

/** The longest time between two frames while the list is scrolled from end to end and back, in milliseconds. */
async function longestWhileScrolling(page, pane) {
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
async function longestDuring(page, act) {
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
