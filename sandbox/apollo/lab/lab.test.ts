import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

let sandbox: Listening;
let base = '';

beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
  const apis = sandbox.world.accounts[0]?.regions.get('us-east-1')?.httpApis.values() ?? [];
  base = `${sandbox.origin}/_aws/execute-api/${[...apis].find((api) => api.name === 'graphql-lab')?.apiId}`;
});
afterAll(() => sandbox.close());

async function ask(specimen: string, query: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${base}/${specimen}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return { status: answer.status, text: await answer.text() };
}

async function introspected(specimen: string): Promise<IntrospectionQuery> {
  return JSON.parse((await ask(specimen, getIntrospectionQuery())).text).data;
}

describe('the GraphQL lab', () => {
  it.each(['cycles', 'javascript-names', 'html-descriptions'])('%s has a schema that can be read', async (name) => {
    const schema = buildClientSchema(await introspected(name));
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).length).toBeGreaterThan(3);
    expect(JSON.parse((await ask(name, '{ hello }')).text)).toEqual({ data: { hello: 'Hello.' } });
  });

  it('types-5000 has five thousand object types, all reached from the query', async () => {
    const { __schema } = await introspected('types-5000');
    const objects = __schema.types.filter(({ kind, name }) => kind === 'OBJECT' && !name.startsWith('__'));
    expect(objects).toHaveLength(5001);
    expect(objects.find(({ name }) => name === 'Query')).toMatchObject({ fields: { length: 5001 } });
    // Kept from then on: what is asked again is the same text.
    expect(await introspected('types-5000')).toEqual({ __schema });
  });

  it('proto-names and unknown-type are told as they should not be', async () => {
    const protos = await introspected('proto-names');
    expect(protos.__schema.types.map(({ name }) => name)).toContain('__proto__');
    const lost = await introspected('unknown-type');
    expect(() => buildClientSchema(lost)).toThrow('Lost');
  });

  it.each([
    ['sse-garbage', ['{"data":{"counter":1}}', '{"da', '1', '{"data":{"counter":2}}']],
    ['sse-cut', ['{"data":{"counter":1}}', '{"data":{"cou']],
  ])('%s streams what no client should rely on', async (name, told) => {
    const schema = buildClientSchema(await introspected(name));
    expect(schema.getSubscriptionType()?.getFields()).toHaveProperty('counter');
    const answer = await fetch(`${base}/${name}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { counter }' }),
    });
    let text = '';
    let cut = false;
    const decoder = new TextDecoder();
    try {
      for await (const chunk of answer.body ?? []) text += decoder.decode(chunk);
    } catch {
      cut = true;
    }
    expect([cut, text.match(/(?<=data: ).+/g)]).toEqual([name === 'sse-cut', told]);
  });

  it('no-introspection keeps its schema to itself', async () => {
    const refused = await ask('no-introspection', getIntrospectionQuery());
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('introspection is not allowed by Apollo Server');
  });

  it.each([
    ['not-json', 200, 'Sign in to go on'],
    ['half-json', 200, '"OBJE'],
    ['not-graphql', 200, '{"message":"ok"}'],
    ['null-data', 200, '"data":null'],
    ['server-error', 500, 'Internal server error'],
  ])('%s answers whatever is asked with %i', async (name, status, part) => {
    expect(await ask(name, '{ hello }')).toEqual({ status, text: expect.stringContaining(part) });
  });
});
