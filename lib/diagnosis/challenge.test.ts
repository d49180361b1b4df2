import { expect, test } from 'vitest';
import type { Pair } from '@/lib/core/outcome';
import { challengeEvidence } from './challenge';
import type { Failed } from './exchange';

const said = (value: string | null) => {
  const headers: Pair[] = value === null ? [] : [['WWW-Authenticate', value]];
  return challengeEvidence({ head: { status: 401, headers } } as Failed).map(({ what, text }) => [what, text]);
};

test('a challenge is taken apart, and an error of RFC 6750 explained', () => {
  expect(said('Bearer error="insufficient_scope", error_description="ask for more", scope="notes/write"')).toEqual([
    ['error', expect.stringContaining('lacks a scope')],
    ['error_description', 'ask for more'],
    ['scope', 'notes/write'],
  ]);
  expect(said('Bearer')).toEqual([['www-authenticate', expect.stringContaining('asks for a bearer token')]]);
  expect(said('Basic realm="x"')).toEqual([['www-authenticate', 'Basic realm="x"']]);
  expect(said(null)).toEqual([]);
});
