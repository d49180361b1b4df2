import { describe, expect, test } from 'vitest';
import type { Slot } from '@/components/store';
import { emptyForm } from './default-identity';
import type { KeptIdentity, Sourced } from './identity';
import { type Choices, parseChoices, parseIdentities } from './identity-schema';
import { IdentityStore } from './identity-store';
import { pickerGroups } from './picker-choices';
import { recognised } from './signed-in';
import { asked, held, NOW, OTHER_POOL, pasted, signedIn } from './test-identities';

/** A slot that keeps what a browser would: JSON, checked when it is read. */
function slot<T>(fallback: T, parse: (value: unknown) => T | null): Slot<T> & { text: () => string } {
  let text = '';
  return {
    fallback,
    text: () => text,
    read: () => (text === '' ? fallback : (parse(JSON.parse(text)) ?? fallback)),
    write: (value) => {
      text = JSON.stringify(value);
    },
    clear: () => {
      text = '';
    },
    subscribe: () => () => {},
  };
}

function shelves() {
  return { identities: slot<KeptIdentity[]>([], parseIdentities), choices: slot<Choices>({}, parseChoices) };
}

const at = (values = {}) => ({ apiKey: '@eu-west-1 http/a', asked: asked(values) });

describe('who is chosen', () => {
  test.each([
    ['none', 'none'],
    ['iam', 'iam'],
    ['unknown', 'none'],
  ] as const)('on a route with %s authorization: %s', (auth, id) => {
    const store = new IdentityStore(shelves());
    store.put(signedIn('alice'));
    expect(store.chosen(at({ auth, authorizerId: null })).id).toBe(id);
  });

  test('on a JWT route: whoever signed in last to its issuer for its audience, expired or not', () => {
    const store = new IdentityStore(shelves());
    expect(store.chosen(at()).kind).toBe('none');
    store.put(signedIn('bob'));
    store.put(signedIn('stranger', { issuer: OTHER_POOL }));
    store.put(pasted('opaque'));
    expect(store.chosen(at()).id).toBe('bob');
    expect(store.chosen(at({ audience: ['else'] })).kind).toBe('none');
    expect(store.chosen(at({ scopes: ['notes/write'] })).id).toBe('bob');
  });

  test('is remembered for the API and the authorizer, by id, and taken back', () => {
    const kept = shelves();
    const store = new IdentityStore(kept);
    store.put(signedIn('alice'));
    store.put(signedIn('bob'));
    store.choose(at(), 'alice');
    expect(store.chosen(at()).id).toBe('alice');
    expect(store.chosen({ ...at(), apiKey: '@eu-west-1 http/other' }).id).toBe('bob');
    expect(store.chosen(at({ auth: 'iam', authorizerId: null })).id).toBe('iam');
    expect(new IdentityStore(kept).chosen(at()).id).toBe('alice');
    store.choose(at(), 'iam:dev');
    expect(store.chosen(at())).toMatchObject({ kind: 'iam', profile: 'dev' });
    store.choose(at(), null);
    expect(store.chosen(at()).id).toBe('bob');
  });

  test('falls back to the route when the chosen one has signed out', () => {
    const store = new IdentityStore(shelves());
    store.put(signedIn('alice'));
    store.choose(at(), 'alice');
    store.remove('alice');
    expect(store.chosen(at()).kind).toBe('none');
  });

  test('on a Lambda route: its own form, with what was typed', () => {
    const store = new IdentityStore(shelves());
    const place = at({ auth: 'lambda', sources: [{ in: 'header', name: 'x-key' }] });
    const form = store.chosen(place);
    expect(form).toMatchObject({ kind: 'sources', values: [] });
    const typed: Sourced = {
      ...emptyForm(place.apiKey, place.asked),
      values: [{ in: 'header', name: 'x-key', value: 'v' }],
    };
    store.put(typed);
    expect(store.chosen(place)).toEqual(typed);
    expect(store.chosen(at({ auth: 'lambda', authorizerId: 'other' }))).toMatchObject({ values: [] });
  });
});

