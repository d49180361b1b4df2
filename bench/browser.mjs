import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '#scripts/chromium.mjs';

const VIEWPORT = { width: 1440, height: 900 };

/** One Chromium for a case. Each sample takes a fresh context, so that nothing is cached. */
export async function openBrowser(kit) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium. Set CHROMIUM to the path of one.');
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, '--enable-precise-memory-info'] });
  kit.defer(() => browser.close());
  return browser;
}

/** A page that stays open until the case is closed. */
export async function keepPage(kit, browser, session) {
  const context = await newContext(browser, session);
  kit.defer(() => context.close());
  return await context.newPage();
}

/**
 * Playwright has the browser hand it a copy of every frame of a WebSocket, which costs as much as the frames themselves,
 * and has no way to be told not to. From here on it hears nothing of the network of this page.
 */
export async function watchNoNetwork(page) {
  // Not part of its interface: in a version that has it elsewhere this throws.
  await page._connection.toImpl(page).delegate._mainFrameSession._client.send('Network.disable');
}

/** Runs `use` with a page of its own. `cookie` is the session's, as a header gives it. */
export async function withPage(browser, session, use) {
  const context = await newContext(browser, session);
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** All JavaScript that a page loads by itself until it is quiet: raw bytes, and gzipped as a server would. */
export async function scriptsOf(page, url) {
  const scripts = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const bodies = await Promise.all(scripts);
  return {
    files: bodies.length,
    raw: bodies.reduce((sum, body) => sum + body.length, 0),
    gzip: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0),
  };
}

async function newContext(browser, { origin, cookie }) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  await context.addInitScript(clock);
  if (cookie) await context.addCookies([cookieOf(cookie, origin)]);
  return context;
}

function cookieOf(header, origin) {
  const at = header.indexOf('=');
  return { name: header.slice(0, at), value: header.slice(at + 1), url: origin, sameSite: 'Strict', httpOnly: true };
}

/**
 * Put into every page: `painted(test)` resolves with the time at which what `test` waits for was on the screen;
 * `longTasks` are those of more than 50 ms, as the browser reports them.
 */
function clock() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask', buffered: true });
  const afterPaint = () =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      requestAnimationFrame(() => channel.port2.postMessage(null));
    });
  globalThis.painted = async (test, patienceMs = 60_000) => {
    const patience = performance.now() + patienceMs;
    while (!test()) {
      if (performance.now() > patience) throw new Error('What was waited for did not come in time.');
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return afterPaint();
  };
}
