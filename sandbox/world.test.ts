import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_SECRET, OTHER_SECRET } from './keys';
import { type Listening, listen } from './listen';
import { createWorld } from './world';

const demo = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
const other = { accessKeyId: 'AKIASANDBOXOTHER0001', secretAccessKey: OTHER_SECRET };

describe('the demo account', () => {
  let sandbox: Listening;
  beforeAll(async () => {
    sandbox = await listen(createWorld(), 0);
  });
  afterAll(() => sandbox.close());

  const config = (credentials = demo, region = 'us-east-1') => ({ endpoint: sandbox.origin, region, credentials });
  const apisOf = async (...args: Parameters<typeof config>) =>
    (await new ApiGatewayV2(config(...args)).getApis({ MaxResults: '500' })).Items ?? [];

  it('has the notes with both stages, an IAM route and a JWT route whose issuer is the sandbox', async () => {
    const notes = (await apisOf()).find((api) => api.Name === 'notes');
    const v2 = new ApiGatewayV2(config());
    const ApiId = notes?.ApiId;
    const routes = (await v2.getRoutes({ ApiId })).Items ?? [];
    expect(routes.map((route) => route.RouteKey)).toEqual(
      expect.arrayContaining([
        'GET /notes',
        'POST /notes',
        'GET /notes/{id}',
        'PUT /notes/{id}',
        'DELETE /notes/{id}',
        '$default',
      ]),
    );
    expect(routes.map((route) => route.AuthorizationType)).toEqual(expect.arrayContaining(['NONE', 'AWS_IAM', 'JWT']));
    expect((await v2.getStages({ ApiId })).Items).toHaveLength(2);
    const [jwt] = (await v2.getAuthorizers({ ApiId })).Items ?? [];
    expect(jwt?.JwtConfiguration?.Issuer).toBe(`${sandbox.origin}/_issuer`);
  });

  it('has APIs of every kind of owner: a stack, a nested stack, Terraform, SST v3, and one whose stack does not show', async () => {
    const stacks = new CloudFormation(config());
    const apis = await apisOf();
    const byTag = (tag: string, value: string) => apis.find((api) => api.Tags?.[tag] === value);
    expect(byTag('ManagedBy', 'terraform')?.Tags).not.toHaveProperty('aws:cloudformation:stack-id');
    expect(byTag('sst:app', 'website')?.Tags).not.toHaveProperty('aws:cloudformation:stack-id');

    const { StackSummaries = [] } = await stacks.listStacks({});
    const nested = StackSummaries.find((stack) => stack.ParentId);
    expect(StackSummaries.some((stack) => stack.StackId === nested?.RootId)).toBe(true);
    expect(byTag('aws:cloudformation:stack-id', nested?.StackId ?? '')).toBeDefined();

    const bare = apis.filter((api) => Object.keys(api.Tags ?? {}).length === 0);
    expect(bare).toHaveLength(1);
    const owner = await stacks.describeStackResources({ PhysicalResourceId: bare[0]?.ApiId });
    expect(owner.StackResources?.[0]?.StackName).toBe('platform');
  });

  it('differs by region and by account', async () => {
    const here = (await apisOf()).map((api) => api.ApiId);
    const there = (await apisOf(demo, 'eu-west-1')).map((api) => api.ApiId);
    const theirs = (await apisOf(other)).map((api) => api.ApiId);
    expect(new Set([...here, ...there, ...theirs]).size).toBe(here.length + there.length + theirs.length);
    for (const some of [here, there, theirs]) expect(some.length).toBeGreaterThan(0);
    expect(await apisOf(demo, 'ap-south-1')).toEqual([]);
    expect((await new STS(config()).getCallerIdentity({})).Arn).toBe('arn:aws:iam::000000000000:user/demo');
    expect((await new STS(config(other)).getCallerIdentity({})).Account).toBe('111122223333');
  });

  it('answers an API by path and by host, and nothing for one that is not there', async () => {
    const id = (await apisOf()).find((api) => api.Name === 'notes')?.ApiId;
    const byPath = await fetch(`${sandbox.origin}/_aws/execute-api/${id}/notes`);
    expect([byPath.status, byPath.headers.has('apigw-requestid')]).toEqual([200, true]);
    const host = `${id}.execute-api.localhost:${new URL(sandbox.origin).port}`;
    // Behind an API's own host every path is the API's, the sandbox's own doors too.
    for (const path of ['/notes', '/_sandbox/calls', '/v2/apis']) {
      const byHost = get(`${sandbox.origin}${path}`, { headers: { host } });
      const [answer] = (await once(byHost, 'response')) as [IncomingMessage];
      answer.resume();
      expect(answer.headers, path).toHaveProperty('apigw-requestid');
    }
    expect((await fetch(`${sandbox.origin}/_aws/execute-api/nothere/notes`)).status).toBe(404);
    const received = await (await fetch(`${sandbox.origin}/_sandbox/requests`)).json();
    expect(received).toContainEqual(
      expect.objectContaining({ service: 'execute-api', apiId: id, operation: 'GET /notes', status: 200 }),
    );
  });
});

describe('templates of the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-world-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return { file: join(folder, name) };
  };
  const api = (name: string) =>
    `Resources: { Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: ${name}, ProtocolType: HTTP } } }`;
  const parent = (url: string) =>
    `Resources: { Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${url} } } }`;
  const stacksOf = (templates: { name?: string; file: string }[]) =>
    createWorld({ demo: false, templates, stackTags: { named: { a: 'b' } } }).accounts[0]?.regions.get('us-east-1')
      ?.stacks ?? [];

  it('name their stacks after the file unless told otherwise, and take tags', () => {
    const stacks = stacksOf([
      write('1 my shop.template.json', api('x')),
      { ...write('b.yaml', api('y')), name: 'named' },
    ]);
    expect(stacks.map((stack) => [stack.name, stack.tags])).toEqual([
      ['stack-1-my-shop', {}],
      ['named', { a: 'b' }],
    ]);
  });

  it('find a nested template beside the parent, or given under its logical id; else keep the resource', () => {
    write('child.yaml', api('inner'));
    const beside = stacksOf([write('p1.yaml', parent('./child.yaml'))]);
    expect(beside.map((stack) => stack.rootId !== undefined)).toEqual([false, true]);
    const given = stacksOf([
      write('p2.yaml', parent('https://s3.amazonaws.com/b/k')),
      write('Child.yaml', api('inner')),
    ]);
    expect(given.filter((stack) => stack.parentId === given[0]?.id)).toHaveLength(1);
    const absent = stacksOf([write('p3.yaml', parent('https://s3.amazonaws.com/b/k'))]);
    expect(absent).toHaveLength(1);
    expect(absent[0]?.resources[0]?.physicalId).toMatch(/^arn:aws:cloudformation:.*:stack\/p3-Child-/);
  });

  it('need names of their own', () => {
    const twice = write('b.yaml', api('y'));
    expect(() => stacksOf([twice, twice])).toThrow(/a stack called b exists already/);
  });

  it('say which file is wrong', () => {
    expect(() => stacksOf([write('bad.yaml', 'Resources: [')])).toThrow(/bad\.yaml: /);
    expect(() =>
      stacksOf([write('odd.yaml', 'Resources: { A: { Type: T, Properties: { v: !Ref Nobody } } }')]),
    ).not.toThrow();
    const used = 'Resources: { A: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: !Ref Nobody } } }';
    expect(() => stacksOf([write('used.yaml', used)])).toThrow(/used\.yaml: .*Nobody/);
  });
});
