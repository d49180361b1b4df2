import { expect, test } from 'vitest';
import { Gate } from './gate';
import { goingOf } from './going';

const api = { kind: 'http', id: 'abc123', account: { region: 'eu-west-1' } };
const marks = [{ what: 'stage' as const, name: 'prod' }];
const asked = (method: string, as = 'ada', messages = false) => ({
  going: goingOf({ api, stage: 'prod', method, path: '/notes/1' }, { as: { label: as } }),
  marks,
  messages,
});

test('the same sent as several people is one question, and its answer is for all', async () => {
  const gate = new Gate();
  const answers = [gate.ask(asked('DELETE', 'ada')), gate.ask(asked('DELETE', 'ivan'))];
  expect(gate.question()?.as).toEqual(['ada', 'ivan']);
  gate.answer(gate.question()?.id ?? 0, true);
  expect(await Promise.all(answers)).toEqual([true, true]);
  expect(gate.question()).toBe(null);
});

test('a word that was given once lets nothing further through', async () => {
  const gate = new Gate();
  const first = gate.ask(asked('DELETE'));
  gate.answer(1, true);
  expect(await first).toBe(true);
  const second = gate.ask(asked('DELETE'));
  expect(gate.question()?.id).toBe(2);
  gate.answer(2, false);
  expect(await second).toBe(false);
});

test('other requests wait their turn, and each has its own answer', async () => {
  const gate = new Gate();
  const remove = gate.ask(asked('DELETE'));
  const write = gate.ask(asked('PUT'));
  gate.answer(1, false);
  expect(gate.question()?.going.method).toBe('PUT');
  gate.answer(2, true);
  expect(await Promise.all([remove, write])).toEqual([false, true]);
});

test('a request that is given up takes its question along', async () => {
  const gate = new Gate();
  const stop = new AbortController();
  const remove = gate.ask(asked('DELETE'), stop.signal);
  stop.abort();
  expect(await remove).toBe(false);
  expect(gate.question()).toBe(null);
});
