import { WebSocketServer } from 'ws';
import { askedApi, findApi } from '@/sandbox/asked-api';
import { Bucket } from '@/sandbox/bucket';
import { domainName } from '@/sandbox/data/api-call';
import { arrive } from '@/sandbox/data/arrival';
import { type RecordedRequest, recordRequest } from '@/sandbox/data/recorder';
import type { HttpApiTarget } from '@/sandbox/data/target';
import { withinThrottle } from '@/sandbox/data/throttle';
import type { Region, Stage, World } from '@/sandbox/model';
import type { Sandbox } from '@/sandbox/sandbox';
import { refuseUpgrade, type Upgrading } from '@/sandbox/upgrading';
import { logAccess } from './access-log';
import { reset } from './act';
import { authorize } from './authorize';
import { Connection } from './connection';
import type { SocketEvent } from './event';
import { type Integrated, integrate } from './integrate';
import { answerOf, asRefusal, forbidden, SocketRefusal, tooMany } from './refusal';
import { routeKeyed } from './select-route';
import { eventOn, hold, sayGoodbye } from './session';
import { type SocketSettings, settingsOf } from './settings';
import { stageNamed } from './stage';

/** Opens a connection to a WebSocket API, or refuses it as API Gateway does; false where the request is for none. */
export async function upgradeWebSocketApi({ world, faults }: Sandbox, upgrading: Upgrading): Promise<boolean> {
  const target = targetOf(world, upgrading);
  if (!target) return false;
  const record = arrive(target, upgrading.req);
  recordRequest(world, record);
  const { handshake } = settingsOf(world);
  // Held until the client or the sandbox ends it.
  if (handshake === 'never') return true;
  if (handshake === 'reset' || faults.drops()) {
    reset(upgrading.socket);
    return true;
  }
  await faults.wait();
  await open({ target, upgrading, record });
  return true;
}

function targetOf(world: World, { req }: Upgrading): HttpApiTarget | undefined {
  const asked = askedApi(world, req);
  const found = asked && findApi(world, asked.apiId);
  if (found?.api.protocolType !== 'WEBSOCKET') return;
  return { world, ...found, rawPath: asked?.rawPath ?? '/', form: asked?.form ?? 'host', domain: asked?.domain };
}

interface Knock {
  target: HttpApiTarget;
  upgrading: Upgrading;
  record: RecordedRequest;
}

async function open(knock: Knock): Promise<void> {
  const { upgrading, record } = knock;
  // Without a stage there is a connection only to have an id to refuse it by.
  const { connection, event } = eventOf(knock);
  try {
    const connected = await connect(knock, event);
    if (connected && connected.status >= 300) return passOn(knock, event, connected);
    record.status = 101;
    logAccess(event, { status: 200, ...(connected ? timed(event, connected.status) : {}) });
    letIn(connection, upgrading, connected?.headers['sec-websocket-protocol']);
  } catch (error) {
    const refusal = asRefusal(error);
    Object.assign(record, { status: refusal.status, reason: refusal.reason });
    logAccess(event, { status: refusal.status, errorMessage: refusal.message });
    refuseUpgrade(upgrading.socket, answerOf(refusal, { connectionId: connection.id, requestId: event.requestId }));
  }
}

function eventOf({ target, upgrading: { req }, record }: Knock): { connection: Connection; event: SocketEvent } {
  const stage = stageNamed(target.api, target.rawPath)?.stage ?? NO_STAGE;
  const connection = new Connection(target, stage, {
    sourceIp: req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    userAgent: req.headers['user-agent'] ?? '',
    domainName: domainName({ target, headers: req.headers }),
  });
  const url = req.url ?? '';
  const rawQuery = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const event: SocketEvent = {
    ...eventOn(connection, 'CONNECT', '$connect'),
    requestId: record.requestId,
    handshake: { rawHeaders: req.rawHeaders, rawQuery },
    print: (line) => {
      connection.print(line);
      record.logs.push(line);
    },
  };
  return { connection, event };
}

/** Everything that is asked before a connection is made, in the order of API Gateway. Undefined where `$connect` has no integration. */
async function connect({ target, upgrading, record }: Knock, event: SocketEvent): Promise<Integrated | undefined> {
  const { world, api, region } = target;
  checkUpgrade(upgrading);
  if (api.disableExecuteApiEndpoint && !target.domain) throw forbidden('the default endpoint is disabled');
  const named = stageNamed(api, target.rawPath);
  if (!named || !/^\/?$/.test(named.rest)) throw forbidden('no stage of that name');
  const { stage } = named;
  record.stage = stage.stageName;
  if (!newConnections(region, settingsOf(world)).take()) throw tooMany('too many new connections a second');
  if (!withinThrottle(stage, '$connect')) throw tooMany('$connect is throttled');
  const route = routeKeyed(api, '$connect');
  if (!route) return;
  record.routeKey = route.routeKey;
  event.connection.identity = await authorize(event, route, upgrading.req.url ?? '/');
  if (route.target === undefined || settingsOf(world).mute) return;
  record.integrationReached = true;
  return integrate(event, route);
}

/** What `ws` would refuse only when the function has already run. */
function checkUpgrade({ req: { method, headers } }: Upgrading): void {
  const key = headers['sec-websocket-key'] ?? '';
  const fits = method === 'GET' && /^[+/\dA-Za-z]{22}==$/.test(key) && headers['sec-websocket-version'] === '13';
  if (!fits) throw new SocketRefusal(400, 'BadRequestException', 'Bad Request', 'no valid WebSocket handshake');
}

/** What `$connect` refuses goes to the client as it said it. */
function passOn({ upgrading, record }: Knock, event: SocketEvent, { status, body, headers }: Integrated): void {
  Object.assign(record, { status, reason: `$connect answered ${status}` });
  logAccess(event, { status, ...timed(event, status) });
  refuseUpgrade(upgrading.socket, {
    status,
    headers: {
      'content-type': headers['content-type'] ?? 'application/json',
      'x-amzn-requestid': event.requestId,
    },
    body,
  });
}

function letIn(connection: Connection, { req, socket, head }: Upgrading, subprotocol: string | undefined): void {
  if (socket.destroyed) {
    connection.ended = { at: new Date(), code: 1006, reason: 'Connection closed abnormally' };
    void sayGoodbye(connection);
    return;
  }
  const { compress, mute } = settingsOf(connection.place.world);
  const server = new WebSocketServer({
    noServer: true,
    autoPong: !mute,
    clientTracking: false,
    // The limits of API Gateway are kept by the session, which says why in its own words.
    maxPayload: 0,
    perMessageDeflate: compress,
    handleProtocols: () => subprotocol ?? false,
  });
  server.on('headers', (lines) => lines.push(`Date: ${new Date().toUTCString()}`));
  server.handleUpgrade(req, socket, head, (ws) => hold(connection, { ws, socket }));
}

function timed(event: SocketEvent, integrationStatus: number) {
  return { integrationStatus, latencyMs: Date.now() - event.at.getTime() };
}

const buckets = new WeakMap<Region, { bucket: Bucket; of: SocketSettings['newConnections'] }>();

function newConnections(region: Region, { newConnections: rate }: SocketSettings): Bucket {
  const known = buckets.get(region);
  if (known?.of === rate) return known.bucket;
  const bucket = new Bucket(rate);
  buckets.set(region, { bucket, of: rate });
  return bucket;
}

const NO_STAGE: Stage = {
  stageName: '',
  autoDeploy: false,
  createdDate: '',
  lastUpdatedDate: '',
  stageVariables: {},
  tags: {},
};
