/** The sorts of API of API Gateway that write an access log. */
export type LoggedKind = 'http' | 'websocket' | 'rest';
/** What a person may have deployed the API with. */
export type TemplateTool = 'sst' | 'cdk' | 'sam' | 'cloudformation';

export const TEMPLATE_TOOLS: readonly { tool: TemplateTool; label: string }[] = [
  { tool: 'sst', label: 'SST' },
  { tool: 'cdk', label: 'CDK' },
  { tool: 'sam', label: 'SAM' },
  { tool: 'cloudformation', label: 'CloudFormation' },
];

/** What to add to a template, so that something is logged. */
export interface LogHint {
  language: 'typescript' | 'yaml';
  text: string;
  /** What to know beside it, in sentences. */
  notes: string[];
}

const EVERY_KIND = {
  requestId: 'requestId',
  requestTime: 'requestTime',
  routeKey: 'routeKey',
  status: 'status',
  integrationRequestId: 'integration.requestId',
  integrationStatus: 'integration.status',
  integrationLatency: 'integration.latency',
  authorizerError: 'authorizer.error',
  ip: 'identity.sourceIp',
  userAgent: 'identity.userAgent',
};

/** Names in the log and the variables that they stand for: enough for every column and for the way from a request to its function's log. */
const FIELDS: Record<LoggedKind, Record<string, string>> = {
  http: {
    ...EVERY_KIND,
    httpMethod: 'httpMethod',
    path: 'path',
    protocol: 'protocol',
    responseLatency: 'responseLatency',
    responseLength: 'responseLength',
    integrationError: 'integrationErrorMessage',
  },
  websocket: {
    ...EVERY_KIND,
    eventType: 'eventType',
    connectionId: 'connectionId',
    messageId: 'messageId',
    connectedAt: 'connectedAt',
    authorizerLatency: 'authorizer.latency',
  },
  rest: {
    ...withoutRouteKey(),
    extendedRequestId: 'extendedRequestId',
    httpMethod: 'httpMethod',
    resourcePath: 'resourcePath',
    path: 'path',
    protocol: 'protocol',
    responseLatency: 'responseLatency',
    responseLength: 'responseLength',
    authorizerLatency: 'authorizer.latency',
    integrationError: 'integration.error',
    xrayTraceId: 'xrayTraceId',
  },
};

/** A REST API has resources in its place. */
function withoutRouteKey(): Record<string, string> {
  const { routeKey: _, ...others } = EVERY_KIND;
  return others;
}

/** The format that is proposed: JSON with every value quoted, so that an absent one, a dash, leaves it JSON. */
export function proposedFormat(kind: LoggedKind): string {
  return JSON.stringify(Object.fromEntries(entriesOf(kind)));
}

function entriesOf(kind: LoggedKind): [name: string, value: string][] {
  return Object.entries(FIELDS[kind]).map(([name, variable]) => [name, `$context.${variable}`]);
}

/** What to add to a template of a tool, so that a stage of an API without an access log writes one. */
export function howToAddAccessLog(kind: LoggedKind, stage: string, tool: TemplateTool): LogHint {
  const text = TEXTS[tool](kind, stage);
  const language = tool === 'sst' || tool === 'cdk' ? 'typescript' : 'yaml';
  return { language, text, notes: [...(tool === 'sst' ? [SST_NOTE] : []), ...accountNotes(kind, tool), DELAY_NOTE] };
}

const DELAY_NOTE = 'After the deployment the first lines take some minutes to arrive; later ones take seconds.';
const SST_NOTE =
  'SST writes an access log unless it is told not to: look for accessLog: false (v2), or for a transform of the stage that takes it away (v3).';

/** HTTP APIs write with a permission that API Gateway gives itself; the others with a role of the account. */
function accountNotes(kind: LoggedKind, tool: TemplateTool): string[] {
  if (kind === 'http' || tool === 'sst') return [];
  return [
    'Once per account and Region, API Gateway needs a role with AmazonAPIGatewayPushToCloudWatchLogs for this: AWS::ApiGateway::Account with CloudWatchRoleArn.',
  ];
}

const TEXTS: Record<TemplateTool, (kind: LoggedKind, stage: string) => string> = {
  sst: (kind) => sst(kind),
  cdk: (kind, stage) => (kind === 'rest' ? cdkRest(stage) : cdkStage(kind, stage)),
  sam: (kind, stage) => (kind === 'websocket' ? formation(kind, stage) : sam(kind, stage)),
  cloudformation: (kind, stage) => formation(kind, stage),
};

