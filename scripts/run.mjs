import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './launch.mjs';

/** Builds what is stale, then runs a built process in this terminal: its signals are passed on, its exit code is ours. */
export async function buildAndRun(file) {
  const built = await finished(spawn(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: ['ignore', 2, 2] }));
  if (built !== 0) process.exit(built);
  const child = spawn(process.execPath, [join(ROOT, 'dist', file), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the child too; a second one does no harm, and `kill` reaches only this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exit(await finished(child));
}

function finished(child) {
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 0)));
  });
}
