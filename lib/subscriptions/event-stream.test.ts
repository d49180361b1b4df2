import { expect, it } from 'vitest';
import { EventStreamReader, MOST_CHARACTERS, type StreamPart } from './event-stream';

const STREAM =
  '\ufeff: hello\r\n\r\nevent: next\r\ndata: {"a":\r\ndata: "ä€😀"}\r\nid: 7\r\n\r\nevent:complete\n\ndata\rdata: x\r\rretry: 5\n\n';
const PARTS: StreamPart[] = [
  { type: 'comment' },
  { type: 'event', name: 'next', data: '{"a":\n"ä€😀"}' },
  { type: 'event', name: 'complete', data: '' },
  { type: 'event', name: '', data: '\nx' },
];

it.each([1, 2, 3, 5, 1000])('the same events come out of chunks of %i bytes', (size) => {
  const reader = new EventStreamReader();
  const bytes = Buffer.from(STREAM);
  const parts: StreamPart[] = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(...reader.push(bytes.subarray(at, at + size)));
  expect(parts).toEqual(PARTS);
  expect(reader.isInside).toBe(false);
});

it('an event that never seems to end is left out, and the next one is whole', () => {
  const reader = new EventStreamReader();
  const chunk = Buffer.from('data: '.padEnd(100_000, 'x'));
  const parts: StreamPart[] = [];
  for (let sent = 0; sent <= MOST_CHARACTERS; sent += chunk.length) parts.push(...reader.push(chunk));
  expect([parts, reader.isInside]).toEqual([[], true]);
  parts.push(...reader.push(Buffer.from('\ndata: more\n\nevent: next\ndata: {}\n\n')));
  expect(parts).toEqual([{ type: 'too-long' }, { type: 'event', name: 'next', data: '{}' }]);
});
