import { setImmediate as turn } from 'node:timers/promises';
import { awsCli, hasAwsCli, NO_AWS_CLI } from '#bench/aws-cli.mjs';
import { foundAll, openSmallAccount } from '#bench/discovery.mjs';
import { median } from '#bench/statistics.mjs';

const LATENCY_MS = 50;
/** The list of APIs, then the routes of one: nothing can be shown sooner. */
const TRIPS = 2;

/** An account as most are: 10 APIs, 50 ms away. */
export const b3 = {
  id: 'B3',
  title: '10 APIs, 100 routes complete, 50 ms away',
  unit: 'ms',
  quick: true,
  seconds: 30,
  warmUp: 0,
  ladder: [2, 5, 9],
  async open(kit) {
    const account = await openSmallAccount(kit, LATENCY_MS);
    const first = await account.ours();
    const firstRoutes = [];
    const cli = { name: 'AWS CLI, one call after the other', kind: 'peer', goal: { op: '<=', value: 1 / 30 } };
    return {
      checks: [{ name: `all routes found (${first.routes})`, ok: foundAll(account, first) }],
      ours: {
        name: 'console',
        sample: async () => {
          const found = await account.ours();
          firstRoutes.push(found.firstRoutesMs);
          return found.completeMs;
        },
      },
      bases: [hasAwsCli() ? { ...cli, sample: async () => loop(account) } : { ...cli, skipped: NO_AWS_CLI }],
      values: [
        {
          metric: `first route, ratio to ${TRIPS} round trips`,
          unit: '',
          goal: { op: '<=', value: 1.5 },
          measure: async () => median(firstRoutes) / (TRIPS * LATENCY_MS),
        },
      ],
    };
  },
};

async function loop({ env, size }) {
  const begun = performance.now();
  const routes = [];
  for (const { ApiId } of awsCli(['get-apis'], env).Items) {
    await turn(); // else a connection that the sandbox has closed meanwhile would be used again
    routes.push(...awsCli(['get-routes', '--api-id', ApiId], env).Items);
  }
  const took = performance.now() - begun;
  if (routes.length !== size.routes) throw new Error(`The AWS CLI found ${routes.length} of ${size.routes} routes.`);
  return took;
}
