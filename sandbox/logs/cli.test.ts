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
const file = fileURLToPath(new URL('./fixtures/logs.yaml', import.meta.url));
const installed = spawnSync('aws', ['--version']).status === 0;

let sandbox: Listening;
let folder: string;

/** The unmodified AWS CLI with nothing set but profile, region and endpoint. */
async function aws(...args: string[]): Promise<string> {
  const paths = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
  const { stdout } = await run('aws', ['--profile', 'demo', '--output', 'json', 'logs', ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: sandbox.origin,
      AWS_MAX_ATTEMPTS: '1',
      ...paths,
    } as unknown as NodeJS.ProcessEnv,
  });
  return stdout;
}
const asked = async (...args: string[]) => JSON.parse(await aws(...args));

// The CLI is no npm package; where it is absent the name of the block says so.
describe.skipIf(!installed)(installed ? 'aws logs' : 'aws logs (skipped: no `aws` on the PATH)', () => {
  let requestId = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-logs-'));
    const world = createWorld({ demo: false, templates: [{ name: 'logs', file }] });
    writeProfiles(folder, world);
    sandbox = await listen(world, 0);
    const [api = ''] = [...(world.accounts[0]?.regions.get('us-east-1')?.httpApis.keys() ?? [])];
    const answer = await fetch(`${sandbox.origin}/_aws/execute-api/${api}/hello`);
    requestId = answer.headers.get('apigw-requestid') ?? '';
  }, 30_000);
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it('finds groups, streams and the line of a request', async () => {
    const { logGroups } = await asked('describe-log-groups', '--log-group-name-pattern', 'JSON');
    expect(logGroups).toMatchObject([{ logGroupName: '/apis/json', retentionInDays: 14 }]);
    const { logStreams } = await asked('describe-log-streams', '--log-group-name', '/apis/json');
    expect(logStreams).toHaveLength(1);
    const { events } = await asked(
      'filter-log-events',
      '--log-group-name',
      '/apis/json',
      '--filter-pattern',
      `"${requestId}"`,
    );
    expect(events).toMatchObject([
      { logStreamName: logStreams[0].logStreamName, message: expect.stringContaining(requestId) },
    ]);
    const direct = await asked(
      'get-log-events',
      '--log-group-name',
      '/apis/json',
      '--log-stream-name',
      logStreams[0].logStreamName,
    );
    expect(direct.events).toHaveLength(1);
  }, 60_000);

  it('asks Insights', async () => {
    const range = ['--start-time', '0', '--end-time', String(Math.ceil(Date.now() / 1000) + 60)];
    const { queryId } = await asked(
      'start-query',
      '--log-group-name',
      '/apis/json',
      ...range,
      '--query-string',
      'stats count(*) as n by routeKey',
    );
    const { status, results } = await asked('get-query-results', '--query-id', queryId);
    expect([status, results]).toEqual([
      'Complete',
      [
        [
          { field: 'routeKey', value: 'GET /hello' },
          { field: 'n', value: '1' },
        ],
      ],
    ]);
  }, 60_000);

  it('puts lines into a group of its own', async () => {
    await aws('create-log-group', '--log-group-name', '/mine');
    await aws('create-log-stream', '--log-group-name', '/mine', '--log-stream-name', 'one');
    await aws(
      'put-log-events',
      '--log-group-name',
      '/mine',
      '--log-stream-name',
      'one',
      '--log-events',
      `timestamp=${Date.now()},message=hello`,
    );
    const { events } = await asked('filter-log-events', '--log-group-name', '/mine');
    expect(events).toMatchObject([{ message: 'hello' }]);
  }, 60_000);
});
