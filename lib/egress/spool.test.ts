import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import './ask-rig'; // removes what these tests keep
import { openDownload, Spool } from './spool';
import { sweepSpoolFolders } from './spool-folder';

const MiB = 1024 ** 2;
const limits = { oneBytes: 8 * MiB, allBytes: 10 * MiB };
const kept = { codings: [], firstByte: 0, contentType: null, name: 'x' };

async function keep(fill: number, mebibytes: number): Promise<string | null> {
  const spool = new Spool(limits);
  for (let at = 0; at < mebibytes; at += 1) await spool.add(Buffer.alloc(MiB, fill));
  const id = await spool.keep(kept);
  if (id === null) await spool.drop();
  return id;
}

async function read(id: string | null): Promise<number | null> {
  const download = openDownload(id ?? '');
  return download && (await buffer(download.stream)).length / MiB;
}

describe('the bodies on disk', () => {
  it('make way for newer ones, oldest first, where all together are too large', async () => {
    const [first, second] = [await keep(1, 4), await keep(2, 4)];
    expect([await read(first), await read(second)]).toEqual([4, 4]);
    const third = await keep(3, 5);
    expect([await read(first), await read(second), await read(third)]).toEqual([null, 4, 5]);
    expect(await keep(4, 9)).toBeNull(); // larger than one may be
    expect(await keep(5, 8)).not.toBeNull();
  });

  it('stay within the limit also while several come in at once', async () => {
    const spools = [new Spool(limits), new Spool(limits)];
    for (let at = 0; at < 7; at += 1) for (const spool of spools) await spool.add(Buffer.alloc(MiB));
    expect(spools.filter((spool) => spool.whole).length).toBeLessThan(2);
    await Promise.all(spools.map((spool) => spool.drop()));
    expect(await keep(6, 8)).not.toBeNull(); // what was given up is counted no longer
  });
});

describe('folders that were left behind', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-sweep-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('go when their process is gone, and only those', () => {
    const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
    const names = [gone, process.pid, process.ppid].map((pid) => `signalbox-bodies-${pid}-abcDEF`);
    for (const name of [...names, 'signalbox-e2e-123456']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'body'), 'x');
    }
    sweepSpoolFolders();
    expect(existsSync(join(folder, `${names[0]}`))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual([names[1], names[2], 'signalbox-e2e-123456'].sort());
  });
});
