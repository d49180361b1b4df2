import { meanOf, openSignedRequest, verifySignedRequest } from '#bench/signed-request.mjs';

const GOAL = { op: '<=', value: 1.03 };
const UPSTREAM_MS = 20;
const PER_SAMPLE = 10;

/** The same where the API needs 20 ms, as a near Lambda does. */
export const c3 = {
  id: 'C3',
  title: `signed GET, ${UPSTREAM_MS} ms upstream`,
  unit: 'ms',
  quick: true,
  seconds: 40,
  async open(kit) {
    const both = await openSignedRequest(kit, { delay: UPSTREAM_MS });
    const base = { name: 'undici', kind: 'limit', goal: GOAL, version: both.version, skipped: both.skipped };
    if (both.skipped) return { bases: [base] };
    return {
      checks: await verifySignedRequest(both),
      ours: { name: 'console', sample: () => meanOf(PER_SAMPLE, both.sendOurs) },
      bases: [{ ...base, sample: () => meanOf(PER_SAMPLE, both.sendRaw) }],
    };
  },
};
