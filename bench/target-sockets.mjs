import { WebSocketServer } from 'ws';
import { REGION, SOCKET_API_ID } from './target-account.mjs';
import { flood } from './target-flood.mjs';
import { GRAPHQL_REALTIME_PATH, serveRealtime } from './target-graphql.mjs';

const CREATED = '2026-01-01T00:00:00Z';

/** The WebSocket API of the lean target. Everybody may connect; see `serve` for what it says. */
export const SOCKET_API = {
  apiId: SOCKET_API_ID,
  name: 'bench-sockets',
  protocolType: 'WEBSOCKET',
  apiEndpoint: `wss://${SOCKET_API_ID}.execute-api.${REGION}.amazonaws.com`,
  routeSelectionExpression: '$request.body.action',
  createdDate: CREATED,
};

const ROUTES = ['$connect', '$default', 'echo'].map((routeKey, at) => ({
  routeId: `s${at}`,
  routeKey,
  authorizationType: 'NONE',
  apiKeyRequired: false,
}));

export const SOCKET_CONTROL = {
  [`/v2/apis/${SOCKET_API_ID}`]: SOCKET_API,
  [`/v2/apis/${SOCKET_API_ID}/stages`]: {
    items: [{ stageName: 'live', autoDeploy: true, createdDate: CREATED, lastUpdatedDate: CREATED }],
  },
  [`/v2/apis/${SOCKET_API_ID}/routes`]: { items: ROUTES },
  [`/v2/apis/${SOCKET_API_ID}/integrations`]: { items: [] },
  [`/v2/apis/${SOCKET_API_ID}/authorizers`]: { items: [] },
};

/** Where it is reached, below the target's origin. */
export const SOCKET_PATH = `/_aws/execute-api/${SOCKET_API_ID}/live`;

const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: (offered) => [...offered].find((one) => !one.startsWith('header-')) ?? false,
});

/** Takes an upgrade to the WebSocket API or to AppSync's realtime endpoint. */
export function upgrade(request, raw, head) {
  const path = request.url.split('?')[0];
  const talk = { [SOCKET_PATH]: serve, [GRAPHQL_REALTIME_PATH]: serveRealtime }[path];
  if (!talk) raw.destroy();
  else sockets.handleUpgrade(request, raw, head, (socket) => talk(socket, raw));
}

/** `{"flood": many, "bytes": each}` brings so many numbered messages as fast as they are taken; all else comes back. */
function serve(socket, raw) {
  raw.setNoDelay(true);
  socket.on('message', (data, isBinary) => {
    const asked = data.length < 200 && data.toString().startsWith('{"flood"') ? JSON.parse(data.toString()) : null;
    if (asked) void flood(raw, { count: asked.flood, message: numbered(asked.bytes) });
    else socket.send(data, { binary: isBinary });
  });
  socket.on('error', () => undefined);
}

/** Messages of one size that tell their number, and are not all alike. */
function numbered(bytes) {
  const filler = 'lorem ipsum dolor sit amet, consectetur adipiscing elit, '.repeat(Math.ceil(bytes / 50));
  return (number) => {
    const start = `{"n":${number},"id":"${((number * 2654435761) >>> 0).toString(16).padStart(8, '0')}","text":"`;
    return `${start}${filler.slice(0, bytes - start.length - 2)}"}`;
  };
}
