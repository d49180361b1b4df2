import { expect, it } from 'vitest';
import { openCommand } from './browser.mjs';

it.each([
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
  ['linux', { DISPLAY: ':0', CI: 'true' }, undefined],
  ['darwin', {}, 'open'],
  ['darwin', { BROWSER: 'none' }, undefined],
  ['win32', {}, 'explorer.exe'],
])('on %s with %j opens with %s', (platform, env, command) => {
  expect(openCommand('http://127.0.0.1:1/', { platform, env })?.[0]).toBe(command);
});
