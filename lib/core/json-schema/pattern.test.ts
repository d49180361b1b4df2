import { expect, test } from 'vitest';
import { matches } from './pattern';

test.each<[string, string, boolean]>([
  ['^[0-9]{13}$', '9780262510875', true],
  ['^[0-9]{13}$', '978', false],
  ['^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$', 'ann@example.com', true],
  ['^(foo|bar)$', 'baz', false],
  ['^(?:[A-Z]{2}-)?\\d+$', 'AB-12', true],
  ['^(a+)b+$', 'aab', true],
  ['^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'x'.repeat(500), false],
  ['^[(+*)]+$', '(+*)', true],
  ['^\\(a+\\)+$', '(aa))', true],
])('%s and %s', (pattern, value, wanted) => expect(matches(pattern, value)).toBe(wanted));

// Whoever deploys a model writes these; the page that tries them would stand still.
test.each([
  ['(a+)+$', `${'a'.repeat(30)}!`],
  ['^(a|a)*$', `${'a'.repeat(30)}!`],
  ['^((a*)b?)*$', `${'a'.repeat(30)}!`],
  ['^(?:[a-z]{1,9}){1,99}$', `${'a'.repeat(60)}!`],
  ['a*a*a*a*a*a*!', 'a'.repeat(1_000)],
  ['^(a?){30}a{30}$', `${'a'.repeat(30)}!`],
  [`^${'a?'.repeat(30)}${'a'.repeat(30)}$`, `${'a'.repeat(29)}!`],
  ['(', 'a'],
  ['a', 'a'.repeat(1_001)],
])('%s is not tried', (pattern, value) => expect(matches(pattern, value)).toBeNull());
