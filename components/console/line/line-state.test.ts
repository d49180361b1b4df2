import { expect, test } from 'vitest';
import type { LineEvent } from '@/lib/core/line';
import type { AnswerHead, Timings, WireRequest } from '@/lib/core/outcome';
import { afterLineEvent, isLive, NEW_LINE } from './line-state';

const head = (status: number): AnswerHead => ({
  status,
  reason: '',
  httpVersion: '1.1',
  headers: [],
  remote: null,
  tls: null,
});
const timings: Timings = { dns: null, tcp: 1, tls: null, firstByte: 1, download: null, total: 2, reused: false };
const request = { method: 'GET', url: 'wss://a.example/prod' } as WireRequest;
const opening: LineEvent = { type: 'request', request };
const open: LineEvent = { type: 'open', head: head(101), protocol: 'chat', timings };
const broken: LineEvent = { type: 'closed', end: { code: 1006, reason: '', by: 'broken' } };

/** The state after events that came a second apart, from the first on. */
const after = (...events: LineEvent[]) =>
  events.reduce((state, event, index) => afterLineEvent(state, event, (index + 1) * 1_000), NEW_LINE);

test('a line that opens tells since when, and as what', () => {
  expect(after(opening)).toMatchObject({ phase: 'opening', request });
  expect(after(opening, open)).toMatchObject({ phase: 'open', openedAt: 2_000, lastAt: 2_000, protocol: 'chat' });
});

test('a refused handshake keeps what it was answered with', () => {
  const refused: LineEvent = { type: 'refused', head: head(403), body: '{"message":"Forbidden"}', timings };
  const state = after(opening, refused, { type: 'ended' });
  expect(state).toMatchObject({ phase: 'ended', head: { status: 403 }, refusal: '{"message":"Forbidden"}' });
  expect(isLive(state)).toBe(false);
});

test('a line that opens again counts its attempts until it is open, and forgets the old end', () => {
  const waiting: LineEvent = { type: 'waiting', attempt: 2, delayMs: 5_000 };
  expect(after(opening, open, broken, waiting)).toMatchObject({
    phase: 'waiting',
    attempt: 2,
    opensAt: 9_000,
    closed: { code: 1006 },
  });
  expect(after(opening, open, broken, waiting, opening)).toMatchObject({ phase: 'opening', attempt: 2, closed: null });
  expect(after(opening, open, broken, waiting, opening, open)).toMatchObject({ phase: 'open', attempt: 0 });
});

test('a line whose server is gone is not live, whatever its phase', () => {
  expect(isLive(after(opening, open))).toBe(true);
  expect(isLive({ ...after(opening, open), link: 'gone' })).toBe(false);
});

test('channels are followed from when the API took them, also after a break, until it let go of them', () => {
  const answered = (
    said: 'subscribe' | 'unsubscribe' | 'publish',
    channel: string,
    errors: unknown = null,
  ): LineEvent => ({
    type: 'answered',
    said,
    channel,
    errors,
  });
  const taken = [opening, open, answered('subscribe', '/a/*'), answered('subscribe', '/b'), answered('publish', '/c')];
  expect(after(...taken).following).toEqual(['/a/*', '/b']);
  expect(after(...taken, answered('subscribe', '/d', [{}])).following).toEqual(['/a/*', '/b']);
  expect(after(...taken, broken, opening, open).following).toEqual(['/a/*', '/b']);
  expect(after(...taken, answered('unsubscribe', '/a/*')).following).toEqual(['/b']);
});

test('why a subscription ended stays until it is opened again, and a note only where it was not completed', () => {
  const note: LineEvent = { type: 'note', message: 'The API sent nonsense' };
  const errors: LineEvent = { type: 'errors', errors: [{ message: 'no' }] };
  const ended: LineEvent = { type: 'ended' };
  expect(after(opening, open, note, errors, ended)).toMatchObject({ note: note.message, errors: [{ message: 'no' }] });
  expect(after(opening, open, note, errors, opening)).toMatchObject({ note: null, errors: null });
  expect(after(opening, open, note, { type: 'completed' }, ended)).toMatchObject({ note: null });
});
