import { expect, test } from 'vitest';
import type { Ask, Finding } from '@/lib/diagnosis/findings';
import { EvidenceDesk, type Gather } from './evidence-desk';

const api = { kind: 'http', id: 'a', account: { region: 'eu-west-1' } };
const policy: Ask = { about: 'policy', function: 'f' };
const facts: Ask = { about: 'function', function: 'f' };
const found = (ask: Ask): Finding => ({ ask, found: { ok: true, value: null } });

/** Answers when the test says so; notes what was asked and what was stopped. */
function byHand() {
  const asked: Ask[][] = [];
  const stopped: boolean[] = [];
  const waiting: ((event: Finding | { type: 'failure'; failure: never } | null) => void)[] = [];
  const gather: Gather = async function* (_api, asks, signal) {
    const at = asked.push(asks) - 1;
    signal.addEventListener('abort', () => {
      stopped[at] = true;
    });
    for (;;) {
      const event = await new Promise<Finding | { type: 'failure'; failure: never } | null>((resolve) => {
        waiting[at] = resolve;
      });
      if (event === null) return;
      yield event;
    }
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const say = async (at: number, event: Parameters<(typeof waiting)[number]>[0]) => {
    await turn();
    waiting[at]?.(event);
    await turn();
  };
  return { gather, asked, stopped, say };
}

test('each question is asked once, and its answer is told', async () => {
  const { gather, asked, say } = byHand();
  const desk = new EvidenceDesk(gather);
  let told = 0;
  desk.subscribe(() => {
    told += 1;
  });
  desk.want(api, [policy]);
  desk.want(api, [policy, facts]);
  expect(asked).toEqual([[policy], [facts]]);
  await say(0, found(policy));
  expect(desk.findings()).toEqual([found(policy)]);
  expect(told).toBeGreaterThan(0);
  await say(0, null);
  expect(desk.busy()).toBe(true);
  await say(1, null);
  expect(desk.busy()).toBe(false);
});

test('whoever leaves stops what is under way, and it is asked again by whoever comes back', async () => {
  const { gather, asked, stopped, say } = byHand();
  const desk = new EvidenceDesk(gather);
  desk.want(api, [policy, facts]);
  await say(0, found(policy));
  desk.leave();
  expect(stopped[0]).toBe(true);
  desk.want(api, [policy, facts]);
  expect(asked[1]).toEqual([facts]);
});

test('nothing more that is wanted stops it too', async () => {
  const { gather, stopped, say } = byHand();
  const desk = new EvidenceDesk(gather);
  desk.want(api, [policy, facts]);
  await say(0, found(policy));
  desk.want(api, []);
  expect(stopped[0]).toBe(true);
});

test('a failure of the whole stands for each that had no answer', async () => {
  const { gather, say } = byHand();
  const desk = new EvidenceDesk(gather);
  const failure = { code: 'unreachable', message: 'Gone.' } as never;
  desk.want(api, [policy, facts]);
  await say(0, found(policy));
  await say(0, { type: 'failure', failure });
  expect(desk.findings()).toEqual([found(policy), { ask: facts, found: { ok: false, failure } }]);
});
