import { fewestCalls, foundAll, openLargeAccount, quotaSeconds } from '#bench/discovery.mjs';

/** Until every route of a large account is there. The quota sets the pace, so a few rounds are enough. */
export const b2 = {
  id: 'B2',
  title: '200 APIs, 5,000 routes complete',
  unit: 's',
  quick: true,
  seconds: 30,
  warmUp: 0,
  ladder: [2, 5],
  async open(kit) {
    const account = await openLargeAccount(kit);
    const first = await account.ours();
    const bound = quotaSeconds(fewestCalls(account.size));
    const pooled = { name: 'SDK, 5 at once, 12 attempts', kind: 'peer', goal: { op: '<=', value: 0.55 } };
    return {
      checks: [{ name: `all routes found (${first.routes})`, ok: foundAll(account, first) }],
      ours: { name: 'console', sample: async () => whole(account, await account.ours()) },
      bases: [
        { name: 'quota', kind: 'bound', goal: { op: '<=', value: 1.05 }, sample: async () => bound },
        kit.options.full
          ? { ...pooled, sample: async () => whole(account, await account.sdk(['--pool', '5', '--attempts', '12'])) }
          : { ...pooled, skipped: 'takes a minute a round; measured with --full' },
      ],
    };
  },
};

function whole(account, found) {
  if (!foundAll(account, found)) throw new Error(`Only ${found.routes} of ${account.size.routes} routes were found.`);
  return found.completeMs / 1_000;
}
