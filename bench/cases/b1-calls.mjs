import { fewestCalls, foundAll, openLargeAccount } from '#bench/discovery.mjs';

/** How many calls a large account costs. A count: one round is enough. */
export const b1 = {
  id: 'B1',
  title: 'calls to API Gateway for 200 APIs',
  unit: '',
  quick: false,
  exact: true,
  seconds: 120,
  async open(kit) {
    const account = await openLargeAccount(kit);
    const naive = await account.sdk();
    const naiveCalls = (await account.calls()).all;
    const found = await account.ours();
    const calls = await account.calls();
    const share = `${naive.routes} of ${account.size.routes} routes`;
    return {
      checks: [
        {
          name: `all routes found (${found.routes}; ${found.problems.join(' ') || 'no problem'})`,
          ok: foundAll(account, found),
        },
      ],
      ours: { name: 'console', sample: async () => calls.all },
      bases: [
        {
          name: 'fewest possible',
          kind: 'bound',
          goal: { op: '<=', value: 1 },
          sample: async () => fewestCalls(account.size),
        },
        {
          name: 'SDK, Promise.all',
          kind: 'peer',
          goal: { op: '<=', value: 0.7 },
          invalid: foundAll(account, naive)
            ? null
            : `${naiveCalls} calls found only ${share}: the SDK’s own retries give up`,
          sample: async () => naiveCalls,
        },
      ],
      values: [
        {
          metric: 'calls that were throttled',
          unit: '',
          goal: { op: '=', value: 0 },
          measure: async () => calls.throttled,
        },
      ],
    };
  },
};
