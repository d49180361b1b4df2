import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '@/sandbox/listen';
import { writeProfiles } from '@/sandbox/profiles';
import { createWorld } from '@/sandbox/world';

const run = promisify(execFile);
const file = fileURLToPath(new URL('../fixtures/everything.yaml', import.meta.url));
const installed = spawnSync('aws', ['--version']).status === 0;

let sandbox: Listening;
let folder: string;

/** The unmodified AWS CLI with nothing set but profile, region and endpoint. */
async function aws(profile: string, ...args: string[]) {
  const paths = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
  const { stdout } = await run('aws', ['--profile', profile, '--output', 'json', ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: sandbox.origin,
      AWS_MAX_ATTEMPTS: '1',
      ...paths,
    } as unknown as NodeJS.ProcessEnv,
  });
  return JSON.parse(stdout);
}

// The CLI is no npm package; where it is absent the name of the block says so.
describe.skipIf(!installed)(installed ? 'the AWS CLI' : 'the AWS CLI (skipped: no `aws` on the PATH)', () => {
  let apiId = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-cli-'));
    const world = createWorld({ demo: false, templates: [{ name: 'everything', file }] });
    writeProfiles(folder, world);
    sandbox = await listen(world, 0);
    const { Items } = await aws('demo', 'apigatewayv2', 'get-apis');
    apiId = Items.find((api: { Name: string }) => api.Name === 'everything-dev').ApiId;
  }, 30_000);
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  const apiKeyId = () => [...(sandbox.world.accounts[0]?.regions.get('us-east-1')?.apiKeys?.keys() ?? [])][0] ?? '';
  const api = () => sandbox.world.accounts[0]?.regions.get('us-east-1')?.httpApis.get(apiId);

  const asked: [operation: string, ask: () => Promise<unknown>, expected: unknown][] = [
    ['sts get-caller-identity', () => aws('demo', 'sts', 'get-caller-identity'), { UserId: 'AIDASANDBOXDEMO00001' }],
    [
      'list-stacks',
      () => aws('demo', 'cloudformation', 'list-stacks', '--stack-status-filter', 'CREATE_COMPLETE', 'UPDATE_COMPLETE'),
      { StackSummaries: [{ ParentId: expect.any(String) }, { StackName: 'everything' }] },
    ],
    [
      'describe-stacks',
      () => aws('demo', 'cloudformation', 'describe-stacks', '--stack-name', 'everything'),
      { Stacks: [{ Outputs: [{ OutputKey: 'Url' }, {}] }] },
    ],
    [
      'list-stack-resources',
      () => aws('demo', 'cloudformation', 'list-stack-resources', '--stack-name', 'everything'),
      { StackResourceSummaries: expect.objectContaining({ length: 16 }) },
    ],
    [
      'describe-stack-resources',
      () => aws('demo', 'cloudformation', 'describe-stack-resources', '--physical-resource-id', apiId),
      { StackResources: expect.objectContaining({ length: 16 }) },
    ],
    [
      'get-apis, page by page',
      () => aws('demo', 'apigatewayv2', 'get-apis', '--page-size', '1'),
      { Items: expect.objectContaining({ length: 2 }) },
    ],
    [
      'get-api',
      () => aws('demo', 'apigatewayv2', 'get-api', '--api-id', apiId),
      { Version: '1.2', CorsConfiguration: { MaxAge: 600 } },
    ],
    [
      'get-stages',
      () => aws('demo', 'apigatewayv2', 'get-stages', '--api-id', apiId),
      { Items: [{ StageVariables: { colour: 'blue' } }] },
    ],
    [
      'get-stage',
      () => aws('demo', 'apigatewayv2', 'get-stage', '--api-id', apiId, '--stage-name', '$default'),
      { DefaultRouteSettings: { ThrottlingRateLimit: 12.5 } },
    ],
    [
      'get-routes',
      () => aws('demo', 'apigatewayv2', 'get-routes', '--api-id', apiId),
      { Items: expect.objectContaining({ length: 3 }) },
    ],
    [
      'get-route',
      () => aws('demo', 'apigatewayv2', 'get-route', '--api-id', apiId, '--route-id', api()?.routes[0]?.routeId ?? ''),
      { AuthorizationScopes: ['things.read'] },
    ],
    [
      'get-integrations',
      () => aws('demo', 'apigatewayv2', 'get-integrations', '--api-id', apiId),
      { Items: [{ IntegrationType: 'AWS_PROXY' }, { TimeoutInMillis: 5000 }] },
    ],
    [
      'get-integration',
      () =>
        aws(
          'demo',
          'apigatewayv2',
          'get-integration',
          '--api-id',
          apiId,
          '--integration-id',
          api()?.integrations[0]?.integrationId ?? '',
        ),
      { PayloadFormatVersion: '2.0' },
    ],
    [
      'get-authorizers',
      () => aws('demo', 'apigatewayv2', 'get-authorizers', '--api-id', apiId),
      { Items: [{ JwtConfiguration: { Audience: ['notes'] } }, { EnableSimpleResponses: true }] },
    ],
    [
      'get-authorizer',
      () =>
        aws(
          'demo',
          'apigatewayv2',
          'get-authorizer',
          '--api-id',
          apiId,
          '--authorizer-id',
          api()?.authorizers[0]?.authorizerId ?? '',
        ),
      { Name: 'issuer' },
    ],
    [
      'get-api-keys, page by page, with values',
      () => aws('demo', 'apigateway', 'get-api-keys', '--page-size', '1', '--include-values'),
      { items: [{ name: 'partner-a', value: 'the-value-of-the-key' }, { enabled: false }] },
    ],
    [
      'get-api-key',
      () => aws('demo', 'apigateway', 'get-api-key', '--api-key', apiKeyId(), '--include-value'),
      { enabled: true, value: 'the-value-of-the-key', tags: { owner: 'us' } },
    ],
    ['get-domain-names', () => aws('demo', 'apigatewayv2', 'get-domain-names'), { Items: [] }],
    [
      'get-tags',
      () => aws('demo', 'apigatewayv2', 'get-tags', '--resource-arn', `arn:aws:apigateway:us-east-1::/apis/${apiId}`),
      { Tags: { owner: 'us' } },
    ],
  ];

  it.concurrent.each(asked)('%s', async (_operation, ask, expected) => {
    expect(await ask()).toMatchObject(expected as object);
  });

  it('shows another account to another profile, and the refusal to the denied one', async () => {
    const identity = await aws('other', 'sts', 'get-caller-identity');
    expect(identity.Account).toBe(sandbox.world.accounts[1]?.id);
    await expect(aws('denied', 'apigatewayv2', 'get-apis')).rejects.toThrow(
      /AccessDeniedException.*not authorized to perform: apigateway:GET/,
    );
    await expect(aws('expired', 'sts', 'get-caller-identity')).rejects.toThrow(/SSO|sso/);
  });
});
