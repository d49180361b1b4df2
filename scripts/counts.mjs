/** How many checks passed, failed and were skipped. @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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

/** @returns {Counts} From the report of Playwright's JSON reporter. A test that passed only when tried again counts as failed. */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/** @returns {Counts} */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const one of counts) for (const key of Object.keys(total)) total[key] += one[key];
  return total;
}

/** The closing line: "12 passed, 0 failed", and ", 3 skipped" where there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
