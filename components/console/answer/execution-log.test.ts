import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ExecutionLog, readExecutionLog } from './execution-log';

const LOG = `Execution log for request 6b5ca2a6
Wed Nov 25 13:41:07 UTC 2026 : Starting execution for request: 6b5ca2a6
Wed Nov 25 13:41:07 UTC 2026 : Method request body before transformations: {
  "a": 1
}
Wed Nov 25 13:41:09 UTC 2026 : Execution failed due to configuration error: Malformed Lambda proxy response
Wed Nov 25 13:41:09 UTC 2026 : Method completed with status: 502
`;

test('reads lines, values over several of them, and how long it took', () => {
  expect(readExecutionLog(LOG)).toEqual([
    { after: null, name: 'Execution log for request 6b5ca2a6', value: null, bad: false },
    { after: 0, name: 'Starting execution for request', value: '6b5ca2a6', bad: false },
    { after: 0, name: 'Method request body before transformations', value: '{\n  "a": 1\n}', bad: false },
    {
      ...{ after: 2_000, name: 'Execution failed due to configuration error', bad: true },
      value: 'Malformed Lambda proxy response',
    },
    { after: 2_000, name: 'Method completed with status', value: '502', bad: false },
  ]);
});

test('nothing, and what is no log, is read all the same', () => {
  expect(readExecutionLog('')).toEqual([]);
  expect(readExecutionLog('one\ntwo')).toMatchObject([{ name: 'one\ntwo' }]);
});

test('what a backend answered hides nothing and turns nothing round', () => {
  const said = ['Endpoint response body: \u202etxt.exe\u200b', 'Method\u2066 response', 'Body: {"a":"\u202e1"}'];
  const text = said.map((one) => `Wed Nov 25 13:41:07 UTC 2026 : ${one}`).join('\n');
  const shown = renderToStaticMarkup(createElement(ExecutionLog, { text }));
  expect(shown).not.toMatch(/\p{Cf}/u);
  for (const name of ['U+202E', 'U+200B', 'U+2066']) expect(shown).toContain(name);
});