const SST_COMPONENTS: Record<LoggedKind, [v3: string, v2: string]> = {
  http: ['ApiGatewayV2', 'Api'],
  websocket: ['ApiGatewayWebSocket', 'WebSocketApi'],
  rest: ['ApiGatewayV1', 'ApiGatewayV1Api'],
};

function sst(kind: LoggedKind): string {
  const [v3, v2] = SST_COMPONENTS[kind];
  return lines(
    '// SST v3',
    `new sst.aws.${v3}("Api", {`,
    '  accessLog: { retention: "1 month" },',
    '});',
    '',
    '// SST v2',
    `new ${v2}(stack, "Api", {`,
    '  accessLog: { retention: "one_month" },',
    '});',
  );
}

const cdkFormat = (kind: LoggedKind, indent: string) =>
  entriesOf(kind).map(([name, value]) => `${indent}${name}: '${value}',`);

const CDK_LOG = "const log = new logs.LogGroup(this, 'AccessLog', { retention: logs.RetentionDays.ONE_MONTH });";

/** The defining construct of the stage, which takes the setting in every version of the CDK. */
function cdkStage(kind: LoggedKind, stage: string): string {
  const construct = stage === '$default' ? 'api.defaultStage?' : 'stage';
  return lines(
    "import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';",
    "import * as logs from 'aws-cdk-lib/aws-logs';",
    '',
    CDK_LOG,
    `// The stage ${stage}.`,
    `const settings = ${construct}.node.defaultChild as apigatewayv2.CfnStage;`,
    'settings.accessLogSettings = {',
    '  destinationArn: log.logGroupArn,',
    '  format: JSON.stringify({',
    ...cdkFormat(kind, '    '),
    '  }),',
    '};',
  );
}

function cdkRest(stage: string): string {
  return lines(
    "import * as apigateway from 'aws-cdk-lib/aws-apigateway';",
    "import * as logs from 'aws-cdk-lib/aws-logs';",
    '',
    CDK_LOG,
    "new apigateway.RestApi(this, 'Api', {",
    '  cloudWatchRole: true,',
    '  deployOptions: {',
    `    stageName: '${stage}',`,
    '    accessLogDestination: new apigateway.LogGroupLogDestination(log),',
    '    accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify({',
    ...cdkFormat('rest', '      '),
    '    })),',
    '  },',
    '});',
  );
}

const YAML_LOG = [
  'Resources:',
  '  AccessLog:',
  '    Type: AWS::Logs::LogGroup',
  '    Properties:',
  '      RetentionInDays: 30',
];

/** Folded: the lines become one, as API Gateway wants it. */
const yamlFormat = (kind: LoggedKind, indent: string) => {
  const entries = entriesOf(kind).map(([name, value]) => `"${name}":"${value}"`);
  return ['Format: >-', ...entries.map((entry, at) => `  ${open(at)}${entry}${close(at, entries.length)}`)].map(
    (line) => indent + line,
  );
};
const open = (at: number) => (at === 0 ? '{ ' : '');
const close = (at: number, count: number) => (at === count - 1 ? ' }' : ',');

function sam(kind: 'http' | 'rest', stage: string): string {
  const [type, setting] = kind === 'http' ? ['HttpApi', 'AccessLogSettings'] : ['Api', 'AccessLogSetting'];
  return lines(
    ...YAML_LOG,
    '  Api:',
    `    Type: AWS::Serverless::${type}`,
    '    Properties:',
    `      StageName: ${stage}`,
    `      ${setting}:`,
    '        DestinationArn: !GetAtt AccessLog.Arn',
    ...yamlFormat(kind, '        '),
  );
}

function formation(kind: LoggedKind, stage: string): string {
  const rest = kind === 'rest';
  return lines(
    ...YAML_LOG,
    '  Stage:',
    `    Type: AWS::${rest ? 'ApiGateway' : 'ApiGatewayV2'}::Stage`,
    '    Properties:',
    rest ? '      RestApiId: !Ref Api' : '      ApiId: !Ref Api',
    `      StageName: ${stage}`,
    rest ? '      AccessLogSetting:' : '      AccessLogSettings:',
    '        DestinationArn: !GetAtt AccessLog.Arn',
    ...yamlFormat(kind, '        '),
  );
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}
