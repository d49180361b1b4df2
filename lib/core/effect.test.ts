import { describe, expect, test } from 'vitest';
import { changes, isMessage, isUnsafe } from './effect';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const post = (value: unknown, graphql = true) => isUnsafe({ method: 'POST', body: bytes(value), graphql });

describe('what may change something', () => {
  test('is every method but those that only read', async () => {
    const ask = (method: string) => isUnsafe({ method, body: null, graphql: true });
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'get']) expect(await ask(method), method).toBe(false);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'delete', 'TRACE', 'PURGE', 'LINK']) {
      expect(await ask(method), method).toBe(true);
    }
  });

  test('of GraphQL is what is no query, by the operation that is named', async () => {
    expect(await post({ query: '{ posts { id } }' })).toBe(false);
    expect(await post({ query: '# mutation\nquery A { posts(text: "mutation { x }") }', variables: {} })).toBe(false);
    expect(await post({ query: 'subscription { added { id } }' })).toBe(false);
    expect(await post({ query: 'mutation { remove(id: 1) { id } }' })).toBe(true);
    const both = 'query Look { posts } mutation Drop { remove }';
    expect(await post({ query: both, operationName: 'Look' })).toBe(false);
    expect(await post({ query: both, operationName: 'Drop' })).toBe(true);
    expect(await post({ query: both }), 'whichever it is').toBe(true);
    expect(await post({ query: both, operationName: 'Gone' })).toBe(true);
  });

  test('is whatever else a POST carries', async () => {
    expect(await post({ query: '{ posts }' }, false), 'no place of GraphQL').toBe(true);
    expect(await post({ query: '{ posts }', table: 'notes' })).toBe(true);
    expect(await post({ query: 'DELETE FROM notes' })).toBe(true);
    expect(await post({ query: 'fragment F on Post { id }' })).toBe(true);
    expect(await post({ extensions: { persistedQuery: { sha256Hash: 'ab' } } })).toBe(true);
    expect(await post([{ query: '{ posts }' }])).toBe(true);
    expect(await post('{ "query": ')).toBe(true);
    expect(await isUnsafe({ method: 'PUT', body: bytes({ query: '{ posts }' }), graphql: true })).toBe(true);
  });

  test('is a mutation in the query of a GET', async () => {
    const get = (query: [string, string][]) => isUnsafe({ method: 'GET', query, body: null, graphql: true });
    expect(await get([['query', 'mutation { remove }']])).toBe(true);
    expect(await get([['query', 'mutation of the heart']]), 'words of a search').toBe(false);
    expect(
      await get([
        ['query', 'query A { posts } mutation B { remove }'],
        ['operationName', 'A'],
      ]),
    ).toBe(false);
  });

  test('is what a server reads from the address, whichever of two it takes, and before the body', async () => {
    const get = (...query: [string, string][]) => isUnsafe({ method: 'GET', query, body: null, graphql: true });
    expect(await get(['query', '{ posts }'], ['query', 'mutation { remove }'])).toBe(true);
    const both = 'query A { posts } mutation B { remove }';
    expect(await get(['query', both], ['operationName', 'A'], ['operationName', 'B'])).toBe(true);
    const posted = (query: [string, string][], body: object) =>
      isUnsafe({ method: 'POST', query, body: bytes(body), graphql: true });
    expect(await posted([['query', 'mutation { remove }']], { query: '{ posts }' })).toBe(true);
    expect(await posted([['operationName', 'B']], { query: both, operationName: 'A' })).toBe(true);
    expect(await posted([['tenant', 'mutation']], { query: '{ posts }' })).toBe(false);
  });

  test('on a line is a message, and nothing that only listens', () => {
    for (const type of ['text', 'binary', 'repeat', 'publish', 'whatever'])
      expect(isMessage({ type }), type).toBe(true);
    for (const type of ['ping', 'stop-repeating', 'subscribe', 'unsubscribe']) {
      expect(isMessage({ type }), type).toBe(false);
    }
    expect(isMessage(null)).toBe(true);
  });

  test('tells a document that is none from one that only reads', async () => {
    expect(await changes('{ posts }', null)).toBe(false);
    expect(await changes('posts', null)).toBe(null);
  });
});