describe('what is kept', () => {
  test('outlives a reload without what is good for long', () => {
    const kept = shelves();
    const store = new IdentityStore(kept);
    const typed: Sourced = {
      kind: 'sources',
      id: 's',
      label: 's',
      values: [{ in: 'header', name: 'x', value: 'the-key' }],
    };
    for (const one of [signedIn('alice'), held(), typed]) store.put(one);
    expect(kept.identities.text()).not.toMatch(/refresh-of-alice|the-key/);
    expect(store.list().find((one) => one.id === 'alice')).toEqual(signedIn('alice'));
    const again = new IdentityStore(kept).list();
    expect(again.map(({ id }) => id)).toEqual(['s', 'role', 'alice']);
    expect(again[2]).toMatchObject({
      tokens: { refreshToken: null, accessToken: signedIn('alice').tokens.accessToken },
    });
    store.choose(at(), 'alice');
    expect(kept.choices.text()).not.toContain('eyJ');
  });

  test('nonsense is left out, the rest stays', () => {
    const good = signedIn('alice');
    expect(
      parseIdentities([
        good,
        null,
        { kind: 'user-pool', id: 'x', label: 'x' },
        { kind: 'constructor', id: 'x', label: '' },
      ]),
    ).toEqual([good]);
    expect(parseIdentities({})).toBeNull();
    expect(parseChoices({ a: 'b', c: 1 })).toEqual({ a: 'b' });
  });
});

describe('renewing', () => {
  test('happens once for all who wait, and everybody sees the new one', async () => {
    const store = new IdentityStore(shelves());
    store.put(signedIn('alice'));
    let calls = 0;
    const renew = async (identity: KeptIdentity) => {
      calls += 1;
      return { ...identity, label: 'renewed' };
    };
    const both = await Promise.all([store.renew('alice', renew), store.renew('alice', renew)]);
    expect(calls).toBe(1);
    expect(both.map(({ label }) => label)).toEqual(['renewed', 'renewed']);
    expect(store.get('alice')?.label).toBe('renewed');
    await store.renew('alice', renew);
    expect(calls).toBe(2);
  });

  test('does not bring back who has signed out meanwhile, and a failure can be tried again', async () => {
    const store = new IdentityStore(shelves());
    store.put(signedIn('alice'));
    await expect(store.renew('alice', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    await store.renew('alice', async (identity) => {
      store.remove('alice');
      return identity;
    });
    expect(store.list()).toEqual([]);
  });

  test('does not overwrite who has signed in again meanwhile', async () => {
    const store = new IdentityStore(shelves());
    store.put(signedIn('alice'));
    const again = signedIn('alice', { tokens: { ...signedIn('alice').tokens, refreshToken: 'newer' } });
    await store.renew('alice', async (identity) => {
      store.put(again);
      return { ...identity, label: 'stale' };
    });
    expect(store.get('alice')).toBe(again);
  });

  test('can be waited for, by whoever signs out', async () => {
    const store = new IdentityStore(shelves());
    store.put(signedIn('alice'));
    expect(store.renewal('alice')).toBeNull();
    const renewing = store.renew('alice', async (identity) => ({ ...identity, label: 'fresh' }));
    store.remove('alice');
    await expect(store.renewal('alice')).resolves.toMatchObject({ label: 'fresh' });
    await renewing;
    expect(store.renewal('alice')).toBeNull();
  });
});

describe('the list to choose from', () => {
  test('has first what the route takes, each once', () => {
    const all = [signedIn('alice'), signedIn('stranger', { issuer: OTHER_POOL }), held()];
    const profiles = { own: 'default', names: ['default', 'dev'] };
    const ids = (values = {}) =>
      pickerGroups(at(values), all, profiles).map((group) => group.identities.map(({ id }) => id));
    expect(ids()).toEqual([['alice'], ['stranger', 'role', 'iam', 'iam:dev', 'none']]);
    expect(ids({ auth: 'iam', authorizerId: null })).toEqual([
      ['role', 'iam', 'iam:dev'],
      ['alice', 'stranger', 'none'],
    ]);
  });

  test('knows somebody who signs in again, and nobody else', () => {
    const before = signedIn('id-1', { label: 'alice' });
    const fresh = signedIn('id-2', { label: 'alice', tokens: { ...before.tokens, expiresAt: NOW } });
    expect(recognised(fresh, [before], null)).toEqual({ ...fresh, id: 'id-1' });
    expect(recognised({ ...fresh, label: 'bob' }, [before], before).id).toBe('id-2');
    expect(recognised({ ...fresh, clientId: 'other' }, [before], null).id).toBe('id-2');
  });
});
