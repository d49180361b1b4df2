import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whose folder it is stands in its name: `signalbox-bodies-4711-x7Fq2a`. */
const START = 'signalbox-bodies-';
const NAME = /^signalbox-bodies-(\d+)-[A-Za-z0-9]{6}$/;

/** A folder for bodies, readable by this user alone, gone when the process ends in any way that leaves it a word. */
export function makeSpoolFolder(): string {
  const made = mkdtempSync(join(tmpdir(), `${START}${process.pid}-`)); // mode 0700
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Removes what processes left behind that were killed. */
export function sweepSpoolFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(NAME.exec(name)?.[1] ?? process.pid);
    if (pid === process.pid || isAlive(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It is another user's.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
