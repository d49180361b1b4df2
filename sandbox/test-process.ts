import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
// The bundle has to lie in a folder of the project, as dist/ does: packages and the demo's templates are found from there.
const folder = join(root, 'node_modules', `.sandbox-test-${process.pid}`, 'dist');
const bundle = join(folder, 'sandbox.mjs');

/** Builds the sandbox's own program before the tests of a file, and takes it away after them. */
export function withProgram(): void {
  beforeAll(async () => {
    await build({
      entryPoints: [join(root, 'sandbox/main.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: bundle,
      logLevel: 'error',
    });
  }, 30_000);
  afterAll(() => rmSync(join(folder, '..'), { recursive: true }));
}

/** Starts it as a process of its own. Whoever starts it ends it. */
export function startProgram(...args: string[]) {
  return spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}
