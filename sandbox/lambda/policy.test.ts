import { expect, it } from 'vitest';
import { functionOf } from '@/sandbox/data/function-of';
import { createWorld } from '@/sandbox/world';
import { mayInvoke, sourceArn } from './policy';

/** Every route and authorizer of the demo's HTTP and WebSocket APIs that calls a function, and whether it may. */
function calls(): [what: string, may: boolean][] {
  return createWorld().accounts.flatMap((account) =>
    [...account.regions.values()].flatMap((region) =>
      [...region.httpApis.values()].flatMap((api) => {
        const asked = (place: string, uri: string | undefined): [string, boolean][] => {
          const fn = functionOf(region, uri);
          return fn ? [[`${api.name} ${place}`, mayInvoke(fn, sourceArn({ account, region, api }, place))]] : [];
        };
        const routes = api.routes.flatMap(({ routeKey, target }) => {
          const integration = api.integrations.find(({ integrationId }) => target === `integrations/${integrationId}`);
          const [method = '', path] = routeKey.split(' ');
          const place = path === undefined ? routeKey : `${method === 'ANY' ? 'GET' : method}${path}`;
          return api.stages.flatMap(({ stageName }) => asked(`${stageName}/${place}`, integration?.integrationUri));
        });
        const authorizers = api.authorizers.flatMap((one) =>
          asked(`authorizers/${one.authorizerId}`, one.authorizerUri),
        );
        return [...routes, ...authorizers];
      }),
    ),
  );
}

it('lets API Gateway call every function that the demo puts behind a route', () => {
  const all = calls();
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(([, may]) => !may).map(([what]) => what)).toEqual([]);
});
