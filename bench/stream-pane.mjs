/** The list of what was said on a line, found by role and label: the same in every console that holds lines. */

/**
 * Put into the page: from the next click, or from the next `key`, how long until the list has counted so many entries
 * `more` and they are painted. The promise stands as `allShown`, so that what begins it can be done from outside.
 */
export async function awaitShown(page, { pane, more, key }) {
  await page.evaluate(
    ({ within, wanted, code: awaited }) => {
      const number = (text) => Number((text ?? '0').replaceAll(',', ''));
      const counted = () => {
        const text = document.querySelector(`${within} [aria-live="off"]`)?.textContent ?? '';
        const older = /([\d,]+) older let go$/.exec(text)?.[1];
        return number(/^\d{1,3}(,\d{3})*/.exec(text)?.[0]) + number(older);
      };
      const before = counted();
      const begun = new Promise((resolve) => {
        const type = awaited === null ? 'click' : 'keydown';
        const take = (event) => {
          if (awaited !== null && event.code !== awaited) return;
          removeEventListener(type, take, true);
          resolve(event.timeStamp);
        };
        addEventListener(type, take, true);
      });
      globalThis.allShown = begun.then(
        async (at) => (await globalThis.painted(() => counted() - before >= wanted)) - at,
      );
    },
    { within: pane, wanted: more, code: key ?? null },
  );
}

export async function allShown(page) {
  return page.evaluate(() => globalThis.allShown);
}

/** The numbers of all messages that were received, as the list exports them. */
export async function exportedNumbers(page, scope) {
  await scope.getByRole('button', { name: 'Export' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'What is shown as NDJSON' }).click();
  const chunks = [];
  for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  return lines.flatMap((line) => {
    const { direction, text } = JSON.parse(line);
    return direction === 'in' ? [Number(/"n":(\d+)/.exec(text)?.[1])] : [];
  });
}

/** Whether these are all from 1 to `count`, in order and each once. */
export function isWholeCount(numbers, count) {
  return numbers.length === count && numbers.every((number, at) => number === at + 1);
}
