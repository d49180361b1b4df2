import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { subjectOf } from '@/lib/core/token';
import { clientNamed, codeFor, listenWithPools } from '@/sandbox/cognito/test-pools';
import { totpCode } from '@/sandbox/cognito/totp';
import type { Listening } from '@/sandbox/listen';
import { AmplifyFlow } from './amplify-flow';

// Every way in which a user pool lets somebody in, through Amplify, against a pool that verifies it.

let sandbox: Listening;
const open: AmplifyFlow[] = [];

/** What a browser keeps for a tab, before Amplify is loaded and looks for it. */
const kept = vi.hoisted(() => {
  const values = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  };
  Object.assign(globalThis, { sessionStorage, window: { sessionStorage } });
  return values;
});

beforeAll(async () => {
  sandbox = await listenWithPools();
});
afterAll(() => sandbox.close());
afterEach(() => {
  for (const flow of open.splice(0)) flow.end();
});

function flowOf(clientName: string, endpoint = sandbox.origin): AmplifyFlow {
  const { pool, client } = clientNamed(sandbox, clientName);
  const flows = client.explicitAuthFlows;
  const flow = new AmplifyFlow({ poolId: pool.id, clientId: client.id, endpoint, flows, poolName: pool.name });
  open.push(flow);
  return flow;
}

const WORD = 'Wonder1and';
const TOKENS = { type: 'tokens', tokens: { accessToken: expect.any(String), refreshToken: expect.any(String) } };
const code = (text: string) => ({ type: 'code', code: text }) as const;

