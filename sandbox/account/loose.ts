import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { NewGroup } from '@/sandbox/logs/directory';
import type { HttpApi, Stage } from '@/sandbox/model';
import { DEMO_ACCOUNT } from './manifest';

/** An API that no stack owns, as it stands in the account. */
export interface LooseApi {
  account: string;
  region: string;
  api: HttpApi;
  functions: LambdaFunction[];
  logGroup: NewGroup;
}

const REGION = 'us-east-1';
const SST_GROUP = '/aws/vendedlogs/apis/website-ada-feedbackApi-ubdsnzvf';

const inventoryHandler = `
const stock = { bolt: 1200, nut: 980, washer: 4100 };
exports.handler = async (event) => {
  const sku = event.pathParameters && event.pathParameters.sku;
  if (!sku) return { items: Object.entries(stock).map(([name, count]) => ({ sku: name, count })) };
  if (!Object.hasOwn(stock, sku)) return { statusCode: 404, body: JSON.stringify({ error: 'no such item' }) };
  if (event.requestContext.http.method === 'PUT') stock[sku] = Number(JSON.parse(event.body).count);
  return { sku, count: stock[sku] };
};
`;

const feedbackHandler = `
exports.handler = async (event) => ({
  statusCode: 202,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ received: event.body ? Buffer.byteLength(event.body) : 0, method: event.httpMethod }),
});
`;

/** As one writes a format oneself, with what is of use and nothing around it. */
const TERRAFORM_FORMAT =
  '[$context.requestTime] $context.httpMethod $context.path -> $context.status in $context.responseLatency ms ($context.integration.latency ms $context.integration.requestId) for $context.identity.sourceIp $context.requestId';

/** As SST v3 writes it: `JSON.stringify` of texts that have quotes already. */
const SST_FORMAT = JSON.stringify({
  requestTime: '"$context.requestTime"',
  requestId: '"$context.requestId"',
  httpMethod: '"$context.httpMethod"',
  path: '"$context.path"',
  routeKey: '"$context.routeKey"',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationRequestId: '"$context.integration.requestId"',
  integrationStatus: '"$context.integration.status"',
  integrationLatency: '"$context.integration.latency"',
  integrationServiceStatus: '"$context.integration.integrationStatus"',
  ip: '"$context.identity.sourceIp"',
  userAgent: '"$context.identity.userAgent"',
});

/** One API as Terraform leaves it behind and one of SST v3: neither has tags of CloudFormation. */
export const LOOSE_APIS: readonly LooseApi[] = [
  {
    account: DEMO_ACCOUNT,
    region: REGION,
    functions: [nodeFunction('inventory-api', inventoryHandler)],
    logGroup: { name: '/terraform/inventory', createdAt: Date.UTC(2025, 3, 11), retentionInDays: 30 },
    api: {
      ...quickApi('t3rr4f0rm1', 'inventory', '2025-04-11T08:30:00Z'),
      stages: [
        stage('t3rr4f0rm1', '2025-04-11T08:30:00Z', { group: '/terraform/inventory', format: TERRAFORM_FORMAT }),
      ],
      description: 'Stock levels of the warehouse',
      tags: { ManagedBy: 'terraform', team: 'warehouse', env: 'prod' },
      routes: [
        route('r0inv01', 'GET /items', 'i0inv01'),
        route('r0inv02', 'GET /items/{sku}', 'i0inv01'),
        { ...route('r0inv03', 'PUT /items/{sku}', 'i0inv01'), authorizationType: 'AWS_IAM' },
      ],
      integrations: [lambdaIntegration('i0inv01', 'inventory-api', '2.0')],
    },
  },
  {
    account: DEMO_ACCOUNT,
    region: REGION,
    functions: [nodeFunction('website-ada-FeedbackApiRouteNodhcb-ubdsnzvf', feedbackHandler)],
    logGroup: { name: SST_GROUP, createdAt: Date.UTC(2025, 8, 2), retentionInDays: 30 },
    api: {
      ...quickApi('sst3f33db4', 'website-ada-feedbackApi', '2025-09-02T16:05:21Z'),
      stages: [stage('sst3f33db4', '2025-09-02T16:05:21Z', { group: SST_GROUP, format: SST_FORMAT })],
      tags: { 'sst:app': 'website', 'sst:stage': 'ada' },
      cors: { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] },
      routes: [
        route('r0sst01', 'POST /feedback', 'i0sst01'),
        route('r0sst02', 'ANY /{proxy+}', 'i0sst01'),
        route('r0sst03', '$default', 'i0sst01'),
      ],
      integrations: [lambdaIntegration('i0sst01', 'website-ada-FeedbackApiRouteNodhcb-ubdsnzvf', '1.0')],
    },
  },
];

function quickApi(apiId: string, name: string, createdDate: string): HttpApi {
  return {
    apiId,
    name,
    protocolType: 'HTTP',
    createdDate,
    routeSelectionExpression: '$request.method $request.path',
    disableExecuteApiEndpoint: false,
    ipAddressType: 'ipv4',
    tags: {},
    stages: [],
    routes: [],
    integrations: [],
    authorizers: [],
  };
}

function stage(apiId: string, createdDate: string, { group, format }: { group: string; format: string }): Stage {
  return {
    stageName: '$default',
    autoDeploy: true,
    deploymentId: `d${apiId.slice(0, 5)}`,
    createdDate,
    lastUpdatedDate: createdDate,
    accessLogSettings: { destinationArn: `arn:aws:logs:${REGION}:${DEMO_ACCOUNT}:log-group:${group}`, format },
    stageVariables: {},
    tags: {},
  };
}

function route(routeId: string, routeKey: string, integrationId: string): HttpApi['routes'][number] {
  return {
    routeId,
    routeKey,
    authorizationType: 'NONE',
    target: `integrations/${integrationId}`,
    apiKeyRequired: false,
  };
}

function lambdaIntegration(id: string, functionName: string, payload: string): HttpApi['integrations'][number] {
  return {
    integrationId: id,
    integrationType: 'AWS_PROXY',
    integrationUri: functionArn(functionName),
    integrationMethod: 'POST',
    payloadFormatVersion: payload,
    timeoutInMillis: 30_000,
    connectionType: 'INTERNET',
  };
}

function nodeFunction(name: string, code: string): LambdaFunction {
  return {
    name,
    arn: functionArn(name),
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    environment: {},
    timeoutSeconds: 10,
    code,
  };
}

function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${DEMO_ACCOUNT}:function:${name}`;
}
