import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** 1.35 times what the smallest app of this Next loads. */
const MOST_BYTES = 182_000;

/** A complaint for each page of the build in `root` that loads more JavaScript at once, gzipped, than a first page may. */
export function heavyPages(root, most = MOST_BYTES) {
  const pages = JSON.parse(readFileSync(join(root, '.next/diagnostics/route-bundle-stats.json'), 'utf8'));
  return pages.flatMap(({ route, firstLoadChunkPaths }) => {
    const sizes = firstLoadChunkPaths.map((path) => gzipSync(readFileSync(join(root, path)), { level: 9 }).length);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return bytes > most
      ? [`${route} loads ${kilobytes(bytes)} of JavaScript at once; ${kilobytes(most)} is the most.`]
      : [];
  });
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(0)} KB`;
}
