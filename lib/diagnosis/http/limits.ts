import type { Throttle } from '@/lib/apis/gateway/contract';
import { backendAnswered, isGateways } from '@/lib/diagnosis/answered-by';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { type Failed, queryOf, sentHeader } from '@/lib/diagnosis/exchange';
import { bodyTooLarge, headersTooLarge } from '@/lib/diagnosis/request-size';
import { behind, type Spot } from './spot';

export function badRequest(spot: Spot): Cause[] {
  const { failed } = spot;
  const broken = /%(?![0-9a-f]{2}).{0,2}/i.exec(failed.target)?.[0];
  if (broken !== undefined) {
    const inQuery = /%(?![0-9a-f]{2})/i.test(queryOf(failed));
    return [
      cause('certain', {
        id: 'bad-escape',
        title: `The ${inQuery ? 'query' : 'path'} has “${broken}”, a % that begins no escape.`,
        evidence: [evidence('request', 'Asked for', failed.target)],
        next: next('Write %25 for a percent sign.', { do: 'request-tab', tab: 'params' }),
      }),
    ];
  }
  if (!isGateways(failed, 'Bad Request')) return [backendAnswered(failed, behind(spot))];
  const missing = missingParameter(spot);
  return [
    ...(missing ? [missing] : []),
    cause('possible', {
      id: 'bad-request',
      title: 'API Gateway does not take the request: it is malformed.',
      evidence: [evidence('request', 'Asked for', `${failed.method} ${failed.target}`)],
      next: next('Look at the request as it went.'),
    }),
    backendAnswered(failed, behind(spot), 'possible'),
  ];
}

/** A service integration that reads a value from the request, which does not have it. */
function missingParameter({ failed, integration }: Spot): Cause | null {
  const read = Object.entries(integration?.parameters ?? {}).filter(([, from]) => from.startsWith('$request.'));
  const [lacking] = read.filter(([, from]) => lacks(failed, from));
  if (!lacking || !integration) return null;
  const [name, from] = lacking;
  return cause('likely', {
    id: 'parameter-missing',
    title: `${integration.label} is to be told ${name} from ${from}, for which the request seems to have no value.`,
    evidence: read.map(([one, place]) => evidence('integration', one, place)),
    next: next('Send it along.', { do: 'request-tab', tab: from.startsWith('$request.body') ? 'body' : 'params' }),
  });
}

/** What is in a body is not at hand here, so that a member of it may be missing. */
function lacks(failed: Failed, from: string): boolean {
  const [, place, name = ''] = /^\$request\.(header|querystring|body)\.?(.*)$/.exec(from) ?? [];
  if (place === 'header') return sentHeader(failed, name) === null;
  if (place === 'querystring') return !new URLSearchParams(queryOf(failed)).get(name);
  return place === 'body' && (name !== '' || failed.request?.bodyBytes === 0);
}

export function tooLarge(spot: Spot): Cause[] {
  const { failed } = spot;
  return [bodyTooLarge(failed) ?? backendAnswered(failed, behind(spot))];
}

export function headTooLarge(spot: Spot): Cause[] {
  const { failed } = spot;
  return [headersTooLarge(failed) ?? backendAnswered(failed, behind(spot))];
}

/** 429: the limit of the route, of the stage, or of the account. */
export function throttled(spot: Spot): Cause[] {
  const { failed, stage, route } = spot;
  if (!isGateways(failed, 'Too Many Requests')) return [backendAnswered(failed, behind(spot))];
  const own = route ? stage?.routeThrottles[route.key] : undefined;
  if (route && stage && own) return [reached('throttled-route', own, `${route.key} in ${stage.name}`), ofAccount(true)];
  if (stage?.throttle)
    return [reached('throttled-stage', stage.throttle, `Each route of ${stage.name}`), ofAccount(true)];
  return [ofAccount(false)];
}

function reached(id: string, { rate, burst }: Throttle, whose: string): Cause {
  return cause('likely', {
    id,
    title: `${whose} takes ${rate ?? 'any number of'} requests a second, and ${burst ?? 'any number'} at once; there were more.`,
    evidence: [
      evidence('stage', 'ThrottlingRateLimit', rate === null ? 'not set' : `${rate} a second`),
      evidence('stage', 'ThrottlingBurstLimit', burst === null ? 'not set' : String(burst)),
    ],
    next: next('Send it again in a moment, or raise the limit of the stage.', { do: 'send-again' }),
  });
}

function ofAccount(ownLimit: boolean): Cause {
  return cause(ownLimit ? 'possible' : 'likely', {
    id: 'throttled-account',
    title:
      'The account takes no more requests in this Region: by default 10,000 a second for all of its APIs together.',
    evidence: [evidence('stage', 'Limits', ownLimit ? 'the stage has its own' : 'none for this stage and route')],
    next: next('Send it again in a moment; the quota can be raised.', { do: 'send-again' }),
  });
}
