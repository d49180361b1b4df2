import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFormat } from '@/lib/core/access-log/format';
import { recordedRequests } from '@/sandbox/data/recorder';
import { type Listening, listen } from '@/sandbox/listen';
import type { Region } from '@/sandbox/model';
import { accessLog } from '@/sandbox/websocket/access-log';
import { createWorld } from '@/sandbox/world';
import { writeHistory } from './history';
import { Place } from './place';
import { waitMs } from './traffic';
import { VISITS, visitAt } from './visits';

let sandbox: Listening;
const ending = new AbortController();
beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
});
afterAll(() => sandbox.close());

describe('the traffic of the demo', () => {
  it('meets each API that it is made for, and every class of status', async () => {
    const place = new Place(sandbox, ending.signal);
    await Promise.all(VISITS.map(({ make }) => make(place)));
    const requests = recordedRequests(sandbox.world);
    const met = new Map<string, Set<number>>();
    for (const { apiId, status } of requests) met.set(apiId, (met.get(apiId) ?? new Set()).add(status ?? 0));
    const notes = met.get(place.api('notes').apiId) ?? new Set();
    for (const status of [200, 201, 204, 400, 401, 403, 404]) expect(notes).toContain(status);
    expect(met.get(place.api('lab').apiId)).toContain(500);
    for (const api of ['shop', 'billing', 'status', 'platform-edge', 'platform-ingest', 'blog']) {
      expect(met.has(place.api(api).apiId), api).toBe(true);
    }
    const routes = accessLog(sandbox.world).map(({ apiId, line }) => `${apiId} ${JSON.parse(line).routeKey}`);
    for (const route of ['whoami', 'sendMessage', '$default', '$connect']) {
      expect(routes).toContain(`${place.api('chat').apiId} ${route}`);
    }
    expect(routes).toContain(`${place.api('signals').apiId} job/fail`);
  });

  it('has left a day of lines behind, each in the format of its stage and with its invocation', () => {
    const { world } = sandbox;
    const now = Date.now();
    const regions = world.accounts[0]?.regions ?? new Map();
    const groups = () => [...regions.values()].flatMap((region: Region) => [...(region.logs?.groups.values() ?? [])]);
    const before = new Map(groups().map((group) => [group.name, group.events.length]));
    writeHistory(world, now);
    const written = new Map(groups().map(({ name, events }) => [name, events.length - (before.get(name) ?? 0)]));
    expect(written.get('/aws/apigateway/notes')).toBe(3_200 + 320);
    expect(written.get('/aws/apigateway/notes-chat')).toBe(900);
    expect(written.get('/aws/apigateway/shop-orders')).toBe(1_100);
    const notes = new Place(sandbox, ending.signal).api('notes');
    const formats = notes.stages.map(({ accessLogSettings }) => compileFormat(accessLogSettings?.format ?? ''));
    const past = groups().find(({ name }) => name === '/aws/apigateway/notes')?.events ?? [];
    const records = past.map(({ message }) => formats.map(({ parse }) => parse(message)).find((one) => one !== null));
    expect(records).not.toContain(undefined);
    const invoked = records.findLast((record) => record?.get('integration.requestId'))?.text('integration.requestId');
    const lines = groups().flatMap(({ events }) => events.map(({ message }) => message));
    expect(lines.filter((line) => line.startsWith(`REPORT RequestId: ${invoked}`))).toHaveLength(1);
    expect(
      past.every(({ timestamp }, index) => timestamp >= (past[index - 1]?.timestamp ?? 0) && timestamp <= Date.now()),
    ).toBe(true);
    expect(now - (past[0]?.timestamp ?? now)).toBeGreaterThan(20 * 3_600_000);
  });

  it('comes a few times a second, with ebb and flow, and never after long', () => {
    const waits = (now: number) => Array.from({ length: 999 }, (_, index) => waitMs(now, index / 999));
    const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
    expect(mean(waits(45_000))).toBeLessThan(mean(waits(135_000)) / 2);
    expect(mean(waits(0))).toBeGreaterThan(200);
    expect(mean(waits(0))).toBeLessThan(300);
    expect(Math.max(...waits(135_000))).toBeLessThanOrEqual(5_000);
  });

  it('reaches every visit by its weight', () => {
    const drawn = Array.from({ length: 20_000 }, (_, index) => visitAt(index / 20_000));
    expect(new Set(drawn)).toEqual(new Set(VISITS));
    expect(visitAt(1)).toBeDefined();
  });
});
