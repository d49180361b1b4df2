import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiRef } from '@/lib/core/api';
import type { LogPlaces } from '@/lib/logs/contract';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { discover, logPlaces } from './dispatch';

// The demo account, in a sandbox of its own.
const environment = { ...process.env };
const signal = new AbortController().signal;
const account = { region: 'us-east-1' };
const box: { current?: Listening } = {};
const apis = new Map<string, ApiRef>();

beforeAll(async () => {
  box.current = await listen(createWorld(), 0);
  process.env.AWS_ENDPOINT_URL = box.current.origin;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  process.env.AWS_CONFIG_FILE = '/nonexistent/config';
  process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent/credentials';
  delete process.env.AWS_PROFILE;
  const { keys = [] } = box.current.world.accounts[0] ?? {};
  process.env.AWS_ACCESS_KEY_ID = keys[0]?.id;
  process.env.AWS_SECRET_ACCESS_KEY = keys[0]?.secret;
  for await (const event of discover(account, { refresh: true }, signal)) {
    if (event.type !== 'apis') continue;
    for (const { kind, id, name } of event.apis) apis.set(name, { kind, id, account });
  }
});
afterAll(async () => {
  process.env = environment;
  await box.current?.close();
});

const STREAM = 'arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-lab';

function apiOf(name: string) {
  const region = box.current?.world.accounts[0]?.regions.get('us-east-1');
  return [...(region?.httpApis.values() ?? [])].find((api) => api.name === name);
}

async function placesOf(name: string) {
  const api = apis.get(name);
  if (!api) throw new Error(`The demo has no API ${name}: ${[...apis.keys()].join(', ')}`);
  return logPlaces(api, signal);
}

/** What a place comes down to: its id, its destination, and whether that was asked and is there. */
function told({ places }: LogPlaces) {
  return places.map(({ id, destination, assumed, exists }) => [
    id,
    destination?.type === 'group' ? destination.group : (destination?.type ?? null),
    assumed ? 'assumed' : 'told',
    exists,
  ]);
}

test('the access log is where the stage’s settings say, the others where AWS says', async () => {
  const region = box.current?.world.accounts[0]?.regions.get('us-east-1');
  const fn = region?.functions.get('notes-notes');
  if (fn) fn.logGroup = '/teams/notes/code';
  const notes = await placesOf('notes');
  expect(notes.problems).toEqual([]);
  expect(told(notes)).toEqual([
    ['access:$default', '/aws/apigateway/notes', 'told', true],
    ['access:v2', '/aws/apigateway/notes', 'told', true],
    ['function:notes-fallback', '/aws/lambda/notes-fallback', 'told', false],
    ['function:notes-identity', '/aws/lambda/notes-identity', 'told', false],
    ['function:notes-notes', '/teams/notes/code', 'told', false],
  ]);
  expect(notes.places[0]).toMatchObject({ stage: '$default', facts: { retentionDays: 14, class: 'STANDARD' } });
  expect(notes.places[0]?.format).toContain('$context.requestId');
  expect(notes.places[4]?.routes).toContain('GET /notes/{id}');
});

test('a WebSocket API has an execution log where a stage asks for one', async () => {
  const id = apis.get('chat')?.id;
  expect(told(await placesOf('chat'))).toContainEqual([
    'execution:prod',
    `/aws/apigateway/${id}/prod`,
    'assumed',
    false,
  ]);
  expect(told(await placesOf('signals')).map(([place]) => place)).toEqual([
    'access:dev',
    'function:workbench-signals-signals',
  ]);
});

test('AppSync has a log where the settings of the API ask for it', async () => {
  const id = apis.get('notes-graph')?.id;
  expect(told(await placesOf('notes-graph'))[0]).toEqual(['execution', `/aws/appsync/apis/${id}`, 'told', false]);
  expect(told(await placesOf('notes-archive'))[0]).toEqual(['execution', null, 'told', null]);
  expect((await placesOf('notes-live')).places[0]).toMatchObject({ id: 'execution', level: 'ALL' });
});

test('a stage without an access log, and one that delivers to Firehose, are said to be so', async () => {
  expect(told(await placesOf('graphql-lab'))[0]).toEqual(['access:$default', null, 'told', null]);
  const [stage] = [...(apiOf('graphql-lab')?.stages ?? [])];
  if (stage) stage.accessLogSettings = { destinationArn: STREAM, format: '$context.requestId' };
  expect((await placesOf('graphql-lab')).places[0]).toMatchObject({ destination: { type: 'firehose', arn: STREAM } });
});

test('the log of a function is found where the stage’s variables name it', async () => {
  const api = apiOf('inventory');
  const [stage] = api?.stages ?? [];
  for (const integration of api?.integrations.values() ?? []) {
    integration.integrationUri = integration.integrationUri?.replace(
      'inventory-api',
      ['$', '{stageVariables.fn}'].join(''),
    );
  }
  if (stage) stage.stageVariables = { fn: 'inventory-api' };
  expect((await placesOf('inventory')).places[1]).toMatchObject({ id: 'function:inventory-api', stage: '$default' });
});

test('what may not be asked is named with its action, and the rest stands', async () => {
  box.current?.faults.change({ deny: ['logs:DescribeLogGroups', 'lambda:GetFunctionConfiguration'] });
  const blog = await placesOf('blog');
  expect(told(blog)).toEqual([
    ['access:$default', '/aws/apigateway/notes-blog', 'told', null],
    ['function:blog-graphql', '/aws/lambda/blog-graphql', 'assumed', null],
  ]);
  expect(blog.problems.map(({ failure }) => failure.detail?.action)).toEqual([
    'lambda:GetFunctionConfiguration',
    'logs:DescribeLogGroups',
  ]);
  box.current?.faults.change({ deny: [] });
});