describe('signing in by what the client allows', () => {
  test.each(['web', 'plain', 'password-only', 'choice'])('through %s', async (client) => {
    expect(await flowOf(client).begin('alice', WORD)).toMatchObject(TOKENS);
  });

  test('without a password, by a code that is mailed; with SRP offered, the password is not to be sent', async () => {
    const flow = flowOf('choice');
    expect(await flow.begin('alice', null)).toEqual({
      type: 'choose',
      what: 'use',
      choices: ['PASSWORD_SRP', 'EMAIL_OTP'],
    });
    const step = await flow.answer({ type: 'choice', choice: 'EMAIL_OTP' });
    expect(step).toMatchObject({ type: 'code', by: 'email', destination: 'a***@e***' });
    expect(await flow.answer(code(await codeFor(sandbox, 'alice')))).toMatchObject(TOKENS);
  });

  test('by a password that is asked for after the choice', async () => {
    const flow = flowOf('choice');
    await flow.begin('alice', null);
    expect(await flow.answer({ type: 'choice', choice: 'PASSWORD_SRP' })).toEqual({ type: 'password' });
    expect(await flow.answer({ type: 'password', password: WORD })).toMatchObject(TOKENS);
  });

  test('is offered only by clients that have it', () => {
    expect([flowOf('choice').choice, flowOf('plain').choice, flowOf('password-only').choice]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a second factor', () => {
  test.each([
    ['SMS', 'sms', '+*******0199'],
    ['EMAIL', 'email', 'd***@e***'],
  ])('of several is chosen: %s', async (choice, by, destination) => {
    const flow = flowOf('web');
    expect(await flow.begin('dave', WORD)).toEqual({ type: 'choose', what: 'use', choices: ['SMS', 'EMAIL'] });
    expect(await flow.answer({ type: 'choice', choice })).toEqual({ type: 'code', by, destination });
    await expect(flow.answer(code('00000'))).rejects.toMatchObject({
      failure: { detail: { reason: 'code-mismatch', field: 'code' } },
    });
    expect(await flow.answer(code(await codeFor(sandbox, 'dave')))).toMatchObject(TOKENS);
  });

  test('is set up by mail where the pool demands one and there is none', async () => {
    const flow = flowOf('crew-web');
    expect(await flow.begin('ivan', 'Permanent-1')).toEqual({
      type: 'choose',
      what: 'set-up',
      choices: ['TOTP', 'EMAIL'],
    });
    expect(await flow.answer({ type: 'choice', choice: 'EMAIL' })).toEqual({ type: 'set-up-email' });
    const sent = await flow.answer({ type: 'email', email: 'ivan@example.com' });
    expect(sent).toEqual({ type: 'code', by: 'email', destination: 'i***@e***' });
    expect(await flow.answer(code(await codeFor(sandbox, 'ivan')))).toMatchObject(TOKENS);
    expect(await flowOf('crew-web').begin('ivan', 'Permanent-1')).toMatchObject({ type: 'code', by: 'email' });
  });

  test('is set up in an app, chosen among several', async () => {
    const flow = flowOf('crew-web');
    await flow.begin('judy', 'Permanent-1');
    const step = await flow.answer({ type: 'choice', choice: 'TOTP' });
    if (step.type !== 'set-up-app') throw new Error(step.type);
    expect(step.uri).toBe(`otpauth://totp/crew:judy?secret=${step.secretCode}&issuer=crew`);
    await expect(flow.answer(code(totpCode(step.secretCode, Date.now() - 3_600_000)))).rejects.toMatchObject({
      failure: { detail: { reason: 'code-mismatch' } },
    });
    expect(await flow.answer(code(totpCode(step.secretCode, Date.now())))).toMatchObject(TOKENS);
  });
});

describe('who cannot come in', () => {
  test.each([
    ['alice', 'wrong', 'wrong-password', 'The user name or the password is wrong.'],
    ['frank', WORD, undefined, 'This user is disabled.'],
    ['nobody', WORD, 'wrong-password', 'There is no user of this name in the pool.'],
  ])('%s with %s is told why, and what to do', async (username, password, reason, message) => {
    await expect(flowOf('web').begin(username, password)).rejects.toMatchObject({
      failure: { message, detail: { next: expect.any(String), ...(reason ? { reason } : {}) } },
    });
  });

  test('an unconfirmed user goes on with the code of the sign-up', async () => {
    const flow = flowOf('web');
    expect(await flow.begin('erin', WORD)).toEqual({ type: 'unconfirmed' });
    await expect(flow.signUp.confirm('erin', '000000')).rejects.toMatchObject({
      failure: { detail: { reason: expect.stringMatching(/^code-/) } },
    });
    await flow.signUp.resend('erin');
    await flow.signUp.confirm('erin', await codeFor(sandbox, 'erin'));
    expect(await flow.begin('erin', WORD)).toMatchObject(TOKENS);
  });

  test('somebody whose pool was deleted is sent to the authorizer', async () => {
    const gone = { poolId: 'us-east-1_Gone', clientId: 'gone', flows: null, poolName: 'gone' };
    const flow = new AmplifyFlow({ ...gone, endpoint: sandbox.origin });
    open.push(flow);
    await expect(flow.begin('alice', WORD)).rejects.toMatchObject({
      failure: { code: 'not-found', detail: { reason: 'pool-gone', next: expect.stringContaining('authorizer') } },
    });
  });
});

describe('one sign-in at a time', () => {
  test('of two pools: nobody begins while a challenge is open, and then each gets tokens of their own', async () => {
    const gate = await standBetween();
    const dave = flowOf('web', gate.origin);
    await dave.begin('dave', WORD);
    expect(kept.size, 'Amplify writes where this test looks').toBeGreaterThan(0);
    const others = [
      flowOf('web', gate.origin).begin('alice', WORD),
      flowOf('crew-web', gate.origin).begin('ivan', 'Permanent-1'),
    ];
    expect(await dave.answer({ type: 'choice', choice: 'SMS' })).toMatchObject({ by: 'sms' });
    const arrival = await dave.answer(code(await codeFor(sandbox, 'dave')));
    expect(gate.asked.filter((one) => one === 'InitiateAuth')).toHaveLength(1);
    expect(arrival.type === 'tokens' && subjectOf(arrival.tokens.accessToken)).toBe('dave');
    const [alice, ivan] = await Promise.all(others);
    expect(alice?.type === 'tokens' && subjectOf(alice.tokens.accessToken)).toBe('alice');
    expect(ivan).toMatchObject({ type: 'code', by: 'email' });
    gate.close();
  });

  test('that is closed while Cognito answers comes to nothing and leaves nothing in the tab', async () => {
    const gate = await standBetween();
    const held = gate.hold('RespondToAuthChallenge');
    const flow = flowOf('web', gate.origin);
    const given = expect(flow.begin('dave', WORD)).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await held.arrived;
    flow.end();
    held.release();
    await given;
    expect([...kept.keys()]).toEqual([]);
    expect(await flowOf('web').begin('alice', WORD)).toMatchObject(TOKENS);
    gate.close();
  });

  test('that is closed before it had its turn asks nobody', async () => {
    const gate = await standBetween();
    const dave = flowOf('web');
    await dave.begin('dave', WORD);
    const late = flowOf('web', gate.origin);
    const given = expect(late.begin('alice', WORD)).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    late.end();
    dave.end();
    await given;
    expect(gate.asked).toEqual([]);
    gate.close();
  });

  test('that is done leaves nothing in the storage of the tab', async () => {
    await flowOf('web').begin('alice', WORD);
    expect([...kept.keys()]).toEqual([]);
  });
});

interface Held {
  name: string;
  arrive(): void;
  released: Promise<void>;
}

/** Stands between Amplify and the pool: notes the operations in order, and can hold the answer to the next of a name. */
async function standBetween() {
  const asked: string[] = [];
  let holding: Held | null = null;
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    const body = await text(request);
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
    asked.push(target.split('.')[1] ?? '');
    const answer = await fetch(sandbox.origin, { method: 'POST', headers, body });
    const said = await answer.text();
    const held = holding as Held | null;
    if (held && held.name === asked.at(-1)) {
      held.arrive();
      await held.released;
    }
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    hold(name: string) {
      let release = () => {};
      let arrive = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      holding = { name, arrive, released };
      return { arrived, release };
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
