import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { AccessKey, Account, HttpApi, Region, World } from '@/sandbox/model';
import { answerHttpApi } from './http-api';
import { type RecordedRequest, recordedRequests } from './recorder';
import type { HttpApiTarget } from './target';

/** An answer as it came over the wire. */
export interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  rawHeaders: string[];
  body: string;
  /** What the sandbox wrote down about the request. */
  record: RecordedRequest | undefined;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string | string[]> | string[];
  body?: string | Buffer;
}

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const KEY: AccessKey = {
  id: 'AKIATEST',
  secret: 'open sesame',
  arn: `arn:aws:iam::${ACCOUNT}:user/reader`,
  userId: 'AIDATEST',
  deny: [],
};

/** Serves one API on a free port of 127.0.0.1, under its host's name only: what a test asks is what the API sees. */
export async function serveApi(
  api: Partial<HttpApi>,
  options: { form?: HttpApiTarget['form']; keys?: AccessKey[] } = {},
) {
  const functions = new Map(HANDLERS.map((fn) => [fn.name, fn]));
  const whole: HttpApi = { ...EMPTY, ...structuredClone(api) };
  const region: Region = { name: REGION, stacks: [], httpApis: new Map([[whole.apiId, whole]]), functions };
  const account: Account = { id: ACCOUNT, keys: options.keys ?? [KEY], regions: new Map([[REGION, region]]) };
  const world: World = { accounts: [account], origin: '' };
  const server = createServer({ maxHeaderSize: 65_536 }, (req, res) => {
    const rawPath = (req.url ?? '').split('?')[0] ?? '';
    void answerHttpApi({ world, account, region, api: whole, rawPath, form: options.form ?? 'host' }, req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    world,
    region,
    call: async (path: string, ask: Ask = {}): Promise<Answered> => {
      const answer = await send(port, path, ask);
      const id = answer.headers['apigw-requestid'];
      return { ...answer, record: recordedRequests(world).find((record) => record.requestId === id) };
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Ask,
): Promise<Omit<Answered, 'record'>> {
  return new Promise((resolve, reject) => {
    const req = request(
      { host: '127.0.0.1', port, path, method, headers: headers as string[], agent: false },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: res.statusCode ?? 0, headers: res.headers, rawHeaders: res.rawHeaders, body: text });
        });
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

interface By {
  key?: AccessKey;
  region?: string;
  service?: string;
  time?: Date;
}

/** Headers that sign a request to a plain path without a query. */
export function signed(path: string, host: string, by: By = {}) {
  const { key = KEY, region = REGION, service = 'execute-api', time = new Date() } = by;
  const date = time.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = ['GET', path, '', `host:${host}`, `x-amz-date:${date}`, '', 'host;x-amz-date', sha('')].join('\n');
  let secret: Buffer | string = `AWS4${key.secret}`;
  for (const part of scope.split('/')) secret = createHmac('sha256', secret).update(part).digest();
  const text = ['AWS4-HMAC-SHA256', date, scope, sha(canonical)].join('\n');
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return {
    host,
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=${key.id}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}

const EMPTY: HttpApi = {
  apiId: 'test1234ab',
  name: 'test',
  protocolType: 'HTTP',
  createdDate: '2026-01-01T00:00:00Z',
  routeSelectionExpression: '$request.method $request.path',
  disableExecuteApiEndpoint: false,
  ipAddressType: 'ipv4',
  tags: {},
  stages: [stage('$default')],
  routes: [],
  integrations: [
    integration('event', 'event'),
    integration('event-v1', 'event-v1', '1.0'),
    integration('reply', 'reply'),
    integration('reply-v1', 'reply', '1.0'),
    integration('hurried', 'sleep', '2.0', 20),
  ],
  authorizers: [],
};

export function stage(stageName: string, rest: Partial<HttpApi['stages'][number]> = {}): HttpApi['stages'][number] {
  const at = '2026-01-01T00:00:00Z';
  return { stageName, autoDeploy: true, createdDate: at, lastUpdatedDate: at, stageVariables: {}, tags: {}, ...rest };
}

export function route(
  routeKey: string,
  integrationId: string,
  rest: Partial<HttpApi['routes'][number]> = {},
): HttpApi['routes'][number] {
  return {
    routeId: routeKey,
    routeKey,
    authorizationType: 'NONE',
    target: `integrations/${integrationId}`,
    apiKeyRequired: false,
    ...rest,
  };
}

export function functionUri(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

function integration(
  id: string,
  fn: string,
  format = '2.0',
  timeoutInMillis = 30_000,
): HttpApi['integrations'][number] {
  return {
    integrationId: id,
    integrationType: 'AWS_PROXY',
    integrationUri: functionUri(fn),
    payloadFormatVersion: format,
    timeoutInMillis,
  };
}

function handler(name: string, code: string | null, rest: Partial<LambdaFunction> = {}): LambdaFunction {
  return {
    ...{ name, code, arn: functionUri(name), handler: 'index.handler', runtime: 'nodejs22.x' },
    ...{ environment: {}, timeoutSeconds: 5, ...rest },
  };
}

/** `event` answers with what it was given, `reply` with the JSON that it was sent: a test says by its body what the function returns. */
const HANDLERS: LambdaFunction[] = [
  handler('event', 'exports.handler = async (event) => event;'),
  handler('event-v1', 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });'),
  handler('reply', 'exports.handler = async (event) => JSON.parse(event.body);'),
  handler('sleep', 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 5000));'),
  handler('late', 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 5000));', {
    timeoutSeconds: 0.02,
  }),
  handler('spin', 'exports.handler = () => { for (;;) {} };', { timeoutSeconds: 0.05 }),
  handler('throws', "exports.handler = async () => { throw new Error('no luck'); };"),
  handler('callback', 'exports.handler = (event, context, callback) => callback(null, { fn: context.functionName });'),
  handler(
    'module',
    "import { createHash } from 'node:crypto';\nexport const handler = async () => createHash('md5').update('a').digest('hex');",
  ),
  handler(
    'prints',
    "let n = 0;\nexports.handler = async () => { await null; console.log('call', ++n, { deep: { er: 1 } }); return n; };",
  ),
  handler('env', 'exports.handler = async () => ({ ...process.env });', { environment: { TABLE: 'notes' } }),
  handler('unknown-module', "require('left-pad');"),
  handler('no-code', null),
  handler(
    'simple',
    "let calls = 0;\nexports.handler = async ({ identitySource: [word] }) => {\n  if (word === 'Unauthorized') throw new Error(word);\n  if (word === 'broken') return { isAuthorized: 'perhaps' };\n  return { isAuthorized: word.startsWith('yes'), context: { word, calls: ++calls } };\n};",
  ),
  handler(
    'policy',
    "exports.handler = async (event) => ({ principalId: 'p1', context: { role: 'reader' }, policyDocument: { Version: '2012-10-17', Statement: JSON.parse(Buffer.from(event.identitySource, 'base64').toString()) } });",
  ),
];
