/**
 * How many checks passed, failed and were skipped; `again` of those that passed did so only when tried once more.
 * @typedef {{ passed: number, failed: number, skipped: number, again?: number }} Counts
 */

/** @returns {Counts} From the report of vitest's JSON reporter. A file that could not even be loaded is a failure. */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns {Counts} From the report of Playwright's JSON reporter. */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped, again: flaky };
}

/** @returns {Counts} */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0, again: 0 };
  for (const one of counts) for (const key of Object.keys(total)) total[key] += one[key] ?? 0;
  return total;
}

/** The closing line: "12 passed, 0 failed", and ", 3 skipped, 1 only when tried again" where there are any. */
export function closingLine({ passed, failed, skipped, again = 0 }) {
  const rest = [
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(again > 0 ? [`${again} only when tried again`] : []),
  ];
  return [`${passed} passed`, `${failed} failed`, ...rest].join(', ');
}
