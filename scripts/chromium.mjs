import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { start, startNpm } from './children.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * What Chromium leaves out. It heeds the last such argument alone, so all that Playwright leaves out by itself is here
 * too; and the list under the address bar, a page that each new window loads into a process of its own: a sixth of the
 * work of a short test.
 */
export const LEFT_OUT = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
];

/** The arguments for a quiet Chromium without a screen, also in a container and as root. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${LEFT_OUT.join(',')}`,
];

/** A Chromium that is installed and runs: the one that CHROMIUM names, the system's, else Playwright's own. Null for none. */
export function findChromium(env = process.env) {
  return candidates(env).find((path) => existsSync(path) && runs(path)) ?? null;
}

/** Installs a Chromium: Debian's package as root on Debian, else Playwright's own. Returns its path. */
export async function installChromium(root) {
  if (isDebianRoot()) await installFromDebian();
  const found = findChromium();
  if (found) return found;
  const child = startNpm(['exec', '--', 'playwright', 'install', 'chromium'], { cwd: root, stdio: 'inherit' });
  await child.ended;
  return findChromium();
}

async function installFromDebian() {
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await start('apt-get', ['update', '-qq'], options).ended;
  await start('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options).ended;
}

function candidates(env) {
  if (env.CHROMIUM) return [env.CHROMIUM];
  const inPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...PLACES, ...inPath, playwrightsOwn()].filter(Boolean);
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
  } catch {
    return null; // Not installed yet, or no build for this platform.
  }
}

/** A file of that name may be a stub that only tells how to install the real one. */
function runs(path) {
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
