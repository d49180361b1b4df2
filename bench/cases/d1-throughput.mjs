import { openSignedRequest, verifySignedRequest } from '#bench/signed-request.mjs';
import { median, quantile } from '#bench/statistics.mjs';

const CONNECTIONS = 16;
const SAMPLE_MS = 1_500;
const GOAL = { op: '>=', value: 0.33 };
const P99_GOAL = { op: '<=', value: 3 };

/** Many signed requests at once: how many a second, and how long the slowest of a hundred takes. */
export const d1 = {
  id: 'D1',
  title: `requests a second, ${CONNECTIONS} connections`,
  unit: '/s',
  quick: true,
  seconds: 45,
  warmUp: 1,
  async open(kit) {
    const both = await openSignedRequest(kit, { connections: CONNECTIONS });
    const base = { name: 'undici', kind: 'limit', goal: GOAL, version: both.version, skipped: both.skipped };
    if (both.skipped) return { bases: [base] };
    const p99 = { ours: [], raw: [] };
    return {
      checks: await verifySignedRequest(both),
      ours: { name: 'console', sample: () => flood(both.sendOurs, p99.ours) },
      bases: [{ ...base, sample: () => flood(both.sendRaw, p99.raw) }],
      values: [
        {
          metric: 'p99 to undici’s',
          unit: '',
          goal: P99_GOAL,
          measure: async () => median(p99.ours) / median(p99.raw),
        },
      ],
    };
  },
};

/** Requests a second over all connections; the sample's p99 goes into `p99`. One failed answer ends it. */
async function flood(call, p99) {
  const times = [];
  const begun = performance.now();
  const worker = async () => {
    for (let at = performance.now(); at - begun < SAMPLE_MS; ) {
      if (!(await call())) throw new Error('An answer was not whole under load.');
      const now = performance.now();
      times.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  p99.push(quantile(times, 0.99));
  return times.length / ((performance.now() - begun) / 1_000);
}
