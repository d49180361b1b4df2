import { expect, it } from 'vitest';
import { isChord } from './use-shortcut';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

it.each([
  ['Mod+K', press('k', { ctrlKey: true }), true],
  ['Mod+K', press('k', { metaKey: true }), true],
  ['Mod+K', press('k'), false],
  ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false],
  ['Mod+K', press('k', { ctrlKey: true, altKey: true }), false],
  ['Mod+Shift+F', press('F', { ctrlKey: true, shiftKey: true }), true],
  ['Alt+I', press('i', { altKey: true }), true],
  ['Alt+I', { ...press('ˆ', { altKey: true }), code: 'KeyI' }, true],
  ['Alt+I', { ...press('ˆ'), code: 'KeyI' }, false],
  ['?', press('?', { shiftKey: true }), true],
  ['?', press('?', { ctrlKey: true, shiftKey: true }), false],
  ['Mod+Enter', press('Enter', { metaKey: true }), true],
  ['Mod+Enter', press('Enter', { metaKey: true, shiftKey: true }), false],
])('%s is pressed or not: %o', (keys, event, expected) => {
  expect(isChord(event, keys)).toBe(expected);
});
