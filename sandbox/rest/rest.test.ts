import { APIGateway } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PARTNER_KEY } from '@/sandbox/account/manifest';
import { poolTokens, regionOf } from '@/sandbox/appsync/test-callers';
import { recordedRequests } from '@/sandbox/data/recorder';
import { signed } from '@/sandbox/data/test-api';
import { DEMO_SECRET, demoKey } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import type { RestApi } from './model';

let sandbox: Listening;
let v1: APIGateway;
let api: RestApi;

beforeAll(async () => {
  sandbox = await listen(createWorld(), 0);
  const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
  v1 = new APIGateway({ endpoint: sandbox.origin, region: 'us-east-1', credentials, maxAttempts: 1 });
  const found = [...(regionOf(sandbox)?.restApis?.values() ?? [])].find(({ name }) => name === 'bookshop');
  if (!found) throw new Error('There is no bookshop.');
  api = found;
});
afterAll(() => sandbox.close());

const order = { isbn: '9780262510875', quantity: 2, address: { street: 'Low Lane 3', city: 'Leeds' } };

async function call(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${api.id}${path}`, init);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, type: answer.headers.get('x-amzn-errortype') };
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('what the gateway refuses itself, in its own words', () => {
  const refusals: [string, string, RequestInit, number, string, string][] = [
    [
      'no such path',
      '/live/nothing',
      {},
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ],
    [
      'no such method',
      '/live/stock',
      { method: 'PUT' },
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ],
    ['no such stage', '/nowhere/books', {}, 403, 'ForbiddenException', '{"message":"Forbidden"}'],
    [
      'a method that no deployment has yet',
      '/live/wishlist',
      {},
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ],
    [
      'a token where there is nothing',
      '/live/nothing',
      { headers: { authorization: 'Bearer ey' } },
      403,
      'IncompleteSignatureException',
      `{"message":"'ey' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer ey'."}`,
    ],
    [
      'no signature',
      '/live/sales',
      {},
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ],
    ['no API key', '/live/stock', {}, 403, 'ForbiddenException', '{"message":"Forbidden"}'],
    [
      'a key in no usage plan of the stage',
      '/trial/stock',
      { headers: { 'x-api-key': PARTNER_KEY } },
      403,
      'ForbiddenException',
      '{"message":"Forbidden"}',
    ],
    [
      'a missing parameter',
      '/live/books',
      {},
      400,
      'BadRequestException',
      '{"message":"Missing required request parameters: [genre]"}',
    ],
    [
      'a token that says Unauthorized',
      '/live/payments',
      { method: 'POST', headers: { 'x-hook-token': 'hook-unknown' } },
      401,
      'UnauthorizedException',
      '{"message":"Unauthorized"}',
    ],
    [
      'a token in a wrong shape',
      '/live/payments',
      { method: 'POST', headers: { 'x-hook-token': 'nonsense' } },
      401,
      'UnauthorizedException',
      '{"message":"Unauthorized"}',
    ],
    [
      'a denied token',
      '/live/payments',
      { method: 'POST', headers: { 'x-hook-token': 'hook-stranger' } },
      403,
      'AccessDeniedException',
      '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    ],
    [
      'an authorizer that answers nonsense',
      '/live/payments',
      { method: 'POST', headers: { 'x-hook-token': 'hook-broken' } },
      500,
      'AuthorizerConfigurationException',
      '{"message":null}',
    ],
    [
      'one of two identity sources',
      '/live/tills/drawer',
      { headers: { 'x-till': 'till-1' } },
      401,
      'UnauthorizedException',
      '{"message":"Unauthorized"}',
    ],
    ['no token of the pool', '/live/orders', {}, 401, 'UnauthorizedException', '{"message":"Unauthorized"}'],
  ];
  test.each(refusals)('%s', async (_, path, init, ...said) => {
    const { status, type, text } = await call(path, init);
    expect([status, type, text]).toEqual(said);
  });

  test('the resource policy, with the end of the account number alone', async () => {
    const { status, text, type } = await call('/live/orders/o-1', { method: 'DELETE' });
    expect({ status, type }).toEqual({ status: 403, type: 'AccessDeniedException' });
    expect(text).toBe(
      `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${api.id}/live/DELETE/orders/o-1 with an explicit deny"}`,
    );
  });

  test('as its gateway responses change it', async () => {
    const { id: Authorization } = await poolTokens(sandbox, 'ivan', { client: 'bookshop-web' });
    const { status, text } = await post('/live/orders', { isbn: '978' }, { Authorization });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      message: 'Invalid request body',
      errors: expect.stringContaining('object has missing required properties (["quantity","address"])'),
    });
    const unauthorized = await call('/live/orders');
    expect(unauthorized.headers.get('access-control-allow-origin')).toBe('https://books.example.com');
  });

  test('and nothing of it reached an integration', () => {
    expect(recordedRequests(sandbox.world).filter((one) => one.apiId === api.id && one.integrationReached)).toEqual([]);
  });
});

