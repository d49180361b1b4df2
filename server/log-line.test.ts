import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/apis/dispatch';
import { ENTRY } from '@/lib/core/line';
import { framedEvents } from '@/lib/core/log-frame-rig';
import type { LogTailInput } from '@/lib/logs/contract';
import { type Listening, listen } from '@/sandbox/listen';
import { createGroup, logsOf } from '@/sandbox/logs/directory';
import type { LogGroup } from '@/sandbox/logs/model';
import { store } from '@/sandbox/logs/write';
import { createWorld } from '@/sandbox/world';
import { Heard, liveRig } from './live-rig';

// A tab, the live door, and CloudWatch Logs of a sandbox, all of them real.
const environment = { ...process.env };
const account = { region: 'us-east-1' };
const box: { current?: Listening } = {};
let number = 0;
let group: LogGroup;

beforeAll(async () => {
  box.current = await listen(createWorld({ demo: false }), 0);
  const [key] = box.current.world.accounts[0]?.keys ?? [];
  process.env.AWS_ENDPOINT_URL = box.current.origin;
  process.env.AWS_ACCESS_KEY_ID = key?.id;
  process.env.AWS_SECRET_ACCESS_KEY = key?.secret;
  process.env.AWS_CONFIG_FILE = '/nonexistent/config';
  process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent/credentials';
  delete process.env.AWS_PROFILE;
});
beforeEach(() => {
  group = newGroup(`/test/${number}`);
  number += 1;
});
afterAll(async () => {
  process.env = environment;
  await box.current?.close();
});

function directory() {
  const owner = box.current?.world.accounts[0];
  const region = owner?.regions.get('us-east-1');
  if (!owner || !region) throw new Error('The sandbox has no such Region.');
  return logsOf(region, owner.id);
}

function newGroup(name: string, logGroupClass: LogGroup['logGroupClass'] = 'STANDARD'): LogGroup {
  return createGroup(directory(), { name, createdAt: Date.now(), logGroupClass });
}

function put(...messages: string[]): void {
  for (const message of messages) store(group, { stream: 's', timestamp: Date.now(), message }, Date.now());
}

const input = (asked: Partial<LogTailInput> = {}) => ({
  account,
  tail: { group: group.name, since: Date.now() - 60_000, ...asked },
});

function messages(heard: Heard): string[] {
  return heard.entries.flatMap(({ tag, payload }) => {
    return tag === ENTRY.binaryIn ? framedEvents(payload).map(({ message }) => message) : [];
  });
}

const polls = () => box.current?.calls.report().operations['logs:FilterLogEvents']?.calls ?? 0;

function open(tab: Awaited<ReturnType<typeof liveRig>>['tab'], asked: Partial<LogTailInput> = {}) {
  const heard = new Heard();
  return { heard, handle: tab.open(randomUUID(), { input: input(asked), after: 0 }, heard) };
}

const caughtUp = ({ events }: Heard) => events.some((event) => event.type === 'polled' && event.caughtUp);
const last = async (heard: Heard) => (await heard.until(({ types }) => ENDS.has(types.at(-1) ?? ''))).events.at(-1);
const ENDS = new Set(['ended', 'failure']);

