import { expect, it } from 'vitest';
import { closingLine, playwrightCounts, sum, vitestCounts } from './counts.mjs';

it('counts a test file that vitest could not load as failed', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

it('counts what Playwright reports, and tells second tries apart', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no tests' }] };
  expect(playwrightCounts(report)).toEqual({ passed: 6, failed: 2, skipped: 2, again: 1 });
});

it('closes with one line', () => {
  const some = sum([
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 1, skipped: 0 },
  ]);
  expect(closingLine(some)).toBe('5 passed, 1 failed, 1 skipped');
  expect(closingLine({ ...some, skipped: 0 })).toBe('5 passed, 1 failed');
  expect(closingLine({ ...some, again: 2 })).toBe('5 passed, 1 failed, 1 skipped, 2 only when tried again');
});
