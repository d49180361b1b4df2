import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './launch.mjs';

/** ESM has no `require`, which packages in CommonJS call for Node's own modules. */
const REQUIRE = `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`;

/**
 * One process as modules for Node: `<folder>/<name>.mjs` and what it loads later. `whole`: with its packages, save for
 * Next, which reads files of its own: Node takes three times as long to find and read them one by one.
 * `server-only` throws outside Next, so it is an empty file here.
 * @param {{ name: string, entry: string, folder: string, whole?: boolean }} what
 */
export async function bundleProcess({ name, entry, folder, whole = false }) {
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (file.startsWith(`${name}.`) || file.startsWith(`${name}-`)) rmSync(join(folder, file));
  }
  await build({
    absWorkingDir: ROOT,
    entryPoints: { [name]: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: `${name}-[hash]`,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    ...(whole
      ? { external: ['next'], mainFields: ['module', 'main'], banner: { js: REQUIRE } }
      : { packages: 'external' }),
    alias: { 'server-only': join(ROOT, 'node_modules/server-only/empty.js') },
    sourcemap: true,
    logLevel: 'warning',
  });
}
