import { expect, it } from 'vitest';
import { readPreferences, SIDEBAR, sidebarText } from './preferences';

const read = (cookies: Record<string, string | undefined>) => readPreferences((name) => cookies[name]);

it('reads back what was chosen', () => {
  const sidebar = { open: false, width: 320 };
  expect(read({ 'signalbox-theme': 'dark', 'signalbox-sidebar': sidebarText(sidebar) })).toEqual({
    theme: 'dark',
    sidebar,
  });
});

it.each([{}, { 'signalbox-theme': '"><script>', 'signalbox-sidebar': 'open-1e9' }])(
  'takes nothing else: %j',
  (cookies) => {
    expect(read(cookies)).toEqual({ theme: 'system', sidebar: { open: true, width: SIDEBAR.usual } });
  },
);

it('keeps the width within the window', () => {
  expect(read({ 'signalbox-sidebar': 'open-9999' }).sidebar.width).toBe(SIDEBAR.most);
  expect(read({ 'signalbox-sidebar': 'open-0' }).sidebar.width).toBe(SIDEBAR.least);
});
