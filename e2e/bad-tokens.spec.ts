import { expect, test } from './fixtures';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const OTHER_POOL = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_OtherPool';

test('a bad token is told before it is sent and again after it was refused', async ({ desk, watch }) => {
  watch.expectTrouble(/status of 401/);
  test.slow();
  await desk.choose('people/me', 'GET /people/me JWT authorizer');
  await desk.tab('Auth');
  await expect(desk.main).toContainText('JWT authorizer');
  const asked = await desk.main.innerText();
  const iss = /https:\/\/cognito-idp\S+/.exec(asked)?.[0] ?? '';
  const client_id = /Audience\s+([a-z0-9]+)/.exec(asked)?.[1] ?? '';
  const now = Math.floor(Date.now() / 1000);
  const jwt = (claims: object, header: object = { alg: 'RS256', kid: 'k' }) =>
    `${part(header)}.${part({ iss, client_id, iat: now, exp: now + 600, ...claims })}.c2ln`;

  const bad: [token: string, words: string][] = [
    [jwt({ exp: now - 3_660 }), 'expired 1 hour ago. Sign in again or refresh it.'],
    [jwt({}, { alg: 'none', kid: 'k' }), 'The token is not signed. API Gateway takes RSA signatures only.'],
    [jwt({ iss: OTHER_POOL }), `was issued by ${OTHER_POOL}`],
    ['a.b.c', 'Copy the whole token again.'],
  ];
  for (const [token, words] of bad) {
    await desk.pasteToken(token);
    await expect(desk.main.getByRole('tabpanel', { name: 'Auth' })).toContainText(words);
    await desk.send();
    await expect(desk.status).toContainText('401');
    await expect(desk.why).toContainText(words);
  }
});
