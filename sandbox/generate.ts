import type { Account, HttpApi, Region, Route } from './model';
import { idOf, uuidOf } from './template/ids';

export interface Size {
  apis: number;
  /** Of all APIs together. */
  routes: number;
}

const NOUNS = [
  'orders',
  'customers',
  'invoices',
  'payments',
  'products',
  'carts',
  'shipments',
  'returns',
  'reviews',
  'users',
];
const AREAS = [
  'checkout',
  'catalogue',
  'billing',
  'accounts',
  'search',
  'delivery',
  'loyalty',
  'support',
  'reports',
  'media',
];
const SHAPES: ((noun: string) => string)[] = [
  (noun) => `GET /${noun}`,
  (noun) => `POST /${noun}`,
  (noun) => `GET /${noun}/{id}`,
  (noun) => `PUT /${noun}/{id}`,
  (noun) => `DELETE /${noun}/{id}`,
  (noun) => `GET /${noun}/{id}/events`,
  (noun) => `POST /${noun}/{id}/cancel`,
  (noun) => `ANY /${noun}/files/{proxy+}`,
];

/** Fills a region with a big account: so many APIs, so many routes in total, as evenly spread as whole numbers allow. */
export function generate(account: Account, region: Region, size: Size): void {
  for (let index = 0; index < size.apis; index++) {
    const share = Math.floor(size.routes / size.apis) + (index < size.routes % size.apis ? 1 : 0);
    generateApi(account, region, { index, routes: share });
  }
}

function generateApi(account: Account, region: Region, { index, routes }: { index: number; routes: number }): void {
  const name = `${AREAS[index % AREAS.length]}-${String(index + 1).padStart(3, '0')}`;
  const apiId = idOf(10, account.id, region.name, 'generated', name);
  const at = new Date(Date.UTC(2025, 0, 1) + index * 3_600_000).toISOString().replace('.000Z', 'Z');
  const functionName = `${name}-handler`;
  const integrationId = idOf(7, apiId, 'integration');
  const api: HttpApi = {
    apiId,
    name,
    protocolType: 'HTTP',
    createdDate: at,
    routeSelectionExpression: '$request.method $request.path',
    apiKeySelectionExpression: '$request.header.x-api-key',
    disableExecuteApiEndpoint: false,
    ipAddressType: 'ipv4',
    tags: {},
    stages: [
      { stageName: '$default', autoDeploy: true, createdDate: at, lastUpdatedDate: at, stageVariables: {}, tags: {} },
    ],
    routes: Array.from({ length: routes }, (_, number) => generateRoute(apiId, integrationId, number)),
    integrations: [
      {
        integrationId,
        integrationType: 'AWS_PROXY',
        integrationUri: `arn:aws:lambda:${region.name}:${account.id}:function:${functionName}`,
        integrationMethod: 'POST',
        payloadFormatVersion: '2.0',
        timeoutInMillis: 30_000,
        connectionType: 'INTERNET',
      },
    ],
    authorizers: [],
  };
  region.httpApis.set(apiId, api);
  region.functions.set(functionName, {
    name: functionName,
    arn: `arn:aws:lambda:${region.name}:${account.id}:function:${functionName}`,
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    environment: {},
    timeoutSeconds: 3,
    code: null,
  });
  own(account, region, { api, index, functionName });
}

function generateRoute(apiId: string, integrationId: string, number: number): Route {
  const noun = NOUNS[Math.floor(number / SHAPES.length) % NOUNS.length] ?? 'things';
  const round = Math.floor(number / (SHAPES.length * NOUNS.length));
  const shape = SHAPES[number % SHAPES.length];
  return {
    routeId: idOf(7, apiId, 'route', String(number)),
    routeKey: shape?.(round === 0 ? noun : `v${round + 1}/${noun}`) ?? '$default',
    authorizationType: number % 5 === 4 ? 'AWS_IAM' : 'NONE',
    target: `integrations/${integrationId}`,
    apiKeyRequired: false,
  };
}

interface Owned {
  api: HttpApi;
  index: number;
  functionName: string;
}

/** Most APIs stand in a stack and say so; of each 25 one is Terraform's, one SST v3's, one nobody's, and one hides its stack. */
function own(account: Account, region: Region, { api, index, functionName }: Owned): void {
  const kind = index % 25;
  if (kind === 7) api.tags = { ManagedBy: 'terraform', project: api.name };
  else if (kind === 13) api.tags = { 'sst:app': 'shop', 'sst:stage': 'production' };
  else if (kind !== 19) addStack(account, region, { api, functionName, tagged: kind !== 22 });
}

function addStack(
  account: Account,
  region: Region,
  { api, functionName, tagged }: { api: HttpApi; functionName: string; tagged: boolean },
): void {
  const at = api.createdDate;
  const name = `${api.name}-stack`;
  const id = `arn:aws:cloudformation:${region.name}:${account.id}:stack/${name}/${uuidOf(account.id, region.name, name)}`;
  const resource = (logicalId: string, physicalId: string, type: string) => ({
    logicalId,
    physicalId,
    type,
    status: 'CREATE_COMPLETE',
    updatedAt: at,
  });
  region.stacks.push({
    name,
    id,
    status: 'CREATE_COMPLETE',
    createdAt: at,
    tags: {},
    outputs: [],
    parameters: {},
    resources: [
      resource('Api', api.apiId, 'AWS::ApiGatewayV2::Api'),
      resource('Handler', functionName, 'AWS::Lambda::Function'),
      ...api.routes.map((route, number) => resource(`Route${number}`, route.routeId, 'AWS::ApiGatewayV2::Route')),
    ],
  });
  if (!tagged) return;
  api.tags = {
    'aws:cloudformation:stack-name': name,
    'aws:cloudformation:stack-id': id,
    'aws:cloudformation:logical-id': 'Api',
  };
}
