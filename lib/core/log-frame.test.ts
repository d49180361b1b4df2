import { describe, expect, it } from 'vitest';
import { type LogEvent, LogFrameWriter, logFrame, logFrameTime, logMessageStart, readLogFrame } from './log-frame';

const decoder = new TextDecoder();
const event: LogEvent = {
  id: '38'.padEnd(56, '0'),
  stream: '2026/11/25/[$LATEST]0a1b',
  at: 1_795_612_345_678,
  ingestedAt: 1_795_612_345_999,
  message: '',
};

describe('an event on its way to the browser', () => {
  it.each([
    ['a message of more lines', 'first\nsecond\tthird\n'],
    ['an empty message', ''],
    ['what is not ASCII', 'größer 😀 \u202e\u0000\u001b[31m'],
    ['256 KB', 'é'.repeat(131_072)],
  ])('comes back with %s', (_, message) => {
    const frame = logFrame({ ...event, message });
    expect(Buffer.compare(new LogFrameWriter().write({ ...event, message }), frame)).toBe(0);
    const read = readLogFrame(frame);
    expect(read && { ...read, message: decoder.decode(read.message) }).toEqual({ ...event, message });
    expect(logFrameTime(frame)).toBe(event.at);
    expect(decoder.decode(frame.subarray(logMessageStart(frame)))).toBe(message);
  });

  it('keeps its message in place where a name has what separates the parts', () => {
    const read = readLogFrame(logFrame({ ...event, stream: 'a\tb\nc', message: 'm' }));
    expect(read && [read.stream, decoder.decode(read.message)]).toEqual(['a b c', 'm']);
  });

  it('has a stream that is not ASCII', () => {
    expect(readLogFrame(logFrame({ ...event, stream: 'größe/😀', message: 'm' }))?.stream).toBe('größe/😀');
  });

  it('has half a surrogate pair replaced and nothing lost behind it', () => {
    const read = readLogFrame(logFrame({ ...event, message: 'a\ud800b' }));
    expect(read && decoder.decode(read.message)).toBe('a\ufffdb');
  });

  it.each([
    ['', 'no newline'],
    ['1\t2\tid\nx', 'a head that is too short'],
  ])('is null for %j: %s', (text) => {
    expect(readLogFrame(new TextEncoder().encode(text))).toBeNull();
  });
});
