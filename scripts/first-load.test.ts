import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { heavyPages } from './first-load.mjs';

test('a page is heavy by all of its scripts together, gzipped', () => {
  const root = mkdtempSync(join(tmpdir(), 'first-load-'));
  mkdirSync(join(root, '.next/diagnostics'), { recursive: true });
  writeFileSync(join(root, 'noise.js'), randomBytes(3_000));
  writeFileSync(join(root, 'more.js'), randomBytes(3_000));
  writeFileSync(join(root, 'zeros.js'), Buffer.alloc(100_000));
  const pages = [
    { route: '/', firstLoadChunkPaths: ['noise.js', 'zeros.js'] },
    { route: '/logs', firstLoadChunkPaths: ['noise.js', 'more.js'] },
  ];
  writeFileSync(join(root, '.next/diagnostics/route-bundle-stats.json'), JSON.stringify(pages));
  expect(heavyPages(root, 5_000)).toEqual(['/logs loads 6 KB of JavaScript at once; 5 KB is the most.']);
  rmSync(root, { recursive: true });
});
