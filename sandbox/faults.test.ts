import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { STS } from '@aws-sdk/client-sts';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bucket } from './bucket';
import { NO_FAULTS } from './faults';
import { DEMO_SECRET, DENIED_SECRET } from './keys';
import { type Listening, listen } from './listen';
import { createWorld } from './world';

let sandbox: Listening;
beforeEach(async () => {
  sandbox = await listen(createWorld({ demo: false, generate: { apis: 2, routes: 5 } }), 0);
});
afterEach(() => sandbox.close());

const demo = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
const denied = { accessKeyId: 'AKIASANDBOXDENIED001', secretAccessKey: DENIED_SECRET };

function config(credentials = demo, region = 'us-east-1') {
  return { endpoint: sandbox.origin, region, credentials, maxAttempts: 1 };
}

const change = async (settings: object) => {
  const answer = await fetch(`${sandbox.origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(settings) });
  expect(answer.status).toBe(200);
};

async function outcomes(count: number, ask: () => Promise<unknown>) {
  const results = await Promise.allSettled(Array.from({ length: count }, ask));
  return results.map((one) => (one.status === 'fulfilled' ? 'ok' : (one.reason as Error).name));
}

const times = (names: string[], name: string) => names.filter((one) => one === name).length;

describe('throttling', () => {
  it('lets a burst through and refuses the rest as each service does, each with a bucket of its own', async () => {
    const v2 = new ApiGatewayV2(config());
    const stacks = new CloudFormation(config());
    expect(times(await outcomes(8, () => v2.getApis({})), 'ok')).toBe(8);

    await change({ throttle: '0.001:3' });
    const calls = await outcomes(8, () => v2.getApis({}));
    expect([times(calls, 'ok'), times(calls, 'TooManyRequestsException')]).toEqual([3, 5]);
    const others = await outcomes(5, () => stacks.listStacks({}));
    expect([times(others, 'ok'), times(others, 'Throttling')]).toEqual([3, 2]);
    const elsewhere = await outcomes(4, () => new ApiGatewayV2(config(demo, 'eu-west-1')).getApis({}));
    expect(times(elsewhere, 'ok')).toBe(3);
    expect(times(await outcomes(5, () => new STS(config()).getCallerIdentity({})), 'ok')).toBe(5);

    await change({ throttle: null });
    expect(await outcomes(8, () => v2.getApis({}))).not.toContain('TooManyRequestsException');
  });

  it('refills at the rate and never beyond the burst', () => {
    let now = 0;
    const bucket = new Bucket({ rate: 10, burst: 4 }, () => now);
    const taken = () => Array.from({ length: 100 }, () => bucket.take()).filter(Boolean).length;
    expect(taken()).toBe(4);
    now += 250;
    expect(taken()).toBe(2);
    now += 60_000;
    expect(taken()).toBe(4);
  });
});

describe('denying', () => {
  it('refuses an action with IAM’s sentence and leaves the other services alone', async () => {
    const v2 = new ApiGatewayV2(config());
    await expect(v2.getApis({})).resolves.toBeTruthy();
    await change({ deny: ['apigateway:*'] });
    const account = sandbox.world.accounts[0]?.id;
    await expect(v2.getApis({})).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${account}:user/demo is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::/apis because no identity-based policy allows the apigateway:GET action`,
    });
    const stacks = new CloudFormation(config());
    await expect(stacks.listStacks({})).resolves.toBeTruthy();
    await change({ deny: ['cloudformation:List*'] });
    await expect(stacks.listStacks({})).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('cloudformation:ListStacks on resource: arn:aws:cloudformation:us-east-1:'),
    });
    await expect(stacks.describeStacks({})).resolves.toBeTruthy();
  });

  it('reaches the APIs too, where a route asks for IAM', async () => {
    const api = [...(sandbox.world.accounts[0]?.regions.get('us-east-1')?.httpApis.values() ?? [])][0];
    for (const route of api?.routes ?? []) route.authorizationType = 'AWS_IAM';
    const send = async () => {
      const url = new URL(`${sandbox.origin}/_aws/execute-api/${api?.apiId}/orders`);
      const signer = new SignatureV4({
        service: 'execute-api',
        region: 'us-east-1',
        credentials: demo,
        sha256: Hash.bind(null, 'sha256'),
      });
      const request = {
        method: 'GET',
        protocol: 'http:',
        hostname: url.hostname,
        path: url.pathname,
        headers: { host: url.host },
        query: {},
      };
      return (await fetch(url, { headers: (await signer.sign(request)).headers })).status;
    };
    expect(await send()).toBe(200);
    await change({ deny: ['execute-api:Invoke'] });
    expect(await send()).toBe(403);
    await change({ deny: [] });
    expect(await send()).toBe(200);
  });

  it('goes by the key: the denied user may see stacks and who he is, but no APIs', async () => {
    await expect(new ApiGatewayV2(config(denied)).getApis({})).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(new CloudFormation(config(denied)).listStacks({})).resolves.toBeTruthy();
    await expect(new STS(config(denied)).getCallerIdentity({})).resolves.toMatchObject({
      Arn: expect.stringContaining('user/denied'),
    });
  });
});

