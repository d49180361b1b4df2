import { meanOf, openSignedRequest, verifySignedRequest } from '#bench/signed-request.mjs';

const GOAL = { op: '<=', value: 2.5 };
const PER_SAMPLE = 100;

/** What the console adds to a signed request where the way costs nothing. A second hop alone is 2.0. */
export const c2 = {
  id: 'C2',
  title: 'signed GET, loopback',
  unit: 'ms',
  quick: true,
  seconds: 40,
  warmUp: 5,
  async open(kit) {
    const both = await openSignedRequest(kit);
    const base = { name: 'undici', kind: 'limit', goal: GOAL, version: both.version, skipped: both.skipped };
    if (both.skipped) return { bases: [base] };
    return {
      checks: await verifySignedRequest(both),
      ours: { name: 'console', sample: () => meanOf(PER_SAMPLE, both.sendOurs) },
      bases: [{ ...base, sample: () => meanOf(PER_SAMPLE, both.sendRaw) }],
    };
  },
};
