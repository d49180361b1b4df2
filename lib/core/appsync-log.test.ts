import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { Region } from '@/sandbox/model';
import { deploy } from '@/sandbox/template/deploy';
import { parseTemplate } from '@/sandbox/template/parse';
import { type AppSyncLoggedKind, howToAddAppSyncLog } from './appsync-log';

it.each<AppSyncLoggedKind>(['appsync', 'events'])('what to add for the log of AppSync deploys (%s)', (kind) => {
  const { text = '' } = howToAddAppSyncLog(kind, 'cloudformation') ?? {};
  // What the API has already.
  const whole =
    kind === 'appsync'
      ? text.replace('      LogConfig:', '      Name: a\n      AuthenticationType: API_KEY\n      LogConfig:')
      : text
          .replace('      EventConfig:', '      Name: a\n      EventConfig:')
          .concat('        AuthProviders: [{ AuthType: API_KEY }]\n');
  const region: Region = { name: 'us-east-1', stacks: [], httpApis: new Map(), functions: new Map() };
  deploy({
    template: parseTemplate(whole),
    name: 'app',
    account: '000000000000',
    region,
    at: '2026-01-02T03:04:05Z',
  });
  const [graphql] = region.graphql?.apis.values() ?? [];
  const [event] = region.eventApis?.values() ?? [];
  const logged = { cloudWatchLogsRoleArn: expect.stringMatching(/^arn:aws:iam::000000000000:role\//) };
  if (kind === 'appsync') expect(graphql?.logConfig).toMatchObject({ ...logged, fieldLogLevel: 'ERROR' });
  else expect(event?.logConfig).toMatchObject({ ...logged, logLevel: 'ERROR' });
});

it.each([
  ['appsync', 'cdk'],
  ['events', 'cdk'],
  ['appsync', 'sst'],
] as const)('and is TypeScript in the CDK and SST (%s, %s)', (kind, tool) => {
  const { text = '', language } = howToAddAppSyncLog(kind, tool) ?? {};
  const read = spawnSync('node_modules/.bin/biome', ['format', '--stdin-file-path=hint.ts'], { input: text });
  expect([language, read.status, String(read.stderr)]).toEqual(['typescript', 0, '']);
});
