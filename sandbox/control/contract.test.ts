import { fileURLToPath } from 'node:url';
import * as gateway from '@aws-sdk/client-apigatewayv2';
import * as formation from '@aws-sdk/client-cloudformation';
import * as identities from '@aws-sdk/client-cognito-identity';
import * as pools from '@aws-sdk/client-cognito-identity-provider';
import * as tokens from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientNamed, listenWithPools, poolNamed } from '@/sandbox/cognito/test-pools';
import { totpCode } from '@/sandbox/cognito/totp';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';
import { Recording, type Schema, violations } from './test-model';

const file = fileURLToPath(new URL('../fixtures/everything.yaml', import.meta.url));

let sandbox: Listening;
const handler = new Recording();
function clients() {
  const config = {
    endpoint: sandbox.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET },
    requestHandler: handler,
    maxAttempts: 1,
  };
  return {
    v2: new gateway.ApiGatewayV2(config),
    stacks: new formation.CloudFormation(config),
    sts: new tokens.STS(config),
  };
}

beforeAll(async () => {
  const templates = [{ name: 'everything', file }];
  sandbox = await listen(createWorld({ demo: false, templates, stackTags: { everything: { team: 'a&b' } } }), 0);
});
afterAll(() => sandbox.close());

interface Element {
  name: string;
  children: Element[];
  text: string;
}

function parseXml(xml: string): Element {
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  for (const [, closing, name = '', empty, text = ''] of xml.matchAll(/<(\/?)([\w]+)[^>]*?(\/?)>([^<]*)/g)) {
    if (closing) open.shift();
    else {
      const element = { name, children: [], text };
      open[0]?.children.push(element);
      if (!empty) open.unshift(element);
    }
  }
  return root;
}

/** The element as the model says it should be read: lists by `member`, scalars by their type. */
function readXml(schema: NormalizedSchema, element: Element): unknown {
  if (schema.isListSchema()) {
    if (element.children.some((child) => child.name !== 'member')) return `not only members in ${element.name}`;
    return element.children.map((child) => readXml(schema.getValueSchema(), child));
  }
  if (schema.isStructSchema()) {
    const members = new Map(schema.structIterator());
    return Object.fromEntries(
      element.children.map((child) => {
        const member = members.get(child.name);
        return [child.name, member ? readXml(member, child) : child];
      }),
    );
  }
  if (element.children.length > 0) return element;
  if (schema.isBooleanSchema()) return { true: true, false: false }[element.text];
  return schema.isNumericSchema() ? Number(element.text) : element.text;
}

function expectModel(schema: Schema, operation?: string) {
  const normalized = NormalizedSchema.of(schema);
  if (operation === undefined) {
    const value = JSON.parse(handler.raw);
    expect(violations(normalized, value, '')).toEqual([]);
    return value;
  }
  const response = parseXml(handler.raw).children[0];
  expect(response?.name).toBe(`${operation}Response`);
  expect(response?.children.map((child) => child.name)).toEqual([`${operation}Result`, 'ResponseMetadata']);
  const value = readXml(normalized, response?.children[0] as Element);
  expect(violations(normalized, value, '')).toEqual([]);
  return value;
}

