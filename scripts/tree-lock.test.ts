import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withTreeLock } from './tree-lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that holds the lock of the folder until it is killed. */
async function holder() {
  const file = join(folder, 'holder.mjs');
  const lock = new URL('./tree-lock.mjs', import.meta.url).href;
  writeFileSync(
    file,
    `import { withTreeLock } from ${JSON.stringify(lock)};
     setInterval(() => {}, 1000);
     withTreeLock(${JSON.stringify(folder)}, () => { console.log('held'); return new Promise(() => {}); });`,
  );
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

it('lets one in after the other', async () => {
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const visit = (name: string) =>
    withTreeLock(folder, async () => {
      writeFileSync(log, `${readFileSync(log, 'utf8')}${name}+`);
      await new Promise((resolve) => setImmediate(resolve));
      writeFileSync(log, `${readFileSync(log, 'utf8')}${name}-`);
    });
  await Promise.all([visit('a'), visit('b')]);
  expect(readFileSync(log, 'utf8')).toBe('a+a-b+b-');
});

it('waits for the holder, and counts a dead one for nothing', async () => {
  const child = await holder();
  let entered = false;
  const waiting = withTreeLock(folder, async () => {
    entered = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(entered).toBe(false);
  child.kill('SIGKILL');
  await waiting;
  expect(entered).toBe(true);
});
