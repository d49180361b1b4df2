import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_ACCOUNT } from '@/sandbox/account/manifest';
import { isPassword } from '@/sandbox/cognito/users';
import { type Listening, listen } from '@/sandbox/listen';
import { OIDC_ACCOUNTS, OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import { createWorld } from '@/sandbox/world';
import { DOORS, doorLines } from './demo-doors.mjs';

let sandbox: Listening;
beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
});
afterAll(() => sandbox.close());

const region = () => sandbox.world.accounts[0]?.regions.get('us-east-1');
const notes = () => [...(region()?.httpApis.values() ?? [])].find(({ name }) => name === 'notes');

/** What the demo prints is worth something only while it is true. */
it('names every route of the notes that asks who calls, and no other', () => {
  const asking = notes()?.routes.filter(({ authorizationType }) => authorizationType !== 'NONE') ?? [];
  expect(DOORS.map(({ route }) => route).sort()).toEqual(asking.map(({ routeKey }) => routeKey).sort());
});

it.each(DOORS.filter(({ user }) => user))('$route is open to $user', ({ user = '', password = '', app, by }) => {
  const pools = [...(region()?.cognito?.userPools.values() ?? [])];
  const known = pools.flatMap((pool) => {
    const found = pool.users.get(user) ?? [...pool.users.values()].find(({ attributes }) => attributes.email === user);
    return found && isPassword(pool, found, password) ? [found] : [];
  });
  const elsewhere = OIDC_ACCOUNTS.some((one) => one.username === user && one.password === password);
  expect(known.length + Number(elsewhere)).toBe(1);
  expect(known[0]?.totp?.secret).toBe(app);
  if (elsewhere) expect(by).toContain(OIDC_CLIENTS.people.id);
});

it('opens the others with what it says', async () => {
  const call = async (route: string, headers: Record<string, string>) => {
    const [method = '', path = ''] = route.split(' ');
    const url = `${sandbox.origin}/_aws/execute-api/${notes()?.apiId}${path}`;
    return (await fetch(url, { method, headers })).status;
  };
  for (const { route, header, key, form } of DOORS) {
    if (header) expect(await call(route, Object.fromEntries([header]))).toBe(200);
    const value = [...(region()?.apiKeys?.values() ?? [])].find(({ name }) => name === key)?.value;
    if (key) expect(await call(route, { 'x-api-key': value ?? '' })).toBe(200);
    if (!form) continue;
    const body = new URLSearchParams(form);
    const answer = await fetch(`${sandbox.origin}/_issuer/token`, { method: 'POST', body });
    const { access_token } = (await answer.json()) as { access_token: string };
    expect(await call(route, { authorization: `Bearer ${access_token}` })).toBe(200);
  }
  const role = DOORS.find((door) => door.role)?.role ?? '';
  expect(doorLines({ origin: sandbox.origin, account: DEMO_ACCOUNT }).join('\n')).toContain(
    `:${DEMO_ACCOUNT}:role/${role}`,
  );
  expect([...(region()?.iam?.roles.values() ?? [])].map(({ name }) => name)).toContain(role);
});
