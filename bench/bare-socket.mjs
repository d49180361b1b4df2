import { openBare } from './bare-page.mjs';
import { watchNoNetwork } from './browser.mjs';
import { SOCKET_PATH } from './target-sockets.mjs';

export function socketUrl({ origin }) {
  return `${origin.replace('http', 'ws')}${SOCKET_PATH}`;
}

/** A page with nothing but a WebSocket to the lean target. */
export async function openBareSocket(page, target) {
  await openBare(page, `${target.origin}/_counts`);
  await page.evaluate(async (url) => {
    globalThis.socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      globalThis.socket.onopen = resolve;
      globalThis.socket.onerror = () => reject(new Error('The bare page reaches no target.'));
    });
  }, socketUrl(target));
  await watchNoNetwork(page);
}

/**
 * From asking until the last message is painted, in milliseconds. `rows`: each gets a row of its own, as the pages of
 * tutorials do; else all are kept as text and the last thirty are drawn.
 */
export async function bareFlood(page, { messages, bytes, rows }) {
  return await page.evaluate(
    async ({ count, size, append }) => {
      const pre = document.querySelector('pre');
      pre.textContent = '';
      let kept = [];
      globalThis.socket.onmessage = ({ data }) => {
        kept.push(data);
        if (!append) return;
        const row = document.createElement('div');
        row.textContent = data;
        pre.append(row);
      };
      const begun = performance.now();
      globalThis.socket.send(JSON.stringify({ flood: count, bytes: size }));
      await globalThis.painted(() => {
        if (!append) pre.textContent = kept.slice(-30).join('\n');
        return kept.length >= count;
      });
      const took = performance.now() - begun;
      if (kept.length !== count || !kept.at(-1).includes(`"n":${count},`)) throw new Error('Messages were lost.');
      kept = [];
      return took;
    },
    { count: messages, size: bytes, append: rows },
  );
}
