import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignInStep } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import { clientNamed, codeFor, listenWithPools } from '@/sandbox/cognito/test-pools';
import type { Listening } from '@/sandbox/listen';
import { answerChallenge, refreshInPool, revokeInPool, signInWithSecret } from './secret-sign-in';

// Through an app client with a secret, against a pool that verifies secret hash, SRP and codes.

let sandbox: Listening;
beforeAll(async () => {
  sandbox = await listenWithPools();
});
afterAll(() => sandbox.close());

const { signal } = new AbortController();
const account = { region: 'us-east-1' };
const WORD = 'Wonder1and';

/** Cognito without the SDK; the description of the client is its own, since only that call is signed. */
function aws(flows: string[], secret?: string | null): AwsClients {
  const told = secret === undefined ? theSecret() : secret;
  const describeUserPoolClient = async () => ({
    UserPoolClient: { ClientName: 'backend', ClientSecret: told, ExplicitAuthFlows: flows },
  });
  const cognitoIdentityProvider = new Proxy(
    { describeUserPoolClient },
    { get: (own, name: string) => (name in own ? describeUserPoolClient : (input: unknown) => call(name, input)) },
  );
  return { account, cognitoIdentityProvider } as unknown as AwsClients;
}

async function call(operation: string, input: unknown): Promise<unknown> {
  const target = `AWSCognitoIdentityProviderService.${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const answer = await fetch(sandbox.origin, { method: 'POST', headers, body: JSON.stringify(input) });
  const said = (await answer.json()) as { __type?: string; message?: string };
  if (answer.ok) return said;
  throw Object.assign(new Error(said.message), { name: said.__type });
}

function theSecret(): string {
  return clientNamed(sandbox, 'backend').client.secrets[0]?.value ?? '';
}

function ids() {
  const { pool, client } = clientNamed(sandbox, 'backend');
  return { poolId: pool.id, clientId: client.id };
}

function signIn(username: string, flows: string[], password = WORD): Promise<SignInStep> {
  return signInWithSecret(aws(flows), { account, ...ids(), username, password }, signal);
}

describe('a sign-in through a client with a secret', () => {
  it.each([[['ALLOW_USER_PASSWORD_AUTH']], [['ALLOW_USER_SRP_AUTH']], [[]]])(
    'is proven to the pool with %j, and gives tokens without the secret',
    async (flows) => {
      const step = await signIn('alice', flows);
      expect(step).toMatchObject({ type: 'tokens', tokens: { refreshToken: expect.any(String) } });
      expect(JSON.stringify(step)).not.toContain(theSecret());
    },
  );

  it.each([[['ALLOW_USER_PASSWORD_AUTH']], [['ALLOW_USER_SRP_AUTH']]])(
    'is refused with %j and a wrong password',
    async (flows) => {
      await expect(signIn('alice', flows, 'wrong')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    },
  );

  it('takes no password where the client has no secret: the browser need not send it here', async () => {
    const input = { account, ...ids(), username: 'alice', password: WORD };
    await expect(signInWithSecret(aws([], null), input, signal)).rejects.toThrow(/has no secret/);
  });

  it('says which flow is missing where the client lets nobody in by a password', async () => {
    await expect(signIn('alice', ['ALLOW_CUSTOM_AUTH'])).rejects.toMatchObject({ code: 'not-supported' });
  });

  it('lets a second factor be chosen; a wrong code leaves the sign-in open, the right one ends it', async () => {
    const flows = ['ALLOW_USER_PASSWORD_AUTH'];
    const chosen = await signIn('dave', flows);
    if (chosen.type !== 'challenge') throw new Error(chosen.type);
    expect(chosen).toMatchObject({ name: 'SELECT_MFA_TYPE', parameters: { choices: ['SMS_MFA', 'EMAIL_OTP'] } });
    expect(JSON.stringify(chosen)).not.toContain(theSecret());
    const answer = (flow: string, answers: object) => answerChallenge(() => aws(flows), { flow, answers }, signal);
    const asked = await answer(chosen.flow, { choice: 'SMS_MFA' });
    if (asked.type !== 'challenge') throw new Error(asked.type);
    expect(asked).toMatchObject({ name: 'SMS_MFA', parameters: { destination: '+*******0199' } });
    expect(asked.flow).not.toBe(chosen.flow);
    await expect(answer(asked.flow, { code: '00000' })).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const code = await codeFor(sandbox, 'dave');
    await expect(answer('0'.repeat(32), { code })).rejects.toMatchObject({ detail: { reason: 'session-expired' } });
    expect(await answer(asked.flow, { code })).toMatchObject({ type: 'tokens' });
    await expect(answer(asked.flow, { code })).rejects.toMatchObject({ detail: { reason: 'session-expired' } });
  });

  it('is renewed with the secret, and over once it is revoked', async () => {
    const step = await signIn('alice', []);
    const refreshToken = (step.type === 'tokens' && step.tokens.refreshToken) || '';
    const input = { ...ids(), refreshToken };
    expect(await refreshInPool(aws([]), input, signal)).toMatchObject({
      accessToken: expect.any(String),
      refreshToken,
    });
    await expect(refreshInPool(aws([], 'guessed'), input, signal)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect(await revokeInPool(aws([]), input, signal)).toBe(true);
    await expect(refreshInPool(aws([]), input, signal)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});
