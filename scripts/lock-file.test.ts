import { describe, expect, it } from 'vitest';
import { boundToRegistry, isInstalled, missingOptionals, tooOld } from './lock-file.mjs';

describe('the lock file', () => {
  it('lacks a platform package that one of its packages names', () => {
    const packages = {
      '': { version: '1.0.0' },
      'node_modules/next': { version: '16.4.6', optionalDependencies: { '@next/swc-a': '1', '@next/swc-b': '1' } },
      'node_modules/x/node_modules/@next/swc-a': { version: '1.0.0' },
    };
    expect(missingOptionals(packages)).toEqual(['next 16.4.6 needs @next/swc-b, which the lock file lacks']);
  });

  it('is bound to a registry by an address, and unsafe without integrity', () => {
    const packages = {
      '': {},
      'node_modules/a': { integrity: 'sha512-x' },
      'node_modules/b': { integrity: 'sha512-x', resolved: 'https://example.com/b.tgz' },
      'node_modules/c': {},
      'node_modules/d': { link: true },
    };
    expect(boundToRegistry(packages)).toEqual(['node_modules/b names an address', 'node_modules/c has no integrity']);
  });

  it('holds a package that is too old, nested copies too', () => {
    const packages = {
      'node_modules/next': { version: '16.4.6' },
      'node_modules/sharp': { version: '0.36.0' },
      'node_modules/y/node_modules/next': { version: '16.4.5' },
      'node_modules/next-themes': { version: '0.1.0' },
    };
    expect(tooOld(packages)).toEqual(['node_modules/y/node_modules/next is 16.4.5; it must be at least 16.4.6']);
  });
});

describe('an installation', () => {
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1', optional: true },
  };

  it.each([
    ['whole, without another platform’s package', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['of another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    [
      'with another version of an optional package',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2' } },
      false,
    ],
    ['absent', {}, false],
  ])('%s', (_, installed, whole) => {
    expect(isInstalled(packages, installed)).toBe(whole);
  });
});
