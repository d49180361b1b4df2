import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Region } from '@/sandbox/model';
import { deploy } from '@/sandbox/template/deploy';
import { parseTemplate } from '@/sandbox/template/parse';
import { compileFormat } from './format';
import { howToAddAccessLog, type LoggedKind, proposedFormat } from './how-to-add';

const API: Record<LoggedKind, string> = {
  http: '  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: HTTP } }\n',
  websocket:
    '  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action } }\n',
  rest: '  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }\n',
};

/** The access-log settings of the one stage that a template makes, deployed in the sandbox. */
function settingsOf(text: string) {
  const region: Region = { name: 'us-east-1', stacks: [], httpApis: new Map(), functions: new Map() };
  deploy({ template: parseTemplate(text), name: 'app', account: '000000000000', region, at: '2026-01-02T03:04:05Z' });
  const apis = [...region.httpApis.values(), ...(region.restApis?.values() ?? [])];
  const [stage] = apis.flatMap((api) => [...api.stages.values()]);
  return {
    settings: stage?.accessLogSettings,
    groups: [...(region.logs?.groups.values() ?? [])],
    name: stage?.stageName,
  };
}

describe('what to add for an access log', () => {
  it.each<[LoggedKind, string]>([
    ['http', '$default'],
    ['http', 'prod'],
    ['websocket', 'dev'],
    ['rest', 'prod'],
  ])('in CloudFormation for the stage of a %s API called %s deploys', (kind, stage) => {
    const { text } = howToAddAccessLog(kind, stage, 'cloudformation');
    const { settings, groups, name } = settingsOf(text + API[kind]);
    expect([name, groups[0]?.retentionInDays]).toEqual([stage, 30]);
    expect(settings?.destinationArn).toBe(`${groups[0]?.arn}:*`);
    expect(JSON.parse(settings?.format ?? '')).toEqual(JSON.parse(proposedFormat(kind)));
  });

  it('in SAM deploys', () => {
    const { text } = howToAddAccessLog('http', '$default', 'sam');
    const { settings, groups } = settingsOf(`Transform: AWS::Serverless-2016-10-31\n${text}`);
    expect(settings?.destinationArn).toBe(`${groups[0]?.arn}:*`);
    expect(JSON.parse(settings?.format ?? '')).toEqual(JSON.parse(proposedFormat('http')));
  });

  it.each<LoggedKind>(['http', 'websocket', 'rest'])(
    'in the CDK and SST is TypeScript that gives a %s API the same format',
    (kind) => {
      for (const tool of ['cdk', 'sst'] as const) {
        const { text, language } = howToAddAccessLog(kind, 'prod', tool);
        const read = spawnSync('node_modules/.bin/biome', ['format', '--stdin-file-path=hint.ts'], { input: text });
        expect([language, read.status, String(read.stderr)]).toEqual(['typescript', 0, '']);
      }
      const { text } = howToAddAccessLog(kind, 'prod', 'cdk');
      const fields = [...text.matchAll(/^ +(\w+): '(\$context\.[\w.]+)',$/gm)].map(([, name, value]) => [name, value]);
      expect(Object.fromEntries(fields)).toEqual(JSON.parse(proposedFormat(kind)));
    },
  );

  it.each<LoggedKind>(['http', 'websocket', 'rest'])(
    'is a format that reads back, with what an absent value leaves (%s)',
    (kind) => {
      const { parse, names } = compileFormat(proposedFormat(kind));
      expect(names).toContain('requestId');
      expect(names).toContain('integration.requestId');
      const line = proposedFormat(kind)
        .replace(/\$context\.[\w.]+/g, '-')
        .replace('"status":"-"', '"status":"200"');
      expect([parse(line)?.get('status'), parse(line)?.get('requestId')]).toEqual([200, null]);
      // One line of at most 3 KB is what API Gateway takes.
      expect(proposedFormat(kind).length).toBeLessThan(3_000);
    },
  );
});
