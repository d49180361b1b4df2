import { fileURLToPath } from 'node:url';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

const file = fileURLToPath(new URL('../fixtures/everything.yaml', import.meta.url));
let sandbox: Listening;
let v2: ApiGatewayV2;

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: false, templates: [{ name: 'everything', file }] }), 0);
  v2 = new ApiGatewayV2({
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    maxAttempts: 1,
  });
});
afterAll(() => sandbox.close());

it('UpdateApi gives an API another CORS configuration, which it answers with at once', async () => {
  const { Items = [] } = await v2.getApis({});
  const api = Items.find(({ ProtocolType }) => ProtocolType === 'HTTP');
  const CorsConfiguration = { AllowOrigins: ['https://new.example'], AllowMethods: ['PUT'] };
  await v2.updateApi({ ApiId: api?.ApiId, CorsConfiguration });
  expect((await v2.getApi({ ApiId: api?.ApiId })).CorsConfiguration).toEqual(CorsConfiguration);
  const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${api?.ApiId}/prod/x`, {
    method: 'OPTIONS',
    headers: { origin: 'https://new.example', 'access-control-request-method': 'PUT' },
  });
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://new.example');

  const wrong = { AllowOrigins: ['*'], AllowCredentials: true };
  await expect(v2.updateApi({ ApiId: api?.ApiId, CorsConfiguration: wrong })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  expect((await v2.getApi({ ApiId: api?.ApiId })).CorsConfiguration).toEqual(CorsConfiguration);
});