describe('signatures', () => {
  const wrong = { ...demo, secretAccessKey: 'wrong' };
  const unknown = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' };
  it('names a wrong secret and an unknown key as each protocol does', async () => {
    await expect(new STS(config(wrong)).getCallerIdentity({})).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(new STS(config(unknown)).getCallerIdentity({})).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(new ApiGatewayV2(config(wrong)).getApis({})).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    await expect(new ApiGatewayV2(config(unknown)).getApis({})).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    expect((await fetch(`${sandbox.origin}/v2/apis`)).status).toBe(403);
  });
});

describe('dropping', () => {
  it('cuts the same connections each time, and none without it', async () => {
    const sts = new STS(config());
    const cut = async () => {
      const seen: boolean[] = [];
      for (let index = 0; index < 20; index++) {
        seen.push(
          await sts.getCallerIdentity({}).then(
            () => false,
            () => true,
          ),
        );
      }
      return seen;
    };
    expect((await cut()).some(Boolean)).toBe(false);
    await change({ drop: 0.3 });
    const first = await cut();
    expect(first.filter(Boolean).length).toBeGreaterThan(2);
    expect(first.filter(Boolean).length).toBeLessThan(12);

    const again = await listen(createWorld({ demo: false }), 0, { drop: 0.3 });
    await sandbox.close();
    sandbox = again;
    const second = new STS(config());
    const repeated: boolean[] = [];
    for (let index = 0; index < 20; index++) {
      repeated.push(
        await second.getCallerIdentity({}).then(
          () => false,
          () => true,
        ),
      );
    }
    expect(repeated).toEqual(first);
  });
});

describe('latency', () => {
  it('holds answers back, so that calls wait side by side; without it none waits', async () => {
    const v2 = new ApiGatewayV2(config());
    const report = async () => {
      const all = await (await fetch(`${sandbox.origin}/_sandbox/calls`)).json();
      return all.operations['apigateway:GetApis'];
    };
    for (let index = 0; index < 3; index++) await v2.getApis({});
    expect(await report()).toMatchObject({ calls: 3, maxInFlight: 1 });
    await change({ latency: 1000 });
    const answers = Promise.all([v2.getApis({}), v2.getApis({}), v2.getApis({})]);
    await expect.poll(report, { interval: 5 }).toMatchObject({ calls: 6, inFlight: 3 });
    await answers;
    expect(await report()).toMatchObject({ inFlight: 0, maxInFlight: 3 });
  });
});

describe('the tests’ own door', () => {
  it('counts, resets, tells what came in with signatures masked, and lets an API vanish', async () => {
    const v2 = new ApiGatewayV2(config());
    const { Items = [] } = await v2.getApis({});
    const requests = await (await fetch(`${sandbox.origin}/_sandbox/requests`)).json();
    expect(requests).toMatchObject([
      { service: 'apigateway', operation: 'GetApis', method: 'GET', path: '/v2/apis', status: 200 },
    ]);
    expect(JSON.stringify(requests)).toMatch(/Signature=\*\*\*/);

    const gone = Items[0]?.ApiId ?? '';
    await fetch(`${sandbox.origin}/_sandbox/apis/${gone}/delete`, { method: 'POST' });
    await expect(v2.getApi({ ApiId: gone })).rejects.toMatchObject({ name: 'NotFoundException' });
    expect((await v2.getApis({})).Items).toHaveLength(1);

    await fetch(`${sandbox.origin}/_sandbox/reset-calls`, { method: 'POST' });
    expect(await (await fetch(`${sandbox.origin}/_sandbox/calls`)).json()).toEqual({
      total: 0,
      inFlight: 0,
      maxInFlight: 0,
      operations: {},
    });
    expect(await (await fetch(`${sandbox.origin}/_sandbox/requests`)).json()).toEqual([]);
  });

  it('gives a canned answer in place of the real one', async () => {
    await change({ answers: { GetApis: { status: 502, contentType: 'text/html', body: '<html>' } } });
    await expect(new ApiGatewayV2(config()).getApis({})).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
    await expect(new CloudFormation(config()).listStacks({})).resolves.toBeTruthy();
  });

  it('is closed to pages in a browser, and refuses what it does not know', async () => {
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`${sandbox.origin}/_sandbox/faults`, { method: 'POST', headers, body });
    expect((await post({ origin: 'http://evil.example' }, '{"drop":1}')).status).toBe(403);
    expect((await post({}, '{"drop":7}')).status).toBe(400);
    for (const body of ['nonsense', 'null', '{"latency":"x"}', '{"throttle":"fast"}', '{"typo":1}', '{"deny":"all"}']) {
      expect((await post({}, body)).status, body).toBe(400);
    }
    expect((await fetch(`${sandbox.origin}/_sandbox/nothing`)).status).toBe(404);
    expect(sandbox.faults.settings).toEqual(NO_FAULTS);
  });
});
