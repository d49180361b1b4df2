import { awsCli, hasAwsCli, NO_AWS_CLI } from '#bench/aws-cli.mjs';
import { foundAll, openSmallAccount } from '#bench/discovery.mjs';

/** An account that was read before: its APIs are there without asking AWS. */
export const b5 = {
  id: 'B5',
  title: 'an account seen before, first APIs',
  unit: 'ms',
  quick: false,
  seconds: 40,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const account = await openSmallAccount(kit, 0);
    const first = await account.ours();
    const cli = { name: 'AWS CLI get-routes', kind: 'peer', goal: { op: '<=', value: 0.02 } };
    if (!hasAwsCli()) return { bases: [{ ...cli, skipped: NO_AWS_CLI }] };
    const id = awsCli(['get-apis'], account.env).Items[0].ApiId;
    return {
      checks: [{ name: `all routes found (${first.routes})`, ok: foundAll(account, first) }],
      ours: { name: 'console', sample: async () => (await account.ours()).warmMs },
      bases: [
        {
          ...cli,
          sample: async () => {
            const begun = performance.now();
            awsCli(['get-routes', '--api-id', id], account.env);
            return performance.now() - begun;
          },
        },
      ],
    };
  },
};
