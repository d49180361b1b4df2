import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { compileFormat } from './format';

const sandbox: { current?: Listening } = {};
beforeAll(async () => {
  sandbox.current = await listen(createWorld(), 0);
});
afterAll(() => sandbox.current?.close());

/** An API of the demo by its name, with its stage's format and the lines of that stage's log group. */
function demo(name: string) {
  const regions = sandbox.current?.world.accounts.flatMap((account) => [...account.regions.values()]) ?? [];
  const region = regions.find(({ httpApis }) => [...httpApis.values()].some((api) => api.name === name));
  const api = [...(region?.httpApis.values() ?? [])].find((one) => one.name === name);
  const { format = '', destinationArn = '' } = api?.stages[0]?.accessLogSettings ?? {};
  const group = () => region?.logs?.groups.get(destinationArn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? '');
  return { id: api?.apiId ?? '', format, lines: () => group()?.events.map(({ message }) => message) ?? [] };
}

describe('the demo’s stages, each with a format of its own', () => {
  it.each([
    ['notes', '/notes?x=1', 'GET /notes'],
    ['blog', '/nowhere', null],
    ['lab', '/echo/a%20b"c', undefined],
    ['shop', '/prod/orders', 'GET /orders'],
    ['billing', '/prod/invoices', undefined],
    ['platform-ingest', '/prod/events', undefined],
    ['status', '/', undefined],
    ['inventory', '/items/bolt', undefined],
    ['website-ada-feedbackApi', '/a/b', undefined],
  ])('%s', async (name, path, routeKey) => {
    const { id, format, lines } = demo(name);
    const answer = await fetch(`${sandbox.current?.origin}/_aws/execute-api/${id}${path}`, {
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) "quoted", like' },
    });
    await answer.text();
    const { parse, names } = compileFormat(format);
    const records = lines().map(parse);
    expect(records).not.toContain(null);
    const requestId = answer.headers.get('apigw-requestid');
    const record = records.find((one) => one?.get('requestId') === requestId);
    expect(record?.number('status')).toBe(answer.status);
    if (routeKey !== undefined) expect(record?.get('routeKey')).toBe(routeKey);
    if (names.includes('identity.userAgent')) expect(record?.get('identity.userAgent')).toContain('"quoted", like');
    expect(record?.ambiguous).toBe(false);
  });
});
