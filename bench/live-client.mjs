import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import WebSocket from 'ws';
import { ROOT } from '#scripts/launch.mjs';

const BUNDLE = join(ROOT, 'dist', 'bench', 'live-tab.mjs');

/** The tags of `lib/core/line`, written apart from it. */
const EVENT = 0;
const TEXT_IN = 1;

/** The browser's own end of the live door in this process: `open(input, listener)` opens a line over one WebSocket. */
export async function openLiveTab(kit, started, session) {
  const { LiveTab } = await bundled();
  const sockets = [];
  const lines = [];
  const tab = new LiveTab({
    connect: () => {
      const socket = new WebSocket(`${started.origin.replace('http', 'ws')}/live`, {
        headers: session,
        perMessageDeflate: false,
      });
      socket.on('error', () => {}); // `close` follows, and the tab tries again
      sockets.push(socket);
      return socket;
    },
    isLetIn: async () => true,
  });
  kit.defer(() => {
    for (const line of lines) line.forget();
    for (const socket of sockets) socket.terminate();
  });
  return {
    open: (input, listener) => {
      const line = tab.open(crypto.randomUUID(), { input, after: 0 }, listener);
      lines.push(line);
      return line;
    },
  };
}

/** A listener that passes on each message that came, as bytes, and what happened around it. */
export function onMessages(take, heard = () => {}) {
  return {
    link: () => {},
    batch: (batch) => {
      for (let index = 0; index < batch.count; index++) {
        const tag = batch.tag(index);
        if (tag === TEXT_IN) take(batch.payload(index));
        else if (tag === EVENT) heard(batch.event(index));
      }
    },
  };
}

/** Opens a line and waits for the event that says it is ready. */
export async function openLineUntil(tab, { input, ready, take }) {
  let settle;
  const opened = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  const heard = (event) => {
    if (event.type === ready) settle.resolve();
    else if (['failure', 'refused', 'unreachable', 'ended', 'errors'].includes(event.type)) {
      settle.reject(new Error(`The line did not open: ${JSON.stringify(event).slice(0, 300)}`));
    }
  };
  const line = tab.open(input, onMessages(take, heard));
  await opened;
  return line;
}

async function bundled() {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'lib', 'wire', 'browser', 'live-tab.ts')],
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    write: false,
    alias: { '@': ROOT },
    logLevel: 'silent',
  });
  mkdirSync(join(BUNDLE, '..'), { recursive: true });
  writeFileSync(BUNDLE, outputFiles[0].contents);
  return import(pathToFileURL(BUNDLE).href);
}
