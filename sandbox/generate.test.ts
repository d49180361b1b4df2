import { describe, expect, it } from 'vitest';
import { ownersOf } from './control/stacks';
import { createWorld } from './world';

function generated(apis: number, routes: number) {
  const region = createWorld({ demo: false, generate: { apis, routes } }).accounts[0]?.regions.get('us-east-1');
  if (!region) throw new Error('no region');
  return { region, apis: [...region.httpApis.values()] };
}

describe('a generated account', () => {
  it.each([
    [1, 0],
    [3, 10],
    [7, 3],
    [200, 5000],
    [26, 26],
  ])('has exactly %i APIs and %i routes, no route twice in an API', (count, routes) => {
    const { apis } = generated(count, routes);
    expect(apis).toHaveLength(count);
    expect(apis.reduce((sum, api) => sum + api.routes.length, 0)).toBe(routes);
    for (const api of apis) expect(new Set(api.routes.map((route) => route.routeKey)).size).toBe(api.routes.length);
  });

  it('keeps keys apart when one API has very many routes', () => {
    const [api] = generated(1, 1500).apis;
    expect(new Set(api?.routes.map((route) => route.routeKey)).size).toBe(1500);
  });

  it('mixes who owns an API: a stack that says so, a hidden stack, Terraform, SST v3, nobody', () => {
    const { apis, region } = generated(200, 400);
    const kinds = apis.map((api) => {
      const owned = ownersOf(region, api.apiId).length > 0;
      const tags = Object.keys(api.tags).filter((tag) => !tag.startsWith('aws:cloudformation:'));
      if (owned) return api.tags['aws:cloudformation:stack-name'] ? 'stack' : 'hidden stack';
      return tags.sort().join() || 'nobody';
    });
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect([
      count('stack'),
      count('hidden stack'),
      count('ManagedBy,project'),
      count('sst:app,sst:stage'),
      count('nobody'),
    ]).toEqual([168, 8, 8, 8, 8]);
  });
});
