import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordedRequests } from '@/sandbox/data/recorder';
import { signed } from '@/sandbox/data/test-api';
import { type Listening, listen } from '@/sandbox/listen';
import type { AccessKey, HttpApi, Region, Route, World } from '@/sandbox/model';
import { createWorld } from '@/sandbox/world';
import { DEMO_STACKS } from './manifest';

let world: World;
let sandbox: Listening;

beforeAll(async () => {
  world = createWorld();
  sandbox = await listen(world, 0);
});
afterAll(() => sandbox.close());

const regions = () => world.accounts.flatMap((account) => [...account.regions.values()]);

function apiCalled(name: string): HttpApi {
  const found = regions()
    .flatMap((region) => [...region.httpApis.values()])
    .find((api) => api.name === name);
  if (!found) throw new Error(`no API ${name}`);
  return found;
}

async function call(name: string, path: string, init: RequestInit = {}) {
  const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${apiCalled(name).apiId}${path}`, init);
  const text = await answer.text();
  const json = /json/.test(answer.headers.get('content-type') ?? 'json') && text ? JSON.parse(text) : text;
  return { status: answer.status, headers: answer.headers, json };
}

/** Signs a GET of a plain path for us-east-1. */
function signedBy(key: AccessKey, name: string, path: string) {
  const host = sandbox.origin.slice('http://'.length);
  const { host: _, ...headers } = signed(`/_aws/execute-api/${apiCalled(name).apiId}${path}`, host, { key });
  return headers;
}

describe('templates', () => {
  test('each is deployed, and each deployed one is there', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.yaml'));
    expect([...new Set(DEMO_STACKS.map((stack) => stack.file))].sort()).toEqual(files.sort());
    const names = world.accounts.flatMap(({ id, regions }) =>
      [...regions.values()].flatMap((region) => region.stacks.map((stack) => `${id} ${region.name} ${stack.name}`)),
    );
    expect(names.sort()).toEqual(DEMO_STACKS.map(({ account, region, name }) => `${account} ${region} ${name}`).sort());
  });

  test('inline code is short enough for CloudFormation', () => {
    const codes = regions().flatMap((region) => [...region.functions.values()].map((fn) => fn.code ?? ''));
    expect(codes.length).toBeGreaterThan(8);
    expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(4096);
  });

  test('every route leads to an integration, and to a function that exists or to the upstream', () => {
    const broken = regions().flatMap((region) =>
      [...region.httpApis.values()].flatMap((api) =>
        api.routes
          .filter((route) => !leadsSomewhere(route, api, region))
          .map((route) => `${api.name} ${route.routeKey}`),
      ),
    );
    expect(broken).toEqual([]);
  });
});

function leadsSomewhere(route: Route, api: HttpApi, region: Region): boolean {
  const integration = api.integrations.find((one) => route.target === `integrations/${one.integrationId}`);
  const fn = /:function:([^:/]+)/.exec(integration?.integrationUri ?? '')?.[1];
  return integration !== undefined && (fn === undefined || region.functions.has(fn));
}

describe('notes', () => {
  const post = (path: string, body: string, method = 'POST') =>
    call('notes', path, { method, body, headers: { 'content-type': 'application/json' } });

  test('are made, read, changed and deleted', async () => {
    expect((await call('notes', '/notes')).json).toMatchObject({ total: 3 });
    const made = await post('/notes', '{"text":"Buy milk"}');
    expect(made).toMatchObject({ status: 201, json: { text: 'Buy milk', pinned: false } });
    const path = `/notes/${made.json.id}`;
    expect(made.headers.get('location')).toBe(path);
    expect(await post(path, '{"text":"Buy oat milk","pinned":true}', 'PUT')).toMatchObject({
      status: 200,
      json: { pinned: true },
    });
    expect((await call('notes', '/notes?q=OAT&limit=1')).json).toMatchObject({
      notes: [{ text: 'Buy oat milk' }],
      total: 1,
    });
    expect(await call('notes', path, { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await call('notes', path)).toMatchObject({
      status: 404,
      json: { error: `There is no note ${made.json.id}.` },
    });
    expect(await post('/notes', '{"text":')).toMatchObject({ status: 400 });
    expect(await call('notes', '/elsewhere?a=1', { method: 'PATCH' })).toMatchObject({
      json: { method: 'PATCH', path: '/elsewhere', query: 'a=1' },
    });
  });

  test('have one field more in the second stage', async () => {
    const [first, second] = [await call('notes', '/notes/1'), await call('notes', '/v2/notes/1')];
    expect(first.json).not.toHaveProperty('words');
    expect(second.json).toEqual({ ...first.json, words: 5 });
  });

  test('tell who signed, and refuse a key of another account', async () => {
    const [demo, other] = world.accounts.map((account) => account.keys[0]!);
    const by = (key: AccessKey) => call('notes', '/whoami', { headers: signedBy(key, 'notes', '/whoami') });
    expect(await by(demo!)).toMatchObject({ status: 200, json: { arn: demo!.arn } });
    expect(await by(other!)).toMatchObject({ status: 403, json: { message: 'Forbidden' } });
    expect(recordedRequests(world).at(-1)).toMatchObject({ routeKey: 'GET /whoami', integrationReached: false });
  });

  test("take tokens of the sandbox's own issuer", async () => {
    const token = async (form: Record<string, string>) => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes', ...form });
      const answer = await fetch(`${sandbox.origin}/_issuer/token`, { method: 'POST', body });
      return { authorization: `Bearer ${(await answer.json()).access_token}` };
    };
    const good = { scope: 'notes/read', sub: 'ada' };
    expect(await call('notes', '/me', { headers: await token(good) })).toMatchObject({
      status: 200,
      json: { subject: 'ada' },
    });
    expect(await call('notes', '/me', { headers: await token({ sub: 'ada' }) })).toMatchObject({ status: 403 });
    const expired = await call('notes', '/me', { headers: await token({ ...good, expires_in: '-5' }) });
    expect(expired.status).toBe(401);
    expect(expired.headers.get('www-authenticate')).toContain('error_description="the token has expired"');
  });
});

describe('the other APIs', () => {
  test.each<[string, string, number, unknown]>([
    ['shop', '/prod/orders/1001/items/b', 200, { id: 'b', sku: 'NUT-8', quantity: 12 }],
    ['shop', '/prod/files/2026/01/a%20b.txt', 200, { file: '2026/01/a b.txt' }],
    ['shop', '/prod/webhooks/git', 200, { source: 'git', method: 'GET' }],
    ['shop', '/orders', 404, { message: 'Not Found' }],
    ['billing', '/prod/invoices', 200, { plan: 'standard' }],
    ['platform-ingest', '/prod/events', 404, { message: 'Not Found' }],
    ['platform-edge', '/x', 404, { message: 'Not Found' }],
    ['status', '/health', 200, { status: 'ok', region: 'eu-west-1' }],
    ['reports', '/reports', 200, { reports: ['2026/01', '2026/02', '2026/03'] }],
    ['inventory', '/items/bolt', 200, { sku: 'bolt' }],
    ['website-ada-feedbackApi', '/anything', 202, { method: 'GET' }],
    ['lab', '/throws', 500, { message: 'Internal Server Error' }],
    ['lab', '/times-out', 503, { message: 'Service Unavailable' }],
    ['lab', '/event-1.0', 200, undefined],
    ['lab', '/large/1', 200, { complete: true }],
    ['lab', '/status/418', 418, { status: 418 }],
  ])('%s %s', async (...row) => {
    const [name, path, status, json] = row;
    const answer = await call(name, path);
    expect(answer.status).toBe(status);
    if (json) expect(answer.json).toMatchObject(json);
  });

  test('the shop takes orders from those who know the word', async () => {
    const order = (word?: string) =>
      call('shop', '/prod/orders', { method: 'POST', headers: word ? { 'x-shop-token': word } : {} });
    expect(await order()).toMatchObject({ status: 401 });
    expect(await order('please')).toMatchObject({ status: 403 });
    expect(await order('let-me-in')).toMatchObject({ status: 202, json: { by: { plan: 'gold' } } });
    expect(await order('broken')).toMatchObject({ status: 500 });
  });

  test('the lab throttles one route', async () => {
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await call('lab', '/limited')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});
