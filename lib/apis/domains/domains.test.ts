import { describe, expect, it } from 'vitest';
import type { AwsClients } from '@/lib/aws/clients';
import { mappingFor, pathBehind } from '@/lib/core/domain-path';
import { AppError } from '@/lib/core/error';
import type { DomainFacts } from './contract';
import { domainFacts } from './facts';
import { knownDomains, readDomains } from './read';
import { addressThrough, baseThrough } from './through';

const never = new AbortController().signal;
const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/one';

const MAPPINGS: Record<string, object[]> = {
  'api.example.test': [
    { ApiMappingId: 'a', ApiId: 'notes1', Stage: '$default' },
    { ApiMappingId: 'b', ApiId: 'shop1', Stage: 'live', ApiMappingKey: 'shop/v2' },
    { ApiMappingId: 'c', ApiId: 'gone1', Stage: 'live', ApiMappingKey: 'shop' },
    { ApiMappingId: 'd', ApiId: 'notes1', Stage: 'old', ApiMappingKey: 'old' },
  ],
  '*.example.test': [{ ApiMappingId: 'e', ApiId: 'notes1', Stage: 'v2', ApiMappingKey: 'v2' }],
};

let accounts = 0;

/** An account of its own, so that nothing is remembered from another test. */
function account(change: object = {}): AwsClients & { lists: number } {
  accounts += 1;
  const aws = {
    lists: 0,
    account: { region: 'eu-west-1', profile: `p${accounts}` },
    endpoint: async () => null as string | null,
    appSyncEndpoint: async () => null,
    apigatewayv2: {
      getDomainNames: async () => {
        aws.lists += 1;
        return {
          Items: Object.keys(MAPPINGS).map((DomainName) => ({
            DomainName,
            DomainNameConfigurations: [
              {
                CertificateArn: ARN,
                DomainNameStatus: 'AVAILABLE',
                EndpointType: 'REGIONAL',
                SecurityPolicy: 'TLS_1_2',
              },
            ],
          })),
        };
      },
      getApiMappings: async ({ DomainName }: { DomainName: string }) => ({ Items: MAPPINGS[DomainName] }),
      getStages: async ({ ApiId }: { ApiId: string }) => {
        if (ApiId !== 'notes1') throw new AppError('not-found', 'no such API');
        return { Items: [{ StageName: '$default' }, { StageName: 'v2' }] };
      },
    },
    apigateway: {
      getDomainNames: async () => ({
        items: [
          { domainName: 'api.example.test' },
          {
            domainName: 'Inside.example.test',
            domainNameId: 'p1',
            endpointConfiguration: { types: ['PRIVATE'] },
            certificateArn: ARN,
          },
        ],
      }),
      getBasePathMappings: async ({ domainName, domainNameId }: { domainName: string; domainNameId?: string }) => ({
        items:
          domainNameId === 'p1' && domainName === 'Inside.example.test'
            ? [
                { basePath: '(none)', restApiId: 'shop1', stage: 'live' },
                { basePath: 'shop', restApiId: 'shop1', stage: 'live' },
              ]
            : [],
      }),
      getStages: async ({ restApiId }: { restApiId: string }) => {
        if (restApiId !== 'shop1') throw new AppError('not-found', 'no such API');
        return { item: [{ stageName: 'live' }] };
      },
    },
    appsync: {
      listDomainNames: async () => ({
        domainNameConfigs: [
          { domainName: 'graph.example.test', appsyncDomainName: 'd1.cloudfront.net' },
          { domainName: 'spare.example.test' },
        ],
      }),
      getApiAssociation: async ({ domainName }: { domainName: string }) => {
        if (domainName.startsWith('spare')) throw new AppError('not-found', 'no association');
        return { apiAssociation: { apiId: 'graph1', associationStatus: 'SUCCESS' } };
      },
    },
    ...change,
  };
  return aws as unknown as AwsClients & { lists: number };
}

const notes = (aws: AwsClients) => ({ kind: 'http', id: 'notes1', account: aws.account });

describe('custom domains', () => {
  it('are read of all services, the longest key first', async () => {
    const { domains, problems } = await readDomains(account(), never);
    expect(problems).toEqual([]);
    expect(domains.map(({ name, mappings }) => [name, ...mappings.map(({ key }) => key)])).toEqual([
      ['api.example.test', 'shop/v2', 'shop', 'old', ''],
      ['*.example.test', 'v2'],
      ['inside.example.test', 'shop', ''],
      ['graph.example.test', ''],
      ['spare.example.test'],
    ]);
  });

  it('are read in part where a permission is missing, and that is said', async () => {
    const denied = async () => {
      throw new AppError('access-denied', 'not allowed', { detail: { action: 'appsync:ListDomainNames' } });
    };
    const { domains, problems } = await readDomains(account({ appsync: { listDomainNames: denied } }), never);
    expect(domains).toHaveLength(3);
    expect(problems).toMatchObject([{ subject: 'custom domains of AppSync', failure: { code: 'access-denied' } }]);
  });

  it('are asked for once a minute, whoever asks', async () => {
    const aws = account();
    await Promise.all([knownDomains(aws, { refresh: false }), knownDomains(aws, { refresh: false })]);
    expect(aws.lists).toBe(1);
    await knownDomains(aws, { refresh: true });
    expect(aws.lists).toBe(2);
  });

  it('take a path by segments', () => {
    const mappings = ['', 'shop', 'shop/v2'].map((key) => ({ key }));
    expect(mappingFor(mappings, '/shop/v2/books')).toEqual({ key: 'shop/v2' });
    expect(mappingFor(mappings, '/shop/v22')).toEqual({ key: 'shop' });
    expect(mappingFor(mappings, '/shops')).toEqual({ key: '' });
    expect(mappingFor(mappings.slice(1), '/shops')).toBeNull();
    expect(pathBehind({ key: 'shop' }, '/shop')).toBe('/');
    expect(pathBehind({ key: 'shop' }, '/shop/a/')).toBe('/a/');
  });
});

