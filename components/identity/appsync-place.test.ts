import { expect, test } from 'vitest';
import type { AppSyncAuth, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { appSyncPlace } from './appsync-place';
import { authFor } from './auth-for';
import { chosenOf } from './identity-store';
import { pickerGroups } from './picker-choices';

const account = { region: 'eu-west-1' };
const api = { kind: 'appsync', id: 'abc', account };

function mode(name: AppSyncMode, more: Partial<AppSyncAuth> = {}): AppSyncAuth {
  return { id: name, mode: name, isDefault: false, userPool: null, openId: null, lambda: null, ...more };
}

const pool = { id: 'eu-west-1_One', region: 'eu-west-1', defaultAction: null, clientIdPattern: null };
const auth = [
  mode('API_KEY'),
  mode('AWS_IAM'),
  mode('AMAZON_COGNITO_USER_POOLS', { userPool: pool }),
  mode('OPENID_CONNECT', {
    openId: { issuer: 'https://issuer.example', clientIdPattern: null, iatTtlMs: null, authTtlMs: null },
  }),
];
const keys = [
  { id: 'aa11', description: 'web', expiresAt: 2 },
  { id: 'bb22', description: null, expiresAt: 1 },
];

function place(name: AppSyncMode) {
  const chosen = auth.find((one) => one.mode === name);
  if (!chosen) throw new Error('no such mode');
  return appSyncPlace(api, chosen, { auth, keys });
}

test('a key is chosen by itself, another can be picked, and only its name is sent', () => {
  const at = place('API_KEY');
  const first = chosenOf([], {}, at);
  expect(authFor(first, at.asked)).toEqual({ scheme: 'api-key', keyId: 'aa11' });
  const [fitting] = pickerGroups(at, [], { own: null, names: [] });
  expect(fitting?.identities.map(({ label }) => label)).toEqual(['Key: web', 'API key 2']);
  const picked = chosenOf([], { '@eu-west-1 appsync/abc API_KEY': 'own-key bb22' }, at);
  expect(authFor(picked, at.asked)).toEqual({ scheme: 'api-key', keyId: 'bb22' });
});

test('an API without a key that is good leads to nobody', () => {
  const at = appSyncPlace(api, mode('API_KEY'), { auth, keys: [] });
  expect(chosenOf([], {}, at).kind).toBe('none');
});

test('a signature is made without asking', () => {
  const at = place('AWS_IAM');
  expect(authFor(chosenOf([], {}, at), at.asked)).toEqual({ scheme: 'iam' });
});

test('the door of the mode comes first, and names who signs its tokens', () => {
  expect(place('OPENID_CONNECT').doors.map(({ issuer }) => issuer)).toEqual([
    'https://issuer.example',
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_One',
  ]);
  expect(place('AMAZON_COGNITO_USER_POOLS').asked.issuer).toContain('eu-west-1_One');
});
