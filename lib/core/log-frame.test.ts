import { describe, expect, it } from 'vitest';
import { idNumber } from './id-number';
import { type LogEvent, LogFrameWriter, readLogFrame } from './log-frame';
import { framedEvents, logFrame } from './log-frame-rig';

const event: LogEvent = {
  id: '38'.padEnd(56, '0'),
  stream: '2026/11/25/[$LATEST]0a1b',
  at: 1_795_612_345_678,
  ingestedAt: 1_795_612_345_999,
  message: '',
};

const plain: LogEvent = { ...event, id: 'b', stream: 'größe/😀', at: 0, message: 'plain' };

/** As they are read again: their ids as numbers. */
const numbered = (events: LogEvent[]) => events.map((one) => ({ ...one, id: idNumber(one.id) }));

describe('events on their way to the browser', () => {
  it.each([
    ['a message of more lines', 'first\nsecond\tthird\n'],
    ['an empty message', ''],
    ['what is not ASCII', 'größer 😀 \u202e\u0000\u001b[31m'],
    ['a quarter of a megabyte', 'é'.repeat(131_000)],
  ])('come back with %s', (_, message) => {
    const events = [plain, { ...event, message }, plain];
    // A frame comes from the wire anywhere in a larger piece.
    const payload = new Uint8Array([7, ...logFrame(events)]).subarray(1);
    expect(framedEvents(payload)).toEqual(numbered(events));
  });

  it('have halves of a surrogate pair replaced, each in its own message', () => {
    const [first, second] = framedEvents(
      logFrame([
        { ...event, message: 'a\ud83d' },
        { ...event, message: '\ude00b' },
      ]),
    );
    expect([first?.message, second?.message]).toEqual(['a\ufffd', '\ufffdb']);
  });

  it('are in as many frames as they need, in order', () => {
    const events = Array.from({ length: 20_000 }, (_, at) => ({
      ...event,
      id: String(at),
      stream: `s${at % 3}`,
      message: at % 5_000 === 0 ? 'x'.repeat(300_000) : `line ${at}`,
    }));
    const counts: number[] = [];
    const back = [];
    for (const { bytes, count } of new LogFrameWriter().write(events)) {
      counts.push(count);
      back.push(...framedEvents(bytes));
    }
    expect(back).toEqual(numbered(events));
    expect(counts.reduce((sum, count) => sum + count)).toBe(events.length);
    expect(counts.length).toBeLessThan(12);
  });

  it('are none in what is no frame', () => {
    const frame = logFrame([plain]);
    for (const other of [new Uint8Array(), new Uint8Array(8), frame.subarray(0, 20), frame.subarray(0, -1)]) {
      expect(readLogFrame(other)).toBeNull();
    }
  });
});
