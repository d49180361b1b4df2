import { text } from 'node:stream/consumers';
import { BODY, GRAPHQL_API_ID, GRAPHQL_KEY } from './target-account.mjs';
import { flood } from './target-flood.mjs';

const YEAR_SECONDS = 365 * 86_400;

/** Where operations go, and where subscriptions are held, below the target's origin. */
export const GRAPHQL_PATH = `/appsync-api/${GRAPHQL_API_ID}/graphql`;
export const GRAPHQL_REALTIME_PATH = `${GRAPHQL_PATH}/realtime`;

const API = {
  apiId: GRAPHQL_API_ID,
  name: 'bench-graphql',
  authenticationType: 'API_KEY',
  apiType: 'GRAPHQL',
  visibility: 'GLOBAL',
  arn: `arn:aws:appsync:us-east-1:111122223333:apis/${GRAPHQL_API_ID}`,
  uris: { GRAPHQL: `https://${GRAPHQL_API_ID}.appsync-api.us-east-1.amazonaws.com/graphql` },
};

/** AppSync's control plane, as far as the console reads it. */
export const GRAPHQL_CONTROL = {
  '/v1/apis': { graphqlApis: [API] },
  [`/v1/apis/${GRAPHQL_API_ID}`]: { graphqlApi: API },
  [`/v1/apis/${GRAPHQL_API_ID}/apikeys`]: {
    apiKeys: [{ id: GRAPHQL_KEY, description: 'bench', expires: Math.floor(Date.now() / 1_000) + YEAR_SECONDS }],
  },
  [`/v1/apis/${GRAPHQL_API_ID}/datasources`]: { dataSources: [] },
  [`/v1/apis/${GRAPHQL_API_ID}/types`]: { types: [] },
  [`/v1/apis/${GRAPHQL_API_ID}/functions`]: { functions: [] },
  '/v1/domainnames': { domainNameConfigs: [] },
};

/** What every good answer to an operation says. */
export const GRAPHQL_ANSWER = JSON.stringify({ data: { health: BODY.padding } });

/** Answers every operation that carries the key with the same. */
export async function answerGraphql(request, response) {
  const { query } = JSON.parse((await text(request)) || '{}');
  const good = request.headers['x-api-key'] === GRAPHQL_KEY && typeof query === 'string';
  const body = good ? GRAPHQL_ANSWER : JSON.stringify({ errors: [{ errorType: 'UnauthorizedException' }] });
  response.writeHead(good ? 200 : 401, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/**
 * AppSync's realtime protocol, as little of it as a subscription needs. `subscription { flood(count: 5) { n } }` brings so
 * many events as fast as they are taken; `subscription { tick { at } }` one each 50 ms, with the time in it.
 */
export function serveRealtime(socket, raw) {
  raw.setNoDelay(true);
  const ticking = new Map();
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.type === 'connection_init') {
      socket.send(JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }));
    } else if (message.type === 'start') begin(message);
    else if (message.type === 'stop') stop(message.id);
  });
  socket.on('close', () => {
    for (const id of ticking.keys()) stop(id);
  });
  socket.on('error', () => undefined);

  function begin({ id, payload }) {
    const { query } = JSON.parse(payload.data);
    socket.send(JSON.stringify({ id, type: 'start_ack' }));
    const count = Number(/flood\(count: (\d+)\)/.exec(query)?.[1] ?? 0);
    if (count > 0) void flood(raw, { count, message: (n) => event(id, { flood: { n, text: BODY.padding } }) });
    else
      ticking.set(
        id,
        setInterval(() => socket.send(event(id, { tick: { at: epochNow() } })), TICK_MS),
      );
  }

  function stop(id) {
    clearInterval(ticking.get(id));
    ticking.delete(id);
  }
}

const TICK_MS = 50;

function event(id, data) {
  return JSON.stringify({ id, type: 'data', payload: { data } });
}

/** Milliseconds since 1970 with fractions, as the receiving process reckons them too. */
function epochNow() {
  return performance.timeOrigin + performance.now();
}
