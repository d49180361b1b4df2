import { spawn } from 'node:child_process';

/** How to open an address on this platform; null where no person looks at a screen. Pure. */
export function openCommand(url, { platform, env }) {
  if (env.CI || env.BROWSER === 'none') return null;
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['explorer.exe', [url]];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', [url]] : null;
}

/** Opens the address in the person's browser where there is one. That it cannot is no failure: the address is printed too. */
export function openBrowser(url) {
  const command = openCommand(url, { platform: process.platform, env: process.env });
  if (!command) return false;
  const child = spawn(command[0], command[1], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}