describe('a request through a custom domain', () => {
  it('goes to where AWS says that it leads to the stage, and DNS is not trusted', async () => {
    const aws = account();
    const through = { domain: 'api.example.test', key: '' };
    expect(await baseThrough(aws, { api: notes(aws), stage: '$default' }, through)).toMatchObject({
      url: 'https://api.example.test',
      hostHeader: 'api.example.test',
      basePath: '',
      connectTo: null,
      untrusted: true,
    });
  });

  it('stays pinned to an emulator, under the name of the domain', async () => {
    const aws = account({ endpoint: async () => 'http://127.0.0.1:4566' });
    const through = { domain: '*.example.test', key: 'v2', label: 'a' };
    expect(await baseThrough(aws, { api: notes(aws), stage: 'v2' }, through)).toMatchObject({
      url: 'http://a.example.test:4566/v2',
      basePath: '/v2',
      connectTo: { host: '127.0.0.1', port: 4566 },
    });
  });

  it.each([
    ['a name that is not in the account', { domain: 'evil.example', key: '' }],
    ['a key that is not mapped', { domain: 'api.example.test', key: 'v1' }],
    ['a mapping to another stage', { domain: '*.example.test', key: 'v2', label: 'a' }],
    ['a mapping to another API', { domain: 'api.example.test', key: 'shop' }],
  ])('is refused for %s', async (_, through) => {
    const aws = account();
    const refused = addressThrough(aws, { api: notes(aws), stage: '$default' }, through);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', detail: { field: 'through' } });
    // What is new in the account is found all the same: the list was read again.
    expect(aws.lists).toBe(2);
  });

  it.each(['/shop/a', '/shop', '/%73hop/a', '/x/../shop/a', '/shop%2fa', '/old'])(
    'is refused for a path that the domain gives to something else: %s',
    async (path) => {
      const aws = account();
      const leads = { api: notes(aws), stage: '$default', path };
      const refused = baseThrough(aws, leads, { domain: 'api.example.test', key: '' });
      await expect(refused).rejects.toMatchObject({ code: 'invalid-input', detail: { field: 'path' } });
    },
  );

  it.each(['/', '/shops', '/a/shop', '/%zz'])('takes any other path: %s', async (path) => {
    const aws = account();
    const leads = { api: notes(aws), stage: '$default', path };
    const base = await baseThrough(aws, leads, { domain: 'api.example.test', key: '' });
    expect(base.others).toEqual(['/shop/v2', '/shop', '/old']);
  });

  it('is refused for a wildcard whose label makes the name of another domain', async () => {
    const aws = account();
    const through = { domain: '*.example.test', key: 'v2', label: 'api' };
    const refused = addressThrough(aws, { api: notes(aws), stage: 'v2' }, through);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', detail: { field: 'through' } });
  });

  it('needs a label for a wildcard', async () => {
    const aws = account();
    const refused = addressThrough(aws, { api: notes(aws), stage: 'v2' }, { domain: '*.example.test', key: 'v2' });
    await expect(refused).rejects.toThrow('wildcard');
  });
});

it('finds mappings that lead nowhere, and until when a certificate is good', async () => {
  const aws = account();
  const { domains } = await readDomains(aws, never);
  const asked: string[] = [];
  const inRegion = (region: string) => ({
    acm: {
      describeCertificate: async ({ CertificateArn }: { CertificateArn: string }) => {
        asked.push(`${region} ${CertificateArn}`);
        return { Certificate: { Status: 'ISSUED', NotAfter: new Date('2027-01-01'), SubjectAlternativeNames: ['a'] } };
      },
    },
  });
  const facts: DomainFacts[] = [];
  const asking = { aws, inRegion: inRegion as unknown as Parameters<typeof domainFacts>[1]['inRegion'], signal: never };
  for await (const one of domainFacts(domains, asking)) facts.push(one);
  const of = (name: string) => facts.find((one) => one.name === name);
  expect(of('api.example.test')).toMatchObject({
    certificate: { type: 'read', status: 'ISSUED', expiresAt: '2027-01-01T00:00:00.000Z' },
    dead: { shop: 'The API no longer exists here.', old: 'The API has no stage old.' },
  });
  expect(asked).toContain(`us-east-1 ${ARN}`);
  expect(of('*.example.test')).toMatchObject({ dns: { type: 'wildcard' }, dead: {} });
  expect(of('graph.example.test')).toMatchObject({ certificate: { type: 'none' }, dead: {} });
});
