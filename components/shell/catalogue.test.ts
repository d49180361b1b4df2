import { describe, expect, it } from 'vitest';
import type { ApiSummary, Owner } from '@/lib/core/api';
import { afterCrawl, afterDiscover, type Catalogue, EMPTY, routesRead } from './catalogue';

const api = (id: string, owner: Owner = { by: 'unknown' }): ApiSummary => ({
  kind: 'http',
  id,
  name: id,
  description: null,
  endpoint: null,
  endpointDisabled: false,
  createdAt: null,
  tags: {},
  owner,
});
const route = { id: 'r', key: 'GET /', method: 'GET', path: '/', auth: 'none' as const };
const stack: Owner = { by: 'stack', stack: { name: 's', id: 'arn:s' }, tool: null };

function known(...ids: string[]): Catalogue {
  const apis = ids.map((id) => api(id, stack));
  const catalogue = afterDiscover(EMPTY, { type: 'apis', apis, fromCache: true });
  return afterCrawl(catalogue, {
    type: 'routes',
    routes: Object.fromEntries(ids.map((id) => [`http/${id}`, [route]])),
  });
}

describe('discovery', () => {
  it('drops what is gone, with its routes, when the list is whole', () => {
    const after = afterDiscover(known('a', 'b'), { type: 'done', seen: ['http/b'], complete: true, at: 'now' });
    expect([...after.apis.keys()]).toEqual(['http/b']);
    expect([...after.routes.keys()]).toEqual(['http/b']);
  });

  it('drops nothing when a problem hid a part, nor when the stream broke off', () => {
    const half = afterDiscover(known('a', 'b'), { type: 'done', seen: ['http/b'], complete: false, at: 'now' });
    expect(half.apis.size).toBe(2);
    const failure = { code: 'unreachable' as const, message: 'No.' };
    const broken = afterDiscover(known('a', 'b'), { type: 'failure', failure });
    expect(broken.apis.size).toBe(2);
    expect(broken).toMatchObject({ state: 'done', failure, at: null });
  });

  it('keeps an owner that was learned until AWS names another', () => {
    const again = afterDiscover(known('a'), { type: 'apis', apis: [api('a')], fromCache: false });
    expect(again.apis.get('http/a')?.owner).toEqual(stack);
    const moved = afterDiscover(again, { type: 'owners', owners: { 'http/a': { by: 'none' }, 'http/gone': stack } });
    expect(moved.apis.get('http/a')?.owner).toEqual({ by: 'none' });
    expect(moved.apis.has('http/gone')).toBe(false);
  });
});

it('keeps a route list that is read again unchanged, and takes one that changed', () => {
  const before = known('a');
  const again = afterCrawl(before, { type: 'routes', routes: { 'http/a': [{ ...route }] } });
  expect(again.routes).toBe(before.routes);
  const guarded = afterCrawl(before, { type: 'routes', routes: { 'http/a': [{ ...route, auth: 'iam' }] } });
  expect(guarded.routes.get('http/a')?.[0]?.auth).toBe('iam');
});

it('counts only the routes of APIs that exist', () => {
  const catalogue = afterCrawl(known('a'), { type: 'routes', routes: { 'http/gone': [route] } });
  expect(routesRead(afterDiscover(catalogue, { type: 'apis', apis: [api('b')], fromCache: false }))).toBe(1);
});
