import { beforeEach, expect, test, vi } from 'vitest';
import { GraphiqlStorage, withoutHeaders } from './graphiql-storage';

class FakeStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
  removeItem = (key: string) => void this.values.delete(key);
}

const tab = new FakeStorage();
const browser = new FakeStorage();

beforeEach(() => {
  tab.values.clear();
  browser.values.clear();
  vi.stubGlobal('sessionStorage', tab);
  vi.stubGlobal('localStorage', browser);
});

const tabs = (query: string, variables = '', headers: string | null = null) => ({
  tabs: [
    { id: '1', title: 'a', query: '{ other }', variables: '', headers: null, operationName: null, response: null },
    {
      id: '2',
      title: 'b',
      query,
      variables,
      headers,
      operationName: null,
      response: 'long',
    },
  ],
  activeTabIndex: 1,
});

test('headers stay in the page, wherever GraphiQL puts them', () => {
  const storage = new GraphiqlStorage('headers');
  storage.keepTabs(tabs('{ a }', '', '{"authorization":"Bearer very-secret-value"}'));
  storage.setItem(
    'graphiql:queries',
    JSON.stringify({ queries: [{ query: '{ a }', headers: '{"x-api-key":"hidden"}' }] }),
  );
  storage.setItem('graphiql:headers', '{"x-api-key":"hidden"}');
  expect(storage.openTab().headers).toContain('very-secret-value');
  const stored = [...tab.values.values(), ...browser.values.values()].join('\n');
  expect(stored).toContain('{ a }');
  expect(stored).not.toMatch(/very-secret-value|hidden/);
});

test('the tab keeps variables as they are, and the browser without secrets', () => {
  new GraphiqlStorage('variables').keepTabs(tabs('mutation { signIn }', '{"password":"open sesame","name":"Ada"}'));
  expect([...tab.values.values()].join()).toContain('open sesame');
  const stored = [...browser.values.values()].join();
  expect(stored).toContain('Ada');
  expect(stored).not.toContain('open sesame');
});

test('the open tab is found again by another page', async () => {
  new GraphiqlStorage('left').keepTabs(tabs('{ mine }', '{"a":1}'));
  vi.resetModules();
  const { GraphiqlStorage: Another } = await import('./graphiql-storage');
  expect(new Another('left').openTab()).toMatchObject({ query: '{ mine }', variables: '{"a":1}' });
  expect(new Another('another').openTab().query).toBeUndefined();
});

test('what GraphiQL still writes when it is gone does not replace what was kept', () => {
  const storage = new GraphiqlStorage('late');
  storage.keepTabs(tabs('{ mine }', '', '{"x-a":"typed last"}'));
  storage.left(true);
  storage.setItem('graphiql:tabState', JSON.stringify(tabs('{ mine }', '', '')));
  expect(new GraphiqlStorage('late').openTab().headers).toBe('{"x-a":"typed last"}');
  storage.left(false);
  storage.setItem('graphiql:tabState', JSON.stringify(tabs('{ next }')));
  expect(new GraphiqlStorage('late').openTab().query).toBe('{ next }');
});

test('what is no JSON holds no headers to be trusted with', () => {
  expect(withoutHeaders('{"headers": broken')).toBe('');
});
