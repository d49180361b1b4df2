import { foundAll, openLargeAccount, QUOTA } from '#bench/discovery.mjs';

/** One round trip on loopback, and one and a half waits for a token. */
const GOAL_MS = 1.5 * (1_000 / QUOTA.rate);

/** An API that a person opens goes ahead of the crawl that has used up the quota. */
export const b4 = {
  id: 'B4',
  title: 'an API opened while the quota is used up',
  unit: 'ms',
  quick: false,
  seconds: 30,
  async open(kit) {
    const account = await openLargeAccount(kit);
    const found = await account.ours(['--click']);
    return {
      checks: [{ name: 'all routes found all the same', ok: foundAll(account, found) }],
      values: [
        {
          metric: 'an API opened while the quota is used up',
          unit: 'ms',
          goal: { op: '<=', value: GOAL_MS },
          measure: async () => found.clickedMs ?? Number.POSITIVE_INFINITY,
        },
      ],
    };
  },
};
