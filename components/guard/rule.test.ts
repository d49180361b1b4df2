import { describe, expect, test } from 'vitest';
import { goingOf } from './going';
import { type Marks, stageKey } from './marks';
import { type Guarded, isGuarded, needOf, productionOf } from './rule';

const account = { region: 'eu-west-1', profile: 'ops' };
const api = { kind: 'http', id: 'abc123', account };
const input = { api, stage: 'prod', method: 'DELETE', path: '/notes/1', query: [], auth: { scheme: 'none' } };
const going = goingOf(input);
const guarded = (stages: Marks = {}, profiles: Marks = {}, readOnly: Guarded['readOnly'] = 'off'): Guarded => ({
  stages,
  profiles,
  readOnly,
});
const prod = guarded({ [stageKey(api, 'prod')]: 'prod' });

describe('what a request needs before it goes', () => {
  test('is nothing where nothing is marked, whatever it does', () => {
    expect(isGuarded(going, guarded())).toBe(false);
    expect(needOf(going, true, guarded())).toEqual({ type: 'nothing' });
  });

  test('is the name of the stage where that is production and something may change', () => {
    expect(needOf(going, true, prod)).toEqual({ type: 'word', marks: [{ what: 'stage', name: 'prod' }] });
    expect(needOf(going, false, prod), 'a request that only reads').toEqual({ type: 'nothing' });
    expect(needOf({ ...going, stage: 'dev' }, true, prod), 'another stage').toEqual({ type: 'nothing' });
    expect(needOf({ ...going, api: { ...api, id: 'other1' } }, true, prod), 'another API').toEqual({ type: 'nothing' });
    const elsewhere = { ...api, account: { ...account, region: 'us-east-1' } };
    expect(needOf({ ...going, api: elsewhere }, true, prod), 'another region').toEqual({ type: 'nothing' });
  });

  test('is the name of the stage that a path leads to, which goes before `$default`', () => {
    const at = (path: string, change: object = {}) =>
      needOf(goingOf({ ...input, stage: '$default', path, ...change }), true, prod).type;
    expect(at('/prod/notes/1')).toBe('word');
    expect(at('/%70rod?x=1')).toBe('word');
    expect(at('/products')).toBe('nothing');
    expect(at('/notes/prod')).toBe('nothing');
    expect(at('/prod/notes', { stage: 'dev' }), 'below a stage that is named').toBe('nothing');
    expect(at('/prod/notes', { through: { domain: 'a.example' } }), 'of a domain that leads to one').toBe('nothing');
    const redirect = {
      method: 'PUT',
      target: 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/a',
      stage: 'dev',
    };
    expect(needOf(goingOf({ api, follow: 'f1' }, redirect), true, prod).type, 'a redirect').toBe('word');
  });

  test('is the same through whichever profile one reaches the stage', () => {
    const other = { ...going, api: { ...api, account: { region: 'eu-west-1' } } };
    expect(needOf(other, true, prod)).toMatchObject({ type: 'word' });
  });

  test('is the name of a profile that is production, as the account or as whom it is signed', () => {
    const marked = guarded({}, { ops: 'ops' });
    expect(needOf(going, true, marked)).toEqual({ type: 'word', marks: [{ what: 'profile', name: 'ops' }] });
    const dev = { ...api, account: { ...account, profile: 'dev' } };
    expect(productionOf(goingOf({ ...input, api: dev }), marked)).toEqual([]);
    const signed = goingOf({ ...input, api: dev, auth: { scheme: 'iam', profile: 'ops' } });
    expect(productionOf(signed, marked)).toEqual([{ what: 'profile', name: 'ops' }]);
    const unnamed = goingOf({ ...input, api: { ...api, account: { region: 'eu-west-1' } } });
    expect(productionOf(unnamed, guarded({}, { default: 'default' }))).toHaveLength(1);
  });

  test('asks for the stage first where both are production', () => {
    expect(productionOf(going, { ...prod, profiles: { ops: 'ops' } }).map(({ what }) => what)).toEqual([
      'stage',
      'profile',
    ]);
  });

  test('is not to be had where the console is read-only, marked or not', () => {
    for (const how of ['on', 'started'] as const) {
      expect(needOf(going, true, guarded({}, {}, how))).toMatchObject({
        type: 'refused',
        failure: { code: 'read-only' },
      });
      expect(needOf(going, false, guarded({}, {}, how))).toEqual({ type: 'nothing' });
    }
  });
});

describe('what is said of a request', () => {
  test('is read from the input of each kind', () => {
    const appsync = { ...api, kind: 'appsync' };
    expect(goingOf({ api: appsync, auth: { scheme: 'api-key', keyId: 'k' } })).toMatchObject({
      stage: '',
      method: 'POST',
      target: '/graphql',
      as: 'an API key of the account',
    });
    expect(goingOf({ api, stage: 'prod', method: 'DELETE', connectionId: 'L0S=' })).toMatchObject({
      method: 'DELETE',
      target: '/@connections/L0S=',
    });
    expect(goingOf({ api, stage: 'prod', method: 'PUT', path: '/a', test: 'r/PUT' })).toMatchObject({ test: true });
  });

  test('is completed by whoever sends: a redirect names neither stage nor method', () => {
    const told = { method: 'GET', target: 'https://example.com/next', stage: 'prod', as: { label: 'ivan' } };
    expect(goingOf({ api, follow: 'f1' }, told)).toMatchObject({ stage: 'prod', method: 'GET', as: 'ivan' });
    const signs = goingOf({ api, follow: 'f1' }, { ...told, as: { label: 'ops', profile: 'ops' } });
    expect(productionOf(signs, guarded({}, { ops: 'ops' })), 'who signs it as before').toHaveLength(1);
  });
});
