import { randomUUID } from 'node:crypto';
import { functionOf } from '@/sandbox/data/function-of';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import { accessLine, accessStream } from '@/sandbox/logs/access-line';
import { groupOfArn } from '@/sandbox/logs/directory';
import { store } from '@/sandbox/logs/write';
import type { Region, World } from '@/sandbox/model';
import { type PastApi, type PastRoute, pastApis } from './past-api';
import { logInvocation } from './past-invocation';
import { contextValue, type PastRequest } from './past-request';

const DAY = 86_400_000;
/** Requests of the last day to each API; those of a WebSocket API are its events. */
const COUNTS: Readonly<Record<string, number>> = {
  notes: 3_200,
  shop: 2_600,
  blog: 1_300,
  status: 1_440,
  chat: 900,
  billing: 600,
  bookshop: 1_100,
};
const USUAL_COUNT = 240;
/** A quarter of an hour in which the shop went badly, so that charts have something to find. */
const TROUBLE = { api: 'shop', from: 3 * 3_600_000, to: 2.75 * 3_600_000 };

/** Writes the last day's access-log lines of the demo's APIs, and the logs of the functions behind them, as if the traffic had always run. */
export function writeHistory(world: World, now: number): void {
  for (const region of world.accounts[0]?.regions.values() ?? []) {
    for (const api of pastApis(region)) {
      for (const stage of api.stages) writeStage(world, { region, api, stage }, now);
    }
  }
}

interface Where {
  region: Region;
  api: PastApi;
  stage: PastApi['stages'][number];
}

function writeStage(world: World, { region, api, stage }: Where, now: number): void {
  const { destinationArn = '', format } = stage.accessLogSettings ?? {};
  const group = groupOfArn(world, destinationArn)?.group;
  if (!group || format === undefined || api.routes.length === 0) return;
  // Another stage than the first has a tenth.
  const count = (COUNTS[api.name] ?? USUAL_COUNT) / (stage === api.stages[0] ? 1 : 10);
  const stream = accessStream(api.apiId, stage);
  for (const at of times(count, now)) {
    const made = request({ region, api, stage }, at, now);
    const message = accessLine(format, (name) => contextValue(made, name));
    const late = 800 + Math.random() * 4_000;
    store(group, { stream, timestamp: at, message }, Math.min(now, at + late));
    if (made.fn) logInvocation(region, made.fn, made);
  }
}

/** More by day than by night, in order. */
function times(count: number, now: number): number[] {
  const found: number[] = [];
  while (found.length < count) {
    const at = now - Math.random() * DAY;
    const hour = new Date(at).getUTCHours() + new Date(at).getUTCMinutes() / 60;
    if (Math.random() < 0.55 + 0.45 * Math.sin(((hour - 8) / 24) * 2 * Math.PI)) found.push(Math.floor(at));
  }
  return found.sort((a, b) => a - b);
}

function request({ region, api, stage }: Where, at: number, now: number): PastRequest {
  const route = routeOf(api);
  const bad = api.name === TROUBLE.api && at > now - TROUBLE.from && at < now - TROUBLE.to;
  const status = statusOf(route, bad);
  const refused = status === 401 || status === 403;
  const fn: LambdaFunction | undefined = refused ? undefined : functionOf(region, route.uri);
  const cold = fn !== undefined && Math.random() < 0.01;
  const latencyMs = refused ? 2 + Math.random() * 8 : 25 * Math.exp(0.6 * normal()) * (bad ? 6 : 1) + (cold ? 180 : 0);
  return { api, stage, route, at, status, refused, latencyMs: Math.round(latencyMs), cold, fn, lambdaId: randomUUID() };
}

/** Routes come in the order in which the template has them, the first the most. */
function routeOf({ routes }: PastApi): PastRoute {
  return routes[Math.floor(routes.length * Math.random() ** 1.8)] as PastRoute;
}

/** How an answer may have come about, with how often: the first that is drawn. */
function statusOf(route: PastRoute, bad: boolean): number {
  const odds: [share: number, status: number][] = [
    ...(bad
      ? ([
          [0.25, 500],
          [0.1, 503],
        ] as const)
      : []),
    ...(route.authorizationType === 'NONE'
      ? []
      : ([
          [0.08, 401],
          [0.04, 403],
        ] as const)),
    ...(route.routeKey.includes('{') ? ([[0.07, 404]] as const) : []),
    [0.012, 400],
    [0.003, 500],
  ].map(([share = 0, status = 0]) => [share, status]);
  let left = Math.random();
  for (const [share, status] of odds) {
    left -= share;
    if (left < 0) return status;
  }
  return route.routeKey.startsWith('POST ') && !route.routeKey.endsWith('/graphql') ? 201 : 200;
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
