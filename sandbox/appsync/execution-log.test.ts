import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

let sandbox: Listening;
beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
});
afterAll(() => sandbox.close());

function graph() {
  const region = sandbox.world.accounts[0]?.regions.get('us-east-1');
  const api = [...(region?.graphql?.apis.values() ?? [])].find(({ logConfig }) => logConfig !== undefined);
  if (!region || !api) throw new Error('The demo has no GraphQL API with a log.');
  return { region, api };
}

async function ask(query: string) {
  const { api } = graph();
  const [key] = api.apiKeys;
  const answer = await fetch(`${sandbox.origin}/appsync-api/${api.apiId}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key?.id ?? '' },
    body: JSON.stringify({ query }),
  });
  return { id: answer.headers.get('x-amzn-requestid') ?? '', status: answer.status, body: await answer.json() };
}

function logged(id: string): string[] {
  const { region, api } = graph();
  const events = region.logs?.groups.get(`/aws/appsync/apis/${api.apiId}`)?.events ?? [];
  return events.map(({ message }) => message).filter((message) => message.includes(id));
}

it('is found by the request id of the answer, and has errors by the level of the API', async () => {
  const { id, status, body } = await ask('{ nothing }');
  const lines = logged(id);
  expect(lines[0]).toBe(`${id} Begin Request`);
  expect(lines.at(-1)).toBe(`${id} End Request`);
  const objects = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(objects).toMatchObject([
    { logType: 'ResponseMapping', errors: [body.errors[0].message], requestId: id },
    { logType: 'ExecutionSummary', graphQLAPIId: graph().api.apiId },
    { logType: 'RequestSummary', statusCode: status },
  ]);
});

it('keeps what is asked to itself where verbose content is excluded, and masks what proves who asks where it is not', async () => {
  const { api } = graph();
  expect(logged((await ask('{ __typename }')).id).join('\n')).not.toContain('__typename');
  if (api.logConfig) api.logConfig.excludeVerboseContent = false;
  const lines = logged((await ask('{ __typename }')).id).join('\n');
  expect(lines).toContain('{ __typename }');
  expect(lines).toContain('x-api-key=[***]');
});
