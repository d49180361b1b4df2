import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { LEFT_OUT } from './chromium.mjs';

const PLAYWRIGHT = fileURLToPath(new URL('../node_modules/playwright-core/lib/coreBundle.js', import.meta.url));

it('leaves out all that Playwright leaves out, whose own list it takes the place of', () => {
  const [, list = ''] = /disabledFeatures = \[(.*?)\]/s.exec(readFileSync(PLAYWRIGHT, 'utf8')) ?? [];
  const theirs = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, feature]) => feature);
  expect(theirs).toContain('HttpsUpgrades');
  expect(LEFT_OUT).toEqual(expect.arrayContaining(theirs));
});
