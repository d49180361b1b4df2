import { describe, expect, it } from 'vitest';
import { buildOpenApi, type OpenApiSource } from './build';
import { compareContracts, isSame } from './compare';
import { contractIn } from './routes';

const lambda = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function:${name}/invocations`;

function source(stack: string, change: Partial<OpenApiSource> = {}): OpenApiSource {
  const integration = { subtype: null, method: 'POST', payloadFormatVersion: '2.0', timeoutMillis: null };
  const route = { integrationId: 'i1', authorizerId: null, scopes: [] };
  return {
    api: { name: 'notes', description: null, createdAt: '2026-01-02T03:04:05Z' },
    routes: [
      {
        ...route,
        id: 'r1',
        key: 'GET /notes/{id}',
        method: 'GET',
        path: '/notes/{id}',
        auth: 'jwt',
        authorizerId: 'a1',
      },
      { ...route, id: 'r2', key: 'ANY /files/{proxy+}', method: 'ANY', path: '/files/{proxy+}', auth: 'iam' },
      { ...route, id: 'r3', key: '$default', method: 'ANY', path: '$default', auth: 'none' },
    ],
    authorizers: [
      {
        ...{ id: 'a1', name: 'people', type: 'JWT', identitySource: ['$request.header.Authorization'] },
        ...{ issuer: 'https://issuer.example', audience: ['web'] },
      },
    ],
    integrations: [
      { ...integration, id: 'i1', type: 'AWS_PROXY', uri: lambda(`${stack}-Get-1A2b3C4d5E6f`), connectionType: null },
    ],
    ...change,
  };
}

const contractOf = (api: OpenApiSource) => {
  const contract = contractIn(JSON.stringify(buildOpenApi(api, 'https://api.example')));
  if (!contract) throw new Error('That was no document.');
  return contract;
};
const sideOf = (api: OpenApiSource, names: string[] = []) => ({ contract: contractOf(api), names });

describe('a document that is built', () => {
  it('says of each route what its description says, in the manner of API Gateway', () => {
    const contract = contractOf(source('dev'));
    expect(contract.routes).toMatchObject([
      { key: 'GET /notes/{id}', authorizer: 'people', integration: { label: 'dev-Get-1A2b3C4d5E6f' } },
      { key: 'ANY /files/{proxy+}', authorizer: 'IAM' },
      { key: '$default', method: 'ANY', authorizer: null },
    ]);
    expect(contract.authorizers.people).toMatchObject({
      type: 'jwt',
      issuer: 'https://issuer.example',
      audience: 'web',
    });
    const document = buildOpenApi(source('dev'), null) as { paths: Record<string, Record<string, unknown>> };
    expect(document.paths['/notes/{id}']?.get).toMatchObject({
      parameters: [{ name: 'id', in: 'path', required: true }],
    });
    expect(document.paths['/files/{proxy+}']).toMatchObject({
      'x-amazon-apigateway-any-method': { parameters: [{ name: 'proxy' }], security: [{ sigv4: [] }] },
    });
  });
});

describe('an export that is read', () => {
  it('is followed to what stands in it once, and ways of AWS to ask for a signature are told from authorizers', () => {
    const integration = { type: 'http_proxy', uri: 'https://a.example', timeoutInMillis: 3000 };
    const contract = contractIn(
      JSON.stringify({
        security: [{ signed: [] }],
        paths: {
          '/a': {
            parameters: [],
            get: { 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/one' } },
            post: { security: [{ api_key: [], people: ['b', 'a'] }] },
          },
        },
        components: {
          securitySchemes: { signed: { 'x-amazon-apigateway-authtype': 'awsSigv4' } },
          'x-amazon-apigateway-integrations': { one: integration },
        },
      }),
    );
    expect(contract?.routes).toEqual([
      {
        ...{ key: 'GET /a', method: 'GET', path: '/a', authorizer: 'IAM', scopes: [], apiKey: false },
        integration: { label: 'https://a.example', settings: { type: 'HTTP_PROXY', timeout: '3000' } },
      },
      {
        ...{ key: 'POST /a', method: 'POST', path: '/a', authorizer: 'people', scopes: ['a', 'b'], apiKey: true },
        integration: null,
      },
    ]);
  });

  it.each(['', '[]', '{"paths": 3}', 'openapi: 3.0.1'])('%j is none', (text) => {
    expect(contractIn(text)).toBeNull();
  });
});

describe('a comparison', () => {
  it('finds no difference between two stacks of one template, whatever CloudFormation called the functions', () => {
    const other = source('live', {
      integrations: source('live').integrations.map((one) => ({ ...one, uri: lambda('live-Get-Zz9y8X7w6V5u') })),
    });
    const alike = compareContracts(sideOf(source('dev'), ['dev']), sideOf(other, ['live']));
    expect(isSame(alike)).toBe(true);
    expect(alike).toMatchObject({ same: 3, renamed: 3 });
    const strict = compareContracts(sideOf(source('dev')), sideOf(other));
    expect(strict.changed.map(({ differs }) => differs)).toEqual([['integration'], ['integration'], ['integration']]);
  });

  it('tells what only one has, another authorizer, other scopes, another integration', () => {
    const here = source('dev');
    const [first, second, last] = here.routes;
    if (!(first && second && last)) throw new Error('There are three routes.');
    const there = source('dev', {
      routes: [
        { ...first, scopes: ['notes.read'] },
        { ...second, auth: 'none', integrationId: null },
        { ...last, key: 'GET /new', method: 'GET', path: '/new' },
      ],
      authorizers: here.authorizers.map((one) => ({ ...one, audience: ['app', 'web'] })),
    });
    const found = compareContracts(sideOf(here), sideOf(there));
    expect(found.onlyHere.map(({ key }) => key)).toEqual(['$default']);
    expect(found.onlyThere.map(({ key }) => key)).toEqual(['GET /new']);
    expect(found.changed.map(({ key, differs }) => [key, differs])).toEqual([
      ['GET /notes/{id}', ['scopes']],
      ['ANY /files/{proxy+}', ['authorizer', 'integration']],
    ]);
    expect(found.authorizers).toEqual([
      { name: 'people', settings: [{ name: 'audience', here: 'web', there: 'app, web' }] },
    ]);
    expect(isSame(found)).toBe(false);
  });

  it('takes the name of a stack for one only where it is a word', () => {
    const names = (text: string) => source('x', { integrations: source(text).integrations });
    const found = compareContracts(sideOf(names('device'), ['dev']), sideOf(names('livice'), ['liv']));
    expect(found.same).toBe(0);
  });
});
