import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { AppError } from '@/lib/core/error';
import { answer, closers, stopStream, stream } from './action';

afterEach(() => vi.restoreAllMocks());

async function heard<E>(events: AsyncIterable<E>): Promise<E[]> {
  const all: E[] = [];
  for await (const event of events) all.push(event);
  return all;
}

test('the root value is there at once and the work hangs inside it', async () => {
  const { result } = answer(async () => 'value');
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toEqual({ ok: true, value: 'value' });
});

test('a failure is data, with its words', async () => {
  const failing = async () => {
    throw new AppError('no-credentials', 'Sign in.', { detail: { command: 'aws sso login' } });
  };
  const failure = { code: 'no-credentials', message: 'Sign in.', detail: { command: 'aws sso login' } };
  expect(await answer(failing).result).toEqual({ ok: false, failure });
});

test('a failure is the last event of a stream', async () => {
  const { events } = stream(async function* () {
    yield 1;
    throw new AppError('throttled', 'Wait.');
  });
  expect(await heard(events)).toEqual([1, { type: 'failure', failure: { code: 'throttled', message: 'Wait.' } }]);
});

test('input that cannot be parsed fails the stream as data too', async () => {
  const { events } = stream<number>(() => {
    throw new AppError('invalid-input', 'No.');
  });
  expect(await heard(events)).toEqual([{ type: 'failure', failure: { code: 'invalid-input', message: 'No.' } }]);
});

test('a defect is told in the terminal by its place, and its text stays here', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { result } = answer(async () => {
    throw new TypeError('secret-access-key is not a function');
  });
  const reply = await result;
  expect(reply).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
  const written = said.mock.calls.map(([text]) => String(text)).join('');
  expect(written).toContain('Unexpected TypeError');
  expect(written).toContain('action.test.ts');
  expect(written + JSON.stringify(reply)).not.toContain('secret-access-key');
});

test('a browser that goes away ends the work of its stream, and is no defect', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  let stopped = false;
  const { events } = stream<number>(async function* (signal) {
    signal.addEventListener('abort', () => {
      stopped = true;
    });
    yield 1;
    yield 2;
  });
  const reading = events as AsyncGenerator<number>;
  await reading.next();
  const gone = Object.assign(new Error(), { name: 'ResponseAborted' });
  expect(await reading.throw(gone)).toEqual({ done: true, value: undefined });
  expect(stopped).toBe(true);
  expect(said).not.toHaveBeenCalled();
});

test('when the process closes, open streams end and nothing stays behind', async () => {
  const before = closers.size;
  let stopped = false;
  const { events } = stream<number>(async function* (signal) {
    yield 1;
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    stopped = true;
    throw new AppError('cancelled', 'This was stopped.');
  });
  const all = heard(events);
  await vi.waitFor(() => expect(closers.size).toBe(before + 1));
  for (const close of closers) close();
  expect(await all).toEqual([1]);
  expect(stopped).toBe(true);
  expect(closers.size).toBe(before);
});

test('a browser that leaves stops the work', async () => {
  let stopped = false;
  const { events } = stream<number>(async function* (signal) {
    signal.addEventListener('abort', () => {
      stopped = true;
    });
    yield 1;
    yield 2;
  });
  for await (const event of events) if (event === 1) break;
  expect(stopped).toBe(true);
});

test('a stream that has a name ends quietly when it is stopped, and others go on', async () => {
  const begun = (name: string) => {
    const work = async function* (signal: AbortSignal) {
      yield 'begun';
      signal.throwIfAborted();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    return heard(stream<string>(work, name).events);
  };
  const [mine, its] = [randomUUID(), randomUUID()];
  const [one, other] = [begun(mine), begun(its)];
  stopStream(randomUUID());
  stopStream(mine);
  expect(await one).toEqual(['begun']);
  expect(closers.size).toBe(1);
  stopStream(its);
  expect(await other).toEqual(['begun']);
  expect(closers.size).toBe(0);
});
