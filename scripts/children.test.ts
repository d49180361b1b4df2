import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-children-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that starts a child that starts a grandchild, which listens; it says on which port, and waits. */
function family(): string {
  const grandchild = `const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))`;
  const child = `const g = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  const file = join(folder, 'parent.mjs');
  writeFileSync(
    file,
    `import { start, endWith, firstLine } from ${JSON.stringify(new URL('./children.mjs', import.meta.url).href)};
     import { writeFileSync } from 'node:fs';
     endWith(() => writeFileSync(${JSON.stringify(join(folder, 'cleaned'))}, ''));
     const child = start(process.execPath, ['-e', ${JSON.stringify(child)}]);
     const grandchild = await firstLine(child, (line) => Number(line) || null);
     console.log(grandchild);
     setInterval(() => {}, 1000);`,
  );
  return file;
}

/** A process that was killed stays in the table until someone asks for its code; its port closes at once. */
async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const open = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return open;
}

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends children and grandchildren, then cleans up',
  async (name) => {
    const parent = spawn(process.execPath, [family()], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(parent.stdout, 'data');
    const port = Number(line);
    expect(await listens(port)).toBe(true);
    parent.kill(name);
    const [code] = await once(parent, 'close');
    expect(code).toBeGreaterThan(128);
    expect(await listens(port)).toBe(false);
    expect(existsSync(join(folder, 'cleaned'))).toBe(true);
  },
);
