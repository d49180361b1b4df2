/**
 * Pages that do the least that the job needs, put into an empty page of the API's own origin, so that no CORS and no
 * framework stands between. What runs in the page is written for the page.
 */

/** An empty page on the origin of the API. */
export async function openBare(page, origin) {
  await page.goto(`${origin}/_issuer/jwks.json`);
  await page.setContent(
    '<!doctype html><title>bare</title><body style="margin:0"><button>Send</button><input><pre></pre>',
  );
}

/** Click, fetch, put the text into a `<pre>`: until it is painted, in milliseconds. */
export async function fetchToPre(page, url, text) {
  return await page.evaluate(
    async ({ from, wanted }) => {
      const pre = document.querySelector('pre');
      pre.textContent = '';
      const begun = performance.now();
      fetch(from)
        .then((answer) => answer.text())
        .then((body) => {
          pre.textContent = body;
        });
      await globalThis.painted(() => pre.textContent.includes(wanted));
      return performance.now() - begun;
    },
    { from: url, wanted: text },
  );
}

/**
 * The floor for showing JSON of any size: the bytes, one pass that finds where the lines of the formatted document
 * begin, and the first fifty of them. No tree, no search, no folding.
 */
export async function byteIndexFloor(page, url) {
  await page.addScriptTag({ content: `globalThis.indexLines = ${indexLines}` });
  return await page.evaluate(async (from) => {
    const pre = document.querySelector('pre');
    const begun = performance.now();
    const bytes = new Uint8Array(await (await fetch(from)).arrayBuffer());
    const starts = globalThis.indexLines(bytes);
    const decoder = new TextDecoder();
    const lines = [];
    for (let line = 0; line < 50; line++) lines.push(decoder.decode(bytes.subarray(starts[line], starts[line + 1])));
    pre.textContent = lines.join('\n');
    await globalThis.painted(() => true);
    return performance.now() - begun;
  }, url);
}

/** Where the lines of the formatted document begin. Runs in the page. */
function indexLines(bytes) {
  const breaks = new Uint8Array(256);
  for (const mark of ',{[}]') breaks[mark.charCodeAt(0)] = 1;
  const starts = new Uint32Array(bytes.length);
  let lines = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) inString = !inString;
    else if (byte === 0x5c) at++;
    else if (breaks[byte] === 1 && !inString) starts[lines++] = at;
  }
  return starts.subarray(0, lines);
}
