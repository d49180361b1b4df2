import { describe, expect, it } from 'vitest';
import type { Failure } from '@/lib/core/error';
import { answered, eventsOf, Failed } from './answer';

const failure: Failure = { code: 'access-denied', message: 'No.' };

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

describe('one answer', () => {
  it('is the value, or the failure as it travelled', async () => {
    await expect(answered(Promise.resolve({ result: Promise.resolve({ ok: true, value: 5 }) }))).resolves.toBe(5);
    const refused = answered(Promise.resolve({ result: Promise.resolve({ ok: false, failure }) }));
    await expect(refused).rejects.toBeInstanceOf(Failed);
    await expect(refused).rejects.toMatchObject({ failure });
  });

  it.each([
    ['the server is gone', new TypeError('Failed to fetch'), 'The server of this console does not answer.'],
    ['the action broke', Object.assign(new Error('masked'), { digest: '123' }), 'Something in Signalbox broke.'],
  ])('says in words that %s', async (_, error, message) => {
    await expect(answered(Promise.reject(error))).rejects.toMatchObject({ failure: { code: 'unexpected', message } });
  });
});

it('ends a stream that breaks with a failure and keeps what came before', async () => {
  async function* broken() {
    yield { type: 'progress' as const };
    throw new TypeError('network error');
  }
  const events = await all(eventsOf(Promise.resolve({ events: broken() })));
  expect(events.map((event) => event.type)).toEqual(['progress', 'failure']);
});
