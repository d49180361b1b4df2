import { expect, it } from 'vitest';
import { badSteps, stepsOf } from './execution-steps';

const ID = '96307098-dc86-4b4a-8746-59663ba81c13';

const events = (...messages: string[]) =>
  messages.map((message, at) => ({ id: String(at), stream: 's', at, ingestedAt: at, message }));

const texts = (...messages: string[]) =>
  stepsOf(events(...messages)).map(({ line }) => (line.kind === 'said' ? line.text : ''));

it('shows steps without the id that all of them repeat, and other lines as they are', () => {
  expect(texts(`(${ID}) Method request path: {}`, `(${ID}) Method completed with status: 200`)).toEqual([
    'Method request path: {}',
    'Method completed with status: 200',
  ]);
  expect(texts(`${ID} Begin Request`, '{"logType":"RequestSummary"}', `${ID} End Request`)).toEqual([
    'Begin Request',
    '{"logType":"RequestSummary"}',
    'End Request',
  ]);
  expect(texts('Somebody says', 'something')).toEqual(['Somebody says', 'something']);
});

it('knows the steps that say what went wrong', () => {
  const failed = `(${ID}) Execution failed due to configuration error: No match`;
  expect(badSteps(events(`(${ID}) HTTP Method: GET`, failed))).toEqual([
    'Execution failed due to configuration error: No match',
  ]);
  expect(badSteps(events('{"logType":"ResponseMapping","fieldInError":true}'))).toHaveLength(1);
});