describe('API Gateway v2', () => {
  async function ids() {
    const { Items = [] } = await clients().v2.getApis({});
    const api = Items.find((one) => one.Name === 'everything-dev');
    return { ApiId: api?.ApiId ?? '', api };
  }

  it('GetApis, GetApi', async () => {
    const { api, ApiId } = await ids();
    expectModel(gateway.GetApisResponse$);
    expect(api).toMatchObject({
      ApiEndpoint: `http://${ApiId}.execute-api.localhost:${new URL(sandbox.origin).port}`,
      ProtocolType: 'HTTP',
      Version: '1.2',
      CreatedDate: expect.any(Date),
      CorsConfiguration: { AllowCredentials: false, MaxAge: 600, ExposeHeaders: ['x-total'] },
      Tags: { owner: 'us', team: 'a&b' },
    });
    const one = await clients().v2.getApi({ ApiId });
    expectModel(gateway.GetApiResponse$);
    expect(one).toMatchObject({ ...api });
  });

  const parts = [
    {
      list: 'getStages',
      one: 'getStage',
      key: 'StageName',
      schemas: [gateway.GetStagesResponse$, gateway.GetStageResponse$],
    },
    {
      list: 'getRoutes',
      one: 'getRoute',
      key: 'RouteId',
      schemas: [gateway.GetRoutesResponse$, gateway.GetRouteResult$],
    },
    {
      list: 'getIntegrations',
      one: 'getIntegration',
      key: 'IntegrationId',
      schemas: [gateway.GetIntegrationsResponse$, gateway.GetIntegrationResult$],
    },
    {
      list: 'getAuthorizers',
      one: 'getAuthorizer',
      key: 'AuthorizerId',
      schemas: [gateway.GetAuthorizersResponse$, gateway.GetAuthorizerResponse$],
    },
  ] as const;

  it.each(parts)('$list, $one', async ({ list, one, key, schemas: [many, single] }) => {
    const { ApiId } = await ids();
    const v2 = clients().v2 as unknown as Record<string, (input: object) => Promise<Record<string, never>>>;
    const listed = (await v2[list]?.({ ApiId })) as { Items?: Record<string, unknown>[] } | undefined;
    const Items = listed?.Items ?? [];
    const wire = expectModel(many);
    expect(wire.items).toHaveLength(Items.length);
    expect(Items.length).toBeGreaterThan(0);
    for (const item of Items) {
      const answer = await v2[one]?.({ ApiId, [key]: item[key] });
      expectModel(single);
      expect(answer).toMatchObject(item);
    }
  });

  it('GetDomainNames, GetTags', async () => {
    const { v2 } = clients();
    expect((await v2.getDomainNames({})).Items).toEqual([]);
    expectModel(gateway.GetDomainNamesResponse$);
    const { ApiId } = await ids();
    const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
    expect((await v2.getTags({ ResourceArn })).Tags).toMatchObject({ owner: 'us' });
    expectModel(gateway.GetTagsResponse$);
    expect((await v2.getTags({ ResourceArn: `${ResourceArn}/stages/$default` })).Tags).toEqual({ stage: 'tag' });
  });

  it('takes a token only for the list that it came from', async () => {
    const { v2 } = clients();
    const { ApiId } = await ids();
    const { NextToken } = await v2.getRoutes({ ApiId, MaxResults: '1' });
    expect((await v2.getRoutes({ ApiId, MaxResults: '1', NextToken })).Items).toHaveLength(1);
    await expect(v2.getIntegrations({ ApiId, NextToken })).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('pages without losing or repeating anything', async () => {
    const { v2 } = clients();
    const { ApiId } = await ids();
    const all = (await v2.getRoutes({ ApiId, MaxResults: '500' })).Items ?? [];
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await v2.getRoutes({ ApiId, MaxResults: '2', NextToken });
      expect(page.Items?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.Items ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(all).toHaveLength(3);
    expect(seen).toEqual(all);
  });

  const refusals = [
    ['an unknown API', 'NotFoundException', (v2: gateway.ApiGatewayV2) => v2.getRoutes({ ApiId: 'nothere' })],
    ['too many at once', 'BadRequestException', (v2: gateway.ApiGatewayV2) => v2.getApis({ MaxResults: '501' })],
    ['a number that is none', 'BadRequestException', (v2: gateway.ApiGatewayV2) => v2.getApis({ MaxResults: 'x' })],
    ['a made-up token', 'BadRequestException', (v2: gateway.ApiGatewayV2) => v2.getApis({ NextToken: 'x' })],
    ['what it does not have', 'UnknownOperationException', (v2: gateway.ApiGatewayV2) => v2.getVpcLinks({})],
  ] as const;

  it.each(refusals)('refuses %s with %s', async (_what, name, ask) => {
    await expect(ask(clients().v2)).rejects.toMatchObject({ name });
  });
});

describe('CloudFormation and STS', () => {
  it('ListStacks', async () => {
    const { StackSummaries = [] } = await clients().stacks.listStacks({ StackStatusFilter: ['CREATE_COMPLETE'] });
    expectModel(formation.ListStacksOutput$, 'ListStacks');
    const [child, root] = StackSummaries;
    expect(root).toMatchObject({
      StackName: 'everything',
      TemplateDescription: 'One of each, so that every member of every answer is seen & checked <once>',
      CreationTime: expect.any(Date),
    });
    expect(child).toMatchObject({ ParentId: root?.StackId, RootId: root?.StackId });
    expect(
      (await clients().stacks.listStacks({ StackStatusFilter: ['DELETE_COMPLETE'] })).StackSummaries ?? [],
    ).toEqual([]);
  });

  it('DescribeStacks, by name, by ARN and all', async () => {
    const { stacks } = clients();
    const { Stacks = [] } = await stacks.describeStacks({ StackName: 'everything' });
    expectModel(formation.DescribeStacksOutput$, 'DescribeStacks');
    expect(Stacks[0]?.Tags).toEqual([{ Key: 'team', Value: 'a&b' }]);
    expect(Stacks[0]?.Outputs?.[0]).toMatchObject({ OutputKey: 'Url', ExportName: 'everything-url' });
    expect(Stacks[0]?.Parameters).toContainEqual({ ParameterKey: 'Stage', ParameterValue: 'dev' });
    expect(Stacks[0]?.Parameters).toContainEqual({ ParameterKey: 'KeyValue', ParameterValue: '****' });
    expect((await stacks.describeStacks({ StackName: Stacks[0]?.StackId })).Stacks).toEqual(Stacks);
    expect((await stacks.describeStacks({})).Stacks).toHaveLength(2);
    expectModel(formation.DescribeStacksOutput$, 'DescribeStacks');
  });

  it('ListStackResources, DescribeStackResources by stack and by physical id', async () => {
    const { stacks, v2 } = clients();
    const { StackResourceSummaries } = await stacks.listStackResources({ StackName: 'everything' });
    expectModel(formation.ListStackResourcesOutput$, 'ListStackResources');
    expect(StackResourceSummaries).toHaveLength(16);
    const { StackResources } = await stacks.describeStackResources({ StackName: 'everything' });
    expectModel(formation.DescribeStackResourcesOutput$, 'DescribeStackResources');
    expect(StackResources).toHaveLength(16);
    const api = (await v2.getApis({})).Items?.find((one) => one.Name === 'everything-dev');
    const owner = await stacks.describeStackResources({ PhysicalResourceId: api?.ApiId });
    expect(owner.StackResources).toEqual(StackResources);
  });

  const refusals = [
    [
      'Stack with id no does not exist',
      (stacks: formation.CloudFormation) => stacks.describeStacks({ StackName: 'no' }),
    ],
    [
      'Stack for no does not exist',
      (stacks: formation.CloudFormation) => stacks.describeStackResources({ PhysicalResourceId: 'no' }),
    ],
    [
      'mutually exclusive',
      (stacks: formation.CloudFormation) => stacks.describeStackResources({ StackName: 'a', PhysicalResourceId: 'b' }),
    ],
    ['NextToken is not valid', (stacks: formation.CloudFormation) => stacks.listStacks({ NextToken: 'x' })],
    [
      'must satisfy enum',
      (stacks: formation.CloudFormation) => stacks.listStacks({ StackStatusFilter: ['GONE' as never] }),
    ],
  ] as const;

  it.each(refusals)('refuses: %s', async (message, ask) => {
    await expect(ask(clients().stacks)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('GetCallerIdentity', async () => {
    const { $metadata, ...identity } = await clients().sts.getCallerIdentity({});
    expectModel(tokens.GetCallerIdentityResponse$, 'GetCallerIdentity');
    expect(identity).toEqual({
      Account: sandbox.world.accounts[0]?.id,
      Arn: expect.stringMatching(/:user\/demo$/),
      UserId: 'AIDASANDBOXDEMO00001',
    });
    expect($metadata.requestId).toMatch(/^[\da-f-]{36}$/);
    await expect(clients().sts.getSessionToken({})).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('Cognito', () => {
  let people: Listening;
  let idp: pools.CognitoIdentityProvider;
  let identity: identities.CognitoIdentity;
  let UserPoolId = '';
  let ClientId = '';

  beforeAll(async () => {
    people = await listenWithPools();
    const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
    const config = {
      endpoint: people.origin,
      region: 'us-east-1',
      credentials,
      requestHandler: handler,
      maxAttempts: 1,
    };
    idp = new pools.CognitoIdentityProvider(config);
    identity = new identities.CognitoIdentity(config);
    UserPoolId = poolNamed(people, 'people').id;
    ClientId = clientNamed(people, 'web').client.id;
  });
  afterAll(() => people.close());

  async function signIn(USERNAME: string, PASSWORD = 'Wonder1and') {
    const AuthParameters = { USERNAME, PASSWORD };
    const answer = await idp.initiateAuth({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters });
    expectModel(pools.InitiateAuthResponse$);
    return { AccessToken: '', IdToken: '', ...answer.AuthenticationResult, Session: answer.Session };
  }

  it('answers each read of a pool as the model says', async () => {
    const read = async (call: () => Promise<unknown>, schema: Schema) => {
      await call();
      expectModel(schema);
    };
    await read(() => idp.listUserPools({ MaxResults: 60 }), pools.ListUserPoolsResponse$);
    await read(() => idp.describeUserPool({ UserPoolId }), pools.DescribeUserPoolResponse$);
    await read(() => idp.listUserPoolClients({ UserPoolId }), pools.ListUserPoolClientsResponse$);
    for (const name of ['web', 'backend', 'rotating']) {
      const one = { UserPoolId, ClientId: clientNamed(people, name).client.id };
      await read(() => idp.describeUserPoolClient(one), pools.DescribeUserPoolClientResponse$);
      await read(() => idp.listUserPoolClientSecrets(one), pools.ListUserPoolClientSecretsResponse$);
    }
    await read(() => idp.listGroups({ UserPoolId }), pools.ListGroupsResponse$);
    await read(() => idp.listUsers({ UserPoolId }), pools.ListUsersResponse$);
    await read(() => idp.adminGetUser({ UserPoolId, Username: 'alice' }), pools.AdminGetUserResponse$);
    await read(() => identity.listIdentityPools({ MaxResults: 60 }), identities.ListIdentityPoolsResponse$);
    for (const IdentityPoolId of people.world.accounts[0]?.regions.get('us-east-1')?.cognito?.identityPools.keys() ??
      []) {
      await read(() => identity.describeIdentityPool({ IdentityPoolId }), identities.IdentityPool$);
      await read(() => identity.getIdentityPoolRoles({ IdentityPoolId }), identities.GetIdentityPoolRolesResponse$);
    }
  });

  it('answers each step of a sign-in as the model says', async () => {
    const { AccessToken, IdToken } = await signIn('alice');
    await idp.getUser({ AccessToken });
    expectModel(pools.GetUserResponse$);
    const { Session } = await signIn('dave');
    const ChallengeResponses = { USERNAME: 'dave', ANSWER: 'EMAIL_OTP' };
    await idp.respondToAuthChallenge({ ClientId, ChallengeName: 'SELECT_MFA_TYPE', Session, ChallengeResponses });
    expectModel(pools.RespondToAuthChallengeResponse$);
    const [IdentityPoolId] = people.world.accounts[0]?.regions.get('us-east-1')?.cognito?.identityPools.keys() ?? [];
    const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`]: IdToken };
    const { IdentityId } = await identity.getId({ IdentityPoolId, Logins });
    expectModel(identities.GetIdResponse$);
    await identity.getCredentialsForIdentity({ IdentityId, Logins });
    expectModel(identities.GetCredentialsForIdentityResponse$);
  });

  it('lets somebody who has signed in set up an authenticator app, and asks for it from then on', async () => {
    const { AccessToken } = await signIn('alice');
    const off = idp.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    await expect(off).rejects.toThrow('User has not verified software token mfa');
    const { SecretCode = '' } = await idp.associateSoftwareToken({ AccessToken });
    expectModel(pools.AssociateSoftwareTokenResponse$);
    await idp.verifySoftwareToken({ AccessToken, UserCode: totpCode(SecretCode, Date.now()) });
    expectModel(pools.VerifySoftwareTokenResponse$);
    await idp.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect(await idp.getUser({ AccessToken })).toMatchObject({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    });
    expect((await signIn('alice')).AccessToken).toBe('');
  });

  it('does to a user what an administrator says', async () => {
    const one = { UserPoolId, Username: 'frank' };
    await expect(signIn('frank')).rejects.toThrow('User is disabled.');
    await idp.adminEnableUser(one);
    expect((await signIn('frank')).AccessToken).not.toBe('');
    await idp.adminResetUserPassword(one);
    await expect(signIn('frank')).rejects.toMatchObject({ name: 'PasswordResetRequiredException' });
    await idp.adminDisableUser(one);
    await expect(signIn('frank')).rejects.toThrow('User is disabled.');
  });

  it('lets a page of any origin call, as Amplify does', async () => {
    const headers = {
      origin: 'http://127.0.0.1:4600',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-amz-target',
    };
    const preflight = await fetch(people.origin, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-amz-target');
    const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' };
    const refused = await fetch(people.origin, {
      method: 'POST',
      headers: target,
      body: '{"ClientId":"x","AuthFlow":"USER_SRP_AUTH"}',
    });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:');
    expect(await refused.json()).toEqual({
      __type: 'ResourceNotFoundException',
      message: 'User pool client x does not exist.',
    });
  });
});
