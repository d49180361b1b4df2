import { beforeEach, expect, test } from 'vitest';
import { gate } from './gate';
import { goingOf } from './going';
import { goesFreely, whyNot } from './guard';
import { lookOnly, stageKey, stageMarks } from './marks';
import { SessionWord } from './session-word';

// Without a browser's storage a slot holds its value for the life of the page, which is all that is needed here.
const api = { kind: 'http', id: 'abc123', account: { region: 'eu-west-1' } };
const { signal } = new AbortController();
const request = (method: string, stage = 'prod') => goingOf({ api, stage, method, path: '/notes', query: [] });
const body = (query: string) => new TextEncoder().encode(JSON.stringify({ query }));

beforeEach(() => {
  stageMarks.write({ [stageKey(api, 'prod')]: 'prod' });
  lookOnly.write(false);
});

/** Asks, answers the question if there is one, and tells whether it was asked and what came of it. */
async function asked(asking: Promise<unknown> | null, yes: boolean) {
  let settled = false;
  void asking?.finally(() => {
    settled = true;
  });
  while (asking && !settled && gate.question() === null) await new Promise((next) => setImmediate(next));
  const question = gate.question();
  if (question) gate.answer(question.id, yes);
  return { asked: question !== null, failure: await asking };
}

test('what may change something in production waits for the word, and is refused without it', async () => {
  expect(await asked(whyNot(request('DELETE'), null, signal), true)).toEqual({ asked: true, failure: null });
  expect(await asked(whyNot(request('DELETE'), null, signal), false)).toMatchObject({
    asked: true,
    failure: { code: 'cancelled' },
  });
  expect(await asked(whyNot(request('GET'), null, signal), false)).toEqual({ asked: false, failure: null });
  expect(goesFreely(request('DELETE', 'dev')), 'another stage').toBe(true);
  expect(goesFreely(request('DELETE'))).toBe(false);
});

test('a mutation asks, a query does not, and a file counts as a change', async () => {
  const post = request('POST');
  expect(await asked(whyNot(post, body('{ notes }'), signal), false)).toEqual({ asked: false, failure: null });
  expect(await asked(whyNot(post, body('mutation { drop }'), signal), true)).toMatchObject({ asked: true });
  expect(await asked(whyNot(post, new Blob(['{ "query": "{ notes }" }']), signal), true)).toMatchObject({
    asked: true,
  });
});

test('read-only refuses without asking, and lets through what only reads', async () => {
  lookOnly.write(true);
  expect(await asked(whyNot(request('DELETE', 'dev'), null, signal), true)).toMatchObject({
    asked: false,
    failure: { code: 'read-only' },
  });
  expect(await asked(whyNot(request('GET'), null, signal), true)).toEqual({ asked: false, failure: null });
});

test('a session asks before its first message alone, and again where the first was not confirmed', async () => {
  const word = new SessionWord(goingOf({ api, stage: 'prod' }));
  const message = { type: 'text' };
  expect(word.whyNot({ type: 'ping' }), 'nothing is said by it').toBe(null);
  expect(await asked(word.whyNot(message), false)).toMatchObject({ asked: true, failure: { code: 'cancelled' } });
  expect(await asked(word.whyNot(message), true)).toEqual({ asked: true, failure: null });
  expect(word.whyNot(message)).toBe(null);
  lookOnly.write(true);
  expect(await asked(word.whyNot(message), true)).toMatchObject({ asked: false, failure: { code: 'read-only' } });
  lookOnly.write(false);
  const another = new SessionWord(goingOf({ api, stage: 'prod' }));
  expect(await asked(another.whyNot(message), true), 'another session').toMatchObject({ asked: true });
});
