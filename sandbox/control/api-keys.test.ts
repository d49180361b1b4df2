import { fileURLToPath } from 'node:url';
import * as gateway from '@aws-sdk/client-api-gateway';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { Recording, type Schema, violations } from './test-model';

const file = fileURLToPath(new URL('../fixtures/everything.yaml', import.meta.url));
const handler = new Recording();

let sandbox: Listening;
let v1: gateway.APIGateway;

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false, templates: [{ name: 'everything', file }] }), 0);
  v1 = new gateway.APIGateway({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    requestHandler: handler,
    maxAttempts: 1,
  });
});
afterAll(() => sandbox.close());

function expectModel(schema: Schema) {
  expect(violations(NormalizedSchema.of(schema), JSON.parse(handler.raw), '')).toEqual([]);
}

it('GetApiKeys, GetApiKey: as the model says, and the value only where it is asked for', async () => {
  const { items = [] } = await v1.getApiKeys({});
  expectModel(gateway.ApiKeys$);
  expect(items).toHaveLength(2);
  const [named, unnamed] = items;
  expect(named).toMatchObject({
    name: 'partner-a',
    enabled: true,
    customerId: 'c-1',
    stageKeys: [expect.stringMatching(/^\w{10}\/prod$/)],
    tags: { owner: 'us', 'aws:cloudformation:logical-id': 'Key' },
  });
  expect(named?.createdDate?.getTime()).toBeGreaterThan(Date.UTC(2026, 0));
  expect(unnamed).toMatchObject({ name: expect.stringMatching(/^everything-Unnamed-/), enabled: false });
  expect(handler.raw).not.toContain('"value"');

  const apiKey = named?.id;
  const { $metadata: _, ...one } = await v1.getApiKey({ apiKey });
  expect(one).toEqual(named);
  const told = await v1.getApiKey({ apiKey, includeValue: true });
  expectModel(gateway.ApiKey$);
  expect(told.value).toBe('the-value-of-the-key');
  const all = await v1.getApiKeys({ includeValues: true });
  expect(all.items?.map(({ value = '' }) => value.length)).toEqual([20, 40]);
});

it('finds keys by customer and by the beginning of their name', async () => {
  const found = async (query: gateway.GetApiKeysRequest) => (await v1.getApiKeys(query)).items?.map(({ name }) => name);
  expect(await found({ nameQuery: 'partner' })).toEqual(['partner-a']);
  expect(await found({ nameQuery: 'artner' })).toEqual([]);
  expect(await found({ customerId: 'c-1' })).toEqual(['partner-a']);
  expect(await found({ customerId: 'c-2' })).toEqual([]);
});

it('tells them page by page, and takes a position only for the list that it came from', async () => {
  const first = await v1.getApiKeys({ limit: 1 });
  const second = await v1.getApiKeys({ limit: 1, position: first.position });
  expect([...(first.items ?? []), ...(second.items ?? [])]).toEqual((await v1.getApiKeys({})).items);
  expect(second.position).toBeUndefined();
  const other = v1.getApiKeys({ nameQuery: 'partner', position: first.position });
  await expect(other).rejects.toMatchObject({ name: 'BadRequestException' });
});

it.each([
  ['NotFoundException', () => v1.getApiKey({ apiKey: 'nothere' })],
  ['BadRequestException', () => v1.getApiKeys({ limit: 501 })],
  ['UnknownOperationException', () => v1.getVpcLinks({})],
])('refuses with %s', async (name, ask) => {
  await expect(ask()).rejects.toMatchObject({ name });
});
