import { describe, expect, test } from 'vitest';
import { composeMessage, routeOf, selectedKey } from './route-message';

describe('a message for a route', () => {
  test.each([
    ['$request.body.action', 'sendMessage', { action: 'sendMessage' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so the expression is written.
    ['${request.body.action}', 'join', { action: 'join' }],
    ['$request.body.message.kind', 'say', { message: { kind: 'say' } }],
    ['$request.body.path[0]', 'first', { path: ['first'] }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so the expression is written.
    ['${request.body.topic}/${request.body.verb}', 'echo/text', { topic: 'echo', verb: 'text' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so the expression is written.
    ['${request.body.a}/${request.body.b}', 'x/y/z', { a: 'x', b: 'y/z' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so the expression is written.
    ['v1.${request.body.op}', 'v1.list', { op: 'list' }],
  ])('%s makes %s', (expression, key, expected) => {
    const { text, cursor } = composeMessage(expression, key);
    expect(JSON.parse(text)).toEqual(expected);
    // What is typed at the cursor is a further member.
    expect(JSON.parse(`${text.slice(0, cursor)}, "more": 1${text.slice(cursor)}`)).toEqual({ ...expected, more: 1 });
    expect(selectedKey(expression, text)).toBe(key);
  });

  test.each([
    ['$request.body.action', '$default'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: so the expression is written.
    ['${request.body.topic}/${request.body.verb}', 'without-a-slash'],
    ['$request.header.x', 'whatever'],
    ['', 'whatever'],
  ])('%s leaves the message for %s open', (expression, key) => {
    const { text, cursor } = composeMessage(expression, key);
    expect(JSON.parse(text)).toEqual({});
    expect(JSON.parse(`${text.slice(0, cursor)}"a": 1${text.slice(cursor)}`)).toEqual({ a: 1 });
  });
});

describe('the route that takes a message', () => {
  const keys = ['$connect', '$default', 'whoami', '7'];
  test.each([
    ['{"action":"whoami"}', 'whoami'],
    ['{"action":7}', '7'],
    ['{"action":"unknown"}', '$default'],
    ['{"action":"$connect"}', '$default'],
    ['{"action":null}', '$default'],
    ['{"toString":1}', '$default'],
    ['hello', '$default'],
    ['"whoami"', '$default'],
  ])('%s goes to %s', (text, expected) => {
    expect(routeOf('$request.body.action', keys, text)).toBe(expected);
  });

  test('is none without $default', () => {
    expect(routeOf('$request.body.action', ['whoami'], '{"action":"else"}')).toBeNull();
  });
});