describe('what gets through', () => {
  test('an open method, with the ids of REST APIs', async () => {
    const { status, text, headers } = await call('/live/books?genre=novel');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toHaveLength(1);
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-amz-apigw-id')).toMatch(/=$/);
  });

  test('a MOCK with the variables of its stage', async () => {
    expect(JSON.parse((await call('/live/health')).text)).toEqual({ status: 'open', stage: 'live', counter: '1' });
  });

  test('an API key of a usage plan', async () => {
    const { status, text } = await call('/live/stock', { headers: { 'x-api-key': PARTNER_KEY } });
    expect(status).toBe(200);
    expect(JSON.parse(text).keyId).toMatch(/^[a-z0-9]{10}$/);
  });

  test('an ID token, and no access token', async () => {
    const tokens = await poolTokens(sandbox, 'ivan', { client: 'bookshop-web' });
    const made = await post('/live/orders', order, { Authorization: tokens.id });
    expect(made.status).toBe(201);
    expect(JSON.parse(made.text).by).toBe('ivan@example.com');
    expect((await call('/live/orders', { headers: { Authorization: tokens.access } })).status).toBe(401);
    const late = await poolTokens(sandbox, 'ivan', { client: 'bookshop-web', now: Date.now() - 86_400_000 });
    expect(await call('/live/orders', { headers: { Authorization: late.id } })).toMatchObject({
      status: 401,
      text: '{"message":"The incoming token has expired"}',
    });
  });

  test('a signature', async () => {
    const path = `/_aws/execute-api/${api.id}/live/sales`;
    const { host: _, ...headers } = signed(path, sandbox.origin.slice('http://'.length), {
      key: demoKey('000000000000'),
    });
    const { status, text } = await call('/live/sales', { headers });
    expect({ status, by: JSON.parse(text).seenBy }).toEqual({ status: 200, by: 'arn:aws:iam::000000000000:user/demo' });
    const wrong = {
      ...headers,
      authorization: headers.authorization.replace(/.$/, (end) => (end === '0' ? '1' : '0')),
    };
    expect(await call('/live/sales', { headers: wrong })).toMatchObject({
      status: 403,
      type: 'InvalidSignatureException',
    });
  });

  test('a till with its greedy path and what its authorizer told', async () => {
    const { text } = await call('/live/tills/a/b%20c?shop=1', { method: 'PATCH', headers: { 'X-Till': 'till-7' } });
    expect(JSON.parse(text)).toEqual({ till: 'till-7', shift: 'early', httpMethod: 'PATCH', drawer: 'a/b c' });
  });

  test('bytes for who asks for them, else base64', async () => {
    const bytes = await fetch(`${sandbox.origin}/restapis/${api.id}/live/_user_request_/books/1/cover`, {
      headers: { accept: 'image/png' },
    });
    expect(
      Buffer.from(await bytes.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect((await call('/live/books/1/cover', { headers: { accept: '*/*' } })).text).toMatch(/^iVBORw0/);
  });

  test('a body that streams', async () => {
    const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${api.id}/live/books/1/reviews?ms=1`);
    expect(await answer.text()).toContain('drop');
    expect(answer.headers.get('x-amzn-requestid')).not.toBeNull();
  });
});

describe('the control plane, over the SDK', () => {
  test('pages of resources with their methods, and the draft that is not deployed', async () => {
    const restApiId = api.id;
    const first = await v1.getResources({ restApiId, embed: ['methods'], limit: 10 });
    const second = await v1.getResources({ restApiId, embed: ['methods'], limit: 10, position: first.position });
    const all = [...(first.items ?? []), ...(second.items ?? [])];
    expect(all.map(({ path }) => path)).toEqual(expect.arrayContaining(['/', '/books/{isbn}/cover', '/wishlist']));
    const stock = all.find(({ path }) => path === '/stock')?.resourceMethods?.GET;
    expect(stock).toMatchObject({ apiKeyRequired: true, methodIntegration: { type: 'AWS_PROXY' } });
  });

  test('everything else of an API, usage plans and an export', async () => {
    const restApiId = api.id;
    const [whole, stages, authorizers, models, validators, responses, plans] = await Promise.all([
      v1.getRestApi({ restApiId }),
      v1.getStages({ restApiId }),
      v1.getAuthorizers({ restApiId }),
      v1.getModels({ restApiId }),
      v1.getRequestValidators({ restApiId }),
      v1.getGatewayResponses({ restApiId, limit: 100 }),
      v1.getUsagePlans({}),
    ]);
    expect(JSON.parse((whole.policy ?? '').replaceAll('\\"', '"')).Statement).toHaveLength(2);
    expect(whole.createdDate).toBeInstanceOf(Date);
    expect(stages.item?.map(({ stageName }) => stageName)).toEqual(['live', 'trial']);
    expect(stages.item?.[0]).toMatchObject({
      methodSettings: { '*/*': { loggingLevel: 'INFO' } },
      tracingEnabled: true,
    });
    expect(authorizers.items?.map(({ type }) => type).sort()).toEqual(['COGNITO_USER_POOLS', 'REQUEST', 'TOKEN']);
    expect(models.items?.map(({ name }) => name).sort()).toEqual(['Address', 'NewOrder']);
    expect(validators.items).toHaveLength(1);
    const changed = responses.items?.filter(({ defaultResponse }) => !defaultResponse);
    expect(changed?.map(({ responseType }) => responseType).sort()).toEqual(['BAD_REQUEST_BODY', 'UNAUTHORIZED']);
    const plan = plans.items?.find(({ name }) => name === 'bookshop-partners');
    expect(plan).toMatchObject({ throttle: { rateLimit: 50, burstLimit: 20 }, quota: { limit: 5000, period: 'DAY' } });
    const keys = await v1.getUsagePlanKeys({ usagePlanId: plan?.id });
    expect(keys.items?.map(({ name }) => name)).toEqual(['bookshop-partner']);
    const { body } = await v1.getExport({
      restApiId,
      stageName: 'live',
      exportType: 'oas30',
      accepts: 'application/json',
    });
    const paths = Object.keys(JSON.parse(Buffer.from(body ?? []).toString()).paths);
    expect(paths).toContain('/books/{isbn}');
    expect(paths, 'what is not deployed is not exported').not.toContain('/wishlist');
    const yaml = await v1.getExport({
      ...{ restApiId, stageName: 'live', exportType: 'oas30', accepts: 'application/yaml' },
      parameters: { extensions: 'apigateway' },
    });
    expect(yaml.contentType).toBe('application/yaml');
    expect(Buffer.from(yaml.body ?? []).toString()).toMatch(
      /^openapi: 3\.0\.1$[\s\S]*x-amazon-apigateway-authorizer:/m,
    );
  });

  test('a method is tried with its real integration and without anybody being asked', async () => {
    const resource = (path: string) => api.draft.resources.find((one) => one.path === path)?.id ?? '';
    const restApiId = api.id;
    const stock = await v1.testInvokeMethod({ restApiId, resourceId: resource('/stock'), httpMethod: 'GET' });
    expect(stock).toMatchObject({ status: 200, body: expect.stringContaining('copies') });
    expect(stock.log).toMatch(
      /^Execution log for request [0-9a-f-]{36}\n\w{3} \w{3} \d\d [\d:]{8} UTC \d{4} : Starting execution/,
    );
    const refused = await v1.testInvokeMethod({
      ...{ restApiId, resourceId: resource('/orders'), httpMethod: 'POST', body: '{"isbn":"1"}' },
    });
    expect(refused.status).toBe(400);
    expect(refused.log).toContain('Request body does not match model schema for content type application/json');
    const till = await v1.testInvokeMethod({
      ...{ restApiId, resourceId: resource('/tills/{proxy+}'), httpMethod: 'PUT' },
      ...{ pathWithQueryString: '/tills/a/b?shop=2', headers: { a: 'b' } },
    });
    expect(till.status, 'there is no context of an authorizer, and the function stumbles over that').toBe(502);
  });

  test('an authorizer is tried', async () => {
    const restApiId = api.id;
    const of = (name: string) => api.draft.authorizers.find((one) => one.name === name)?.id ?? '';
    const tried = (authorizerId: string, headers: Record<string, string>) =>
      v1.testInvokeAuthorizer({ restApiId, authorizerId, headers });
    expect(await tried(of('webhook-token'), { 'X-Hook-Token': 'hook-let-me-in' })).toMatchObject({
      ...{ clientStatus: 0, principalId: 'hook-let-me-in', policy: expect.stringContaining('Allow') },
      authorization: { shift: ['early'] },
    });
    const { id } = await poolTokens(sandbox, 'ivan', { client: 'bookshop-web' });
    expect((await tried(of('readers'), { Authorization: id })).claims).toMatchObject({ email: 'ivan@example.com' });
    expect(await tried(of('readers'), { Authorization: 'nonsense' })).toMatchObject({ clientStatus: 401 });
  });
});
