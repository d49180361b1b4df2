import { listLogs } from '@/app/log-actions';
import { answered, Failed } from '@/components/shell/answer';
import type { ApiTraffic, RouteTraffic } from '@/components/shell/route-traffic';
import type { ApiRef } from '@/lib/core/api';
import { priceInWords } from '@/lib/core/insights-query-price';
import { insightsRuns, type Run } from './insights-runs';
import { routesOf } from './insights-series';
import { type QueriedLog, queriedLogs, queriesOf } from './picture-source';
import { LAST_HOUR, limitsOf } from './ranges';
import { targetKeyOf } from './route-target';
import type { RouteTotals } from './series';

export interface TrafficAnswer {
  /** Null where it could not be read; the words say why. */
  traffic: ApiTraffic | null;
  words: string;
}

/** Asks CloudWatch Logs Insights once what was called in the last hour, at the stage that is open or else the first with a log. */
export async function askTraffic(
  api: ApiRef,
  { run, stage, name, keys }: { run: string; stage: string | null; name: string; keys: ReadonlySet<string> },
): Promise<TrafficAnswer> {
  try {
    const { places } = await answered(listLogs(api));
    const logs = queriedLogs(places.map((place) => ({ owner: { kind: api.kind, id: api.id, name }, place })));
    const log = logs.find(({ place }) => place.stage === stage) ?? logs[0];
    const query = log ? queriesOf(log, LAST_HOUR).byRoute : null;
    if (!log) return { traffic: null, words: 'No stage has an access log that Insights can read.' };
    if (query === null)
      return { traffic: null, words: `The format of the access log of ${log.place.stage} names no route.` };
    const { account } = api;
    const done = await insightsRuns.start(run, {
      account,
      groups: [log.group],
      query,
      ...limitsOf(LAST_HOUR, Date.now()),
    });
    return answerOf(done, { log, keys });
  } catch (error) {
    return {
      traffic: null,
      words: error instanceof Failed ? error.failure.message : 'The server of this console does not answer.',
    };
  }
}

function answerOf(
  run: Run | null,
  { log: { place }, keys }: { log: QueriedLog; keys: ReadonlySet<string> },
): TrafficAnswer {
  if (run?.state === 'failed') return { traffic: null, words: run.failure.message };
  if (run?.state === 'rejected') return { traffic: null, words: run.rejection.message };
  if (run?.state === 'stopped')
    return { traffic: null, words: `Cancelled. The query cost ${priceInWords(run.statistics.bytes)}.` };
  if (run?.state !== 'done' || run.ended !== 'complete') return { traffic: null, words: 'The query did not end.' };
  const routes = run.result.rows.length === 0 ? [] : routesOf(run.result);
  if (routes === null) return { traffic: null, words: 'CloudWatch Logs answered without what the query counts.' };
  const sum = (of: (one: RouteTotals) => number) =>
    routes.reduce((total, one) => total + of(one), 0).toLocaleString('en-GB');
  const where = place.stage === null ? '' : ` at ${place.stage}`;
  const counts = `${sum(({ requests }) => requests)} requests${where}, ${sum(({ serverErrors }) => serverErrors)} with 5xx`;
  const { from, to } = run.input;
  return {
    traffic: { from, to, routes: byTarget(routes, keys) },
    words: `${counts}; the query cost ${priceInWords(run.statistics.bytes)}`,
  };
}

/** By the keys of the API's routes; what met none of them is in the sums only. */
function byTarget(routes: readonly RouteTotals[], keys: ReadonlySet<string>): Map<string, RouteTraffic> {
  const sums = new Map<string, RouteTraffic>();
  for (const { route, requests, clientErrors, serverErrors } of routes) {
    const key = targetKeyOf(route, keys) ?? route;
    const before = sums.get(key) ?? { requests: 0, clientErrors: 0, serverErrors: 0 };
    sums.set(key, {
      requests: before.requests + requests,
      clientErrors: before.clientErrors + clientErrors,
      serverErrors: before.serverErrors + serverErrors,
    });
  }
  return sums;
}
