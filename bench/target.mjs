/**
 * The leanest account that can be measured against: one HTTP API with a route that verifies its SigV4 signature and one
 * that answers anybody, at once or after `--delay` milliseconds; one WebSocket API, one GraphQL API of AppSync, and one
 * API with access logs. In a process of its own, so that neither side shares its event loop.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ACCOUNT, API_ID, BODY, KEY, REGION, TOKEN } from './target-account.mjs';
import { answerGraphql, GRAPHQL_CONTROL, GRAPHQL_PATH } from './target-graphql.mjs';
import { answerLogs, LOG_API, LOG_CONTROL } from './target-logs.mjs';
import { SOCKET_API, SOCKET_CONTROL, upgrade } from './target-sockets.mjs';

const delay = Number(process.argv[process.argv.indexOf('--delay') + 1]) || 0;
const counts = { verified: 0, refused: 0, open: 0, withToken: 0 };
const signingKeys = new Map();

const API = {
  apiId: API_ID,
  name: 'bench',
  protocolType: 'HTTP',
  apiEndpoint: `https://${API_ID}.execute-api.${REGION}.amazonaws.com`,
  routeSelectionExpression: '$request.method $request.path',
  createdDate: '2026-01-01T00:00:00Z',
};
const STAGE = {
  stageName: '$default',
  autoDeploy: true,
  createdDate: API.createdDate,
  lastUpdatedDate: API.createdDate,
};
const ROUTES = [
  { routeId: 'r1', routeKey: 'GET /fast', authorizationType: 'AWS_IAM', apiKeyRequired: false },
  { routeId: 'r2', routeKey: 'GET /open', authorizationType: 'NONE', apiKeyRequired: false },
];

const CONTROL = {
  '/v2/apis': { items: [API, SOCKET_API, LOG_API] },
  ...SOCKET_CONTROL,
  ...LOG_CONTROL,
  ...GRAPHQL_CONTROL,
  [`/v2/apis/${API_ID}`]: API,
  [`/v2/apis/${API_ID}/stages`]: { items: [STAGE] },
  [`/v2/apis/${API_ID}/routes`]: { items: ROUTES },
  [`/v2/apis/${API_ID}/integrations`]: { items: [] },
  [`/v2/apis/${API_ID}/authorizers`]: { items: [] },
};

const server = createServer(async (request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/_counts') return json(response, 200, counts);
  if (CONTROL[path]) return json(response, 200, CONTROL[path]);
  if (path === GRAPHQL_PATH) return answerGraphql(request, response);
  if (request.method === 'POST' && path === '/') return service(request, response);
  if (path.endsWith('/open')) {
    counts[request.headers.authorization === `Bearer ${TOKEN}` ? 'withToken' : 'open']++;
    return json(response, 200, BODY);
  }
  if (!path.endsWith('/fast')) return json(response, 404, { message: 'Not Found' });
  const good = isSigned(request);
  counts[good ? 'verified' : 'refused']++;
  if (delay > 0) await wait(delay);
  return good ? json(response, 200, BODY) : json(response, 403, { message: 'Forbidden' });
});
server.on('upgrade', upgrade);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${server.address().port}` })}\n`);
});

function json(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** CloudWatch Logs names its operations in a header; STS does not. */
async function service(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = answerLogs(String(request.headers['x-amz-target'] ?? ''), Buffer.concat(chunks).toString());
  if (!answer) return identity(response);
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': answer.length });
  response.end(answer);
}

function identity(response) {
  const result = `<Arn>arn:aws:iam::${ACCOUNT}:user/bench</Arn><UserId>AIDABENCH</UserId><Account>${ACCOUNT}</Account>`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
}

/** Signature Version 4 of a GET without query, as AWS's page on it says, written apart from what is measured. */
function isSigned(request) {
  const { authorization = '', 'x-amz-date': date = '' } = request.headers;
  const found =
    /Credential=([^/]+)\/(\d{8}\/[\w-]+\/execute-api\/aws4_request), ?SignedHeaders=([\w;-]+), ?Signature=(\w{64})/.exec(
      authorization,
    );
  if (!found || found[1] !== KEY.id) return false;
  const [, , scope, names, signature] = found;
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const payload = request.headers['x-amz-content-sha256'] ?? sha256('');
  const canonical = [
    request.method,
    encodeURI(request.url).replaceAll('$', '%24'),
    '',
    headers.join(''),
    names,
    payload,
  ].join('\n');
  const expected = hmac(signingKey(scope), `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`);
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

function signingKey(scope) {
  let key = signingKeys.get(scope);
  if (!key) {
    key = scope.split('/').reduce((secret, part) => hmac(secret, part), `AWS4${KEY.secret}`);
    signingKeys.set(scope, key);
  }
  return key;
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
