import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepOutput, startNpm } from './children.mjs';
import { isInstalled } from './lock-file.mjs';
import { withProgress } from './progress.mjs';

/** Installs exactly what the lock file says, if that is not what is there. */
export async function installLocked(root) {
  if (isInstalled(readPackages(join(root, 'package-lock.json')), readInstalled(root))) return;
  await withProgress('Installing the locked dependencies', 'Installed the locked dependencies', async () => {
    // Building needs the development packages, also where the environment says production.
    const child = startNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: root });
    const output = keepOutput(child);
    const { code, error } = await child.ended;
    if (code !== 0) throw new Error(`npm ci failed.\n${error?.message ?? output()}`);
  });
}

/** The packages that a lock file lists, by path. */
export function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

function readInstalled(root) {
  const file = join(root, 'node_modules', '.package-lock.json');
  return existsSync(file) ? readPackages(file) : {};
}
