import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { end, start } from '#scripts/children.mjs';
import { ROOT } from '#scripts/launch.mjs';

const WSCAT = join(ROOT, 'node_modules', 'wscat', 'bin', 'wscat');

/** Whether a program can be given a terminal here: to a pipe, wscat loses what it has not written when it ends. */
export function hasTerminal() {
  return spawnSync('script', ['--version']).status === 0;
}

/** wscat in a terminal of its own: `flood(messages, bytes)` resolves with the milliseconds until it has printed them all. */
export async function openWscat(kit, url) {
  const child = start('script', ['-qfec', `exec '${process.execPath}' '${WSCAT}' --connect '${url}'`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TERM: 'xterm', COLUMNS: '200' },
  });
  kit.defer(() => end(child));
  const printed = watch(child.stdout);
  await printed.until((text) => text.includes('Connected'));
  return {
    flood: async (messages, bytes) => {
      printed.forget();
      const begun = performance.now();
      child.stdin.write(`{"flood":${messages},"bytes":${bytes}}\n`);
      await printed.count(messages);
      return performance.now() - begun;
    },
  };
}

function watch(stream) {
  let rest = '';
  let seen = 0;
  let wake = () => {};
  stream.setEncoding('latin1');
  stream.on('data', (chunk) => {
    const text = rest + chunk;
    const parts = text.split('{"n":');
    seen += parts.length - 1;
    rest = parts.at(-1).slice(-200);
    wake();
  });
  const until = async (met) => {
    while (!met()) await new Promise((resolve) => (wake = resolve));
  };
  return {
    until: (met) => until(() => met(rest)),
    count: (messages) => until(() => seen >= messages),
    forget: () => {
      seen = 0;
    },
  };
}
