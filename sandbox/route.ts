import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerGraphql } from './appsync/answer';
import { askedGraphql } from './appsync/asked';
import { answerEvents } from './appsync-events/answer';
import { askedEvents } from './appsync-events/asked';
import { type AskedApi, askedApi, findApi } from './asked-api';
import { answerManagedLogin, MANAGED_LOGIN_PREFIX } from './cognito/managed-login/serve';
import { answerCognito } from './cognito/serve';
import { serveControl } from './control/plane';
import { answerHttpApi } from './data/http-api';
import { answerUpstream } from './data/upstream';
import { askedDomain } from './domains/asked';
import { answerIssuer } from './issuer/issuer';
import { answerOidc, OIDC_PREFIX } from './oidc/serve';
import { answerRestApi } from './rest/answer';
import { findRestApi } from './rest/target';
import type { Sandbox } from './sandbox';
import { serveTestControl } from './test-control';
import { answerWebSocketApi } from './websocket/answer';

/** What stands beside AWS's own services, by the beginning of the path. */
const DOORS: [prefix: string, answer: (...to: Parameters<typeof route>) => Promise<void>][] = [
  ['/_sandbox/', serveTestControl],
  ['/_upstream/', ({ world }, req, res) => answerUpstream(world.origin, req, res)],
  ['/_issuer/', ({ world }, req, res) => answerIssuer(world.origin, req, res)],
  [MANAGED_LOGIN_PREFIX, ({ world }, req, res) => answerManagedLogin(world, req, res)],
  // What is at an address of AppSync and was not taken before.
  ['/appsync-api/', async (_sandbox, _req, res) => answerNotFound(res)],
  [`${OIDC_PREFIX}/`, ({ world }, req, res) => answerOidc(world, req, res)],
];

/** Sends each request where it belongs: to an API by path or host, to the tests' own door, else to AWS's services. */
export async function route(sandbox: Sandbox, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  const domain = askedDomain(sandbox.world, req);
  // What listens here is plain HTTP: nobody shows a certificate.
  if (domain && (domain.mutualTls || !domain.mapping)) return answerForbidden(res);
  const asked = askedApi(sandbox.world, req);
  if (asked) return serveApi(sandbox, asked, { req, res });
  const graphql = askedGraphql(sandbox.world, req);
  if (graphql && !graphql.realtime) return answerGraphql(sandbox, graphql, { req, res });
  const events = askedEvents(sandbox.world, req);
  if (events) return answerEvents(sandbox, events, { req, res });
  if (await answerCognito(sandbox, req, res)) return;
  const door = DOORS.find(([prefix]) => `${path}/`.startsWith(prefix));
  return door ? door[1](sandbox, req, res) : serveControl(sandbox, req, res);
}

async function serveApi(
  sandbox: Sandbox,
  { apiId, rawPath, form, domain }: AskedApi,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const { world, faults } = sandbox;
  if (faults.drops()) {
    req.socket.destroy();
    return;
  }
  await faults.wait();
  const target = findApi(world, apiId);
  if (target?.api.protocolType === 'WEBSOCKET') {
    return answerWebSocketApi(sandbox, { world, ...target, rawPath, form, domain }, { req, res });
  }
  if (target) return answerHttpApi({ world, ...target, rawPath, form, domain }, req, res);
  const rest = findRestApi(world, apiId);
  if (rest) return answerRestApi({ world, ...rest, rawPath, form, domain }, req, res);
  if (domain || form === 'host') answerForbidden(res);
  else answerNotFound(res);
}

/** What API Gateway says where a domain leads to no API, where a client certificate is missing, and under the host of an API that there is not. */
function answerForbidden(res: ServerResponse): void {
  res.writeHead(403, {
    'content-type': 'application/json',
    'x-amzn-errortype': 'ForbiddenException',
    'x-amzn-requestid': randomUUID(),
  });
  res.end(JSON.stringify({ message: 'Forbidden' }));
}

function answerNotFound(res: ServerResponse): void {
  res.writeHead(404, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ message: 'Not Found' }));
}
