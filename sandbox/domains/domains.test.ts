import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as certificates from '@aws-sdk/client-acm';
import * as older from '@aws-sdk/client-api-gateway';
import * as gateway from '@aws-sdk/client-apigatewayv2';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Recording, type Schema, violations } from '@/sandbox/control/test-model';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

const handler = new Recording();
let sandbox: Listening;
let v2: gateway.ApiGatewayV2;
let v1: older.APIGateway;
let acm: certificates.ACM;

beforeAll(async () => {
  sandbox = await listen(createWorld({ demo: true, templates: [] }), 0);
  const config = {
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    requestHandler: handler,
    maxAttempts: 1,
  };
  v2 = new gateway.ApiGatewayV2(config);
  v1 = new older.APIGateway(config);
  acm = new certificates.ACM(config);
});
afterAll(() => sandbox.close());

function expectModel(schema: Schema) {
  expect(violations(NormalizedSchema.of(schema), JSON.parse(handler.raw), '')).toEqual([]);
}

function ask(host: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(sandbox.origin);
  return new Promise<{ status: number; type: string | undefined; body: string }>((resolve, reject) => {
    const req = request({ hostname, port, path, headers: { host: `${host}:${port}`, ...headers } }, async (res) =>
      resolve({
        status: res.statusCode ?? 0,
        type: res.headers['x-amzn-errortype'] as string | undefined,
        body: await text(res),
      }),
    );
    req.on('error', reject).end();
  });
}

it('tells domains and mappings of both versions as the model says, and until when a certificate is good', async () => {
  const { Items = [] } = await v2.getDomainNames({});
  expectModel(gateway.GetDomainNamesResponse$);
  expect(Items.map(({ DomainName }) => DomainName)).toEqual([
    'api.acme.localhost',
    'chat.acme.localhost',
    'partners.acme.localhost',
  ]);
  const { items = [] } = await v1.getDomainNames({});
  expectModel(older.DomainNames$);
  expect(items.map(({ domainName }) => domainName)).toEqual(Items.map(({ DomainName }) => DomainName));
  await v1.getBasePathMappings({ domainName: 'api.acme.localhost' });
  expectModel(older.BasePathMappings$);
  const { Items: mappings = [] } = await v2.getApiMappings({ DomainName: 'api.acme.localhost' });
  expectModel(gateway.GetApiMappingsResponse$);
  expect(mappings.map(({ ApiMappingKey, Stage }) => `${ApiMappingKey} ${Stage}`)).toEqual([
    'notes $default',
    'notes/next v2',
    'shop live',
    'shop/archive archive',
  ]);
  const CertificateArn = Items[1]?.DomainNameConfigurations?.[0]?.CertificateArn;
  const { Certificate } = await acm.describeCertificate({ CertificateArn });
  expectModel(certificates.DescribeCertificateResponse$);
  const days = ((Certificate?.NotAfter?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(11);
  expect(days).toBeLessThan(13);
  await expect(v2.getApiMappings({ DomainName: 'no.such' })).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(acm.describeCertificate({ CertificateArn: `${CertificateArn}0` })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

it.each([
  ['api.acme.localhost/notes/notes', 200, '"total"'],
  ['api.acme.localhost/notes/next/notes', 200, '"total"'],
  ['api.acme.localhost/shop/books', 400, 'Missing required request parameters'],
  ['api.acme.localhost/elsewhere', 403, '{"message":"Forbidden"}'],
  ['api.acme.localhost/notesx/notes', 403, '{"message":"Forbidden"}'],
  ['api.acme.localhost/shop/archive/books', 403, 'Forbidden'],
  // It asks for a client certificate.
  ['partners.acme.localhost/v1/books', 403, '{"message":"Forbidden"}'],
])('%s goes where the longest mapping leads: %d', async (address, status, body) => {
  const [host = '', ...path] = address.split('/');
  expect(await ask(host, `/${path.join('/')}`)).toMatchObject({ status, body: expect.stringContaining(body) });
});

it('tells the integration the path and the domain as they were asked', async () => {
  const { hostname, port } = new URL(sandbox.origin);
  const records = await fetch(`http://${hostname}:${port}/_sandbox/requests`).then((answer) => answer.json());
  const seen = (records as { path: string; operation: string | null }[]).filter(({ path }) =>
    path.startsWith('/notes/next'),
  );
  expect(seen.at(-1)).toMatchObject({ operation: 'GET /notes' });
});

it('leads an AppSync domain to its Event API', async () => {
  expect((await ask('live.acme.localhost', '/event')).type).toBe('MethodNotAllowedException');
  expect((await ask('other.acme.localhost', '/event')).type).toBe('MissingAuthenticationTokenException');
});