describe('a log group at the live door', () => {
  test('brings what was there and what comes, each once, and says when all is told', async () => {
    const { tab } = await liveRig(connect);
    put('before');
    const { heard, handle } = open(tab);
    await heard.until(caughtUp);
    const long = 'é'.repeat(131_072);
    put('after', long, '\u001b[31m<b>\u202e');
    await heard.until((one) => messages(one).length >= 4);
    expect(messages(heard)).toEqual(['before', 'after', long, '\u001b[31m<b>\u202e']);
    handle.close();
    expect(await last(heard)).toEqual({ type: 'ended' });
  });

  test('brings what matches a pattern, and says when one is none', async () => {
    const { tab } = await liveRig(connect);
    put('GET /notes 200', 'GET /notes 500');
    const { heard, handle } = open(tab, { pattern: '500' });
    await heard.until(caughtUp);
    expect(messages(heard)).toEqual(['GET /notes 500']);
    handle.close();
    expect(await last(open(tab, { pattern: '{ $.status = }' }).heard)).toMatchObject({
      type: 'failure',
      failure: { code: 'invalid-input' },
    });
  });

  test.each([
    ['INFREQUENT_ACCESS', 'Infrequent Access', 'poll'],
    ['DELIVERY', 'Delivery', 'poll'],
    ['INFREQUENT_ACCESS', 'Infrequent Access', 'live-tail'],
  ] as const)('of the class %s is refused before anything is asked of it', async (name, word, way) => {
    group = newGroup(`/test/${name}/${way}`, name);
    const { tab } = await liveRig(connect);
    const before = polls();
    const event = await last(open(tab, { way }).heard);
    expect(event).toMatchObject({ type: 'failure', failure: { code: 'not-supported' } });
    expect(event?.type === 'failure' && event.failure.message).toContain(word);
    expect(polls()).toBe(before);
  });

  test('is asked once for all tabs, and a tab that was cut off goes on where it was', async () => {
    const { tab, newTab, sockets } = await liveRig(connect);
    const all = [tab, newTab(), newTab(), newTab()].map((one) => open(one));
    for (const { heard } of all) await heard.until(caughtUp);
    put('one');
    for (const { heard } of all) await heard.until((one) => messages(one).length === 1);
    sockets[0]?.terminate();
    put('two', 'three');
    for (const { heard } of all) await heard.until((one) => messages(one).length >= 3);
    for (const { heard } of all) expect(messages(heard)).toEqual(['one', 'two', 'three']);
    const polled = all.map(({ heard }) => heard.types.filter((type) => type === 'polled').length);
    const before = polls();
    await all[0]?.heard.until(({ types }) => types.filter((type) => type === 'polled').length >= (polled[0] ?? 0) + 2);
    // Two to three seconds at a poll every 300 ms: four tabs would make four times as many.
    expect(polls() - before).toBeLessThan(16);
    for (const { handle } of all) handle.close();
    for (const { heard } of all) await last(heard);
  });

  test('that is deleted is trouble, and goes on when it is there again', async () => {
    const { tab } = await liveRig(connect);
    const { heard, handle } = open(tab);
    await heard.until(caughtUp);
    directory().groups.delete(group.name);
    await heard.until(({ types }) => types.includes('trouble'));
    group = newGroup(group.name);
    put('again');
    await heard.until((one) => one.types.includes('resumed') && messages(one).length > 0);
    expect(messages(heard)).toEqual(['again']);
    handle.close();
    await last(heard);
  });

  test('is told by range to its end', async () => {
    const { tab } = await liveRig(connect);
    const past = Date.now() - 3_600_000;
    for (const [at, message] of [
      [past - 1, 'too early'],
      [past, 'first'],
      [past + 60_000, 'last'],
      [past + 60_001, 'too late'],
    ] as const)
      store(group, { stream: 's', timestamp: at, message }, at);
    const { heard } = open(tab, { since: past, until: past + 60_000 });
    expect(await last(heard)).toEqual({ type: 'ended' });
    expect(messages(heard)).toEqual(['first', 'last']);
  });

  test('waits for a tab that is busy for as long as it takes, and loses nothing by it', async () => {
    // What would be read on after a twentieth of a second, were it not a log.
    const { tab, sockets, hub } = await liveRig(connect, { pauseMs: 50, unread: 256 * 1024, inFlight: 256 * 1024 });
    const lines = Array.from({ length: 120 }, (_, index) => `${index} ${'x'.repeat(8_000)}`);
    put('first');
    const { heard, handle } = open(tab);
    await heard.until((one) => messages(one).length === 1);
    sockets[0]?.pause();
    put(...lines);
    const retained = () => hub.retained;
    while (retained() < 256 * 1024) await new Promise((resolve) => setTimeout(resolve, 20));
    put('last');
    await new Promise((resolve) => setTimeout(resolve, 500));
    sockets[0]?.resume();
    await heard.until((one) => messages(one).length >= lines.length + 2);
    expect(messages(heard)).toEqual(['first', ...lines, 'last']);
    expect(heard.types).not.toContain('gap');
    handle.close();
    await last(heard);
  });

  test('is followed through Live Tail where that is asked for, and let go of', async () => {
    const { tab } = await liveRig(connect);
    const before = polls();
    const { heard, handle } = open(tab, { way: 'live-tail' });
    await heard.until(caughtUp);
    put('quick');
    await heard.until((one) => messages(one).length > 0);
    expect([messages(heard), polls()]).toEqual([['quick'], before]);
    handle.close();
    expect(await last(heard)).toEqual({ type: 'ended' });
  });
});
