const SECONDS = 3;

/** Scrolls the body of the answer from top to bottom for three seconds; the longest time between two frames, in milliseconds. */
export async function longestFrame(page) {
  return await page.evaluate(async (seconds) => {
    const box = document.querySelector('section[aria-label="Answer"] [role="tree"][aria-label="Body"]');
    const end = performance.now() + seconds * 1_000;
    const begun = performance.now();
    let last = begun;
    let longest = 0;
    while (last < end) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      longest = Math.max(longest, now - last);
      last = now;
      box.scrollTop = ((now - begun) / (seconds * 1_000)) * box.scrollHeight;
    }
    return longest;
  }, SECONDS);
}
