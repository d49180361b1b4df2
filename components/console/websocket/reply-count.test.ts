import { expect, test } from 'vitest';
import { numberIn, numberPattern } from './reply-count';

test.each([
  ['{"action":"whoami","id":"{{n}}"}', '{"type":"you","id":"12"}', 12],
  ['{"action":"whoami","id":"{{n}}"}', '{"id": 12, "n": 3}', 12],
  ['{"id": {{n}}}', '{"data":{"id":"7"}}', 7],
  ['{"text":"number {{n}} of many"}', '{"from":"a","text":"number 40 of many"}', 40],
  ['{"text":"number {{n}} of many"}', '{"from":"a","text":"number 40"}', null],
  ['{"id":{{n}}}', '{"id":1.5}', null],
  ['{"id":{{n}}}', '{"uid":4}', null],
  ['ping {{n}}!', 'ping 5!', 5],
  ['ping {{n}}!', 'pong 5!', null],
])('%s finds the number in %s', (template, reply, expected) => {
  const pattern = numberPattern(template);
  expect(pattern && numberIn(reply, pattern)).toBe(expected);
});

test('a message without the mark is not counted', () => {
  expect(numberPattern('{"id":1}')).toBeNull();
});
